"""What the author of a plugin needs: the mark of hooks, the things they declare, and the types of values."""

from loyalty.benefits.fields import (
    LineCondition,
    MemberCondition,
    Money,
    Number,
    Percent,
    Span,
    Switch,
    Text,
    Whole,
    Words,
)
from loyalty.benefits.kind import BenefitKind
from loyalty.benefits.request_kind import RequestKind
from loyalty.lang.function import Function
from loyalty.lang.types import BOOL, DATE, DECIMAL, INTEGER, MONEY, TEXT, Type, enum_type
from loyalty.plugin.command import Command
from loyalty.plugin.marker import hook
from loyalty.program.check import Check, Doubt
from loyalty.program.version import Version

__all__ = [
    "BOOL",
    "DATE",
    "DECIMAL",
    "INTEGER",
    "MONEY",
    "TEXT",
    "BenefitKind",
    "Check",
    "Command",
    "Doubt",
    "Function",
    "LineCondition",
    "MemberCondition",
    "Money",
    "Number",
    "Percent",
    "RequestKind",
    "Span",
    "Switch",
    "Text",
    "Type",
    "Version",
    "Whole",
    "Words",
    "enum_type",
    "hook",
]
