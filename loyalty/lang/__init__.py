"""Expressions: from an author's text to a typed tree, and from there to code, words and answers.

``parse`` reads a text, ``check`` gives it one meaning or says what is wrong with it. A checked expression can be
calculated (`evaluate`), compiled (`emit`), read aloud (`phrase`) and taken apart (`alternatives`).
"""

from loyalty.lang.bind import bind, settled
from loyalty.lang.checker import check
from loyalty.lang.emitter import emit, emit_fraction
from loyalty.lang.evaluator import evaluate
from loyalty.lang.function import Function
from loyalty.lang.needs import Need, alternatives
from loyalty.lang.nodes import Node, names
from loyalty.lang.parser import parse
from loyalty.lang.phrases import phrase
from loyalty.lang.problems import Problem
from loyalty.lang.runtime import RUNTIME, runtime
from loyalty.lang.table import Table
from loyalty.lang.typed import Typed
from loyalty.lang.types import (
    BOOL,
    DATE,
    DECIMAL,
    INSTANT,
    INTEGER,
    MONEY,
    PERIOD,
    TEXT,
    Type,
    enum_type,
    money_type,
    tier_type,
)
from loyalty.lang.unparse import unparse

__all__ = [
    "BOOL",
    "DATE",
    "DECIMAL",
    "INSTANT",
    "INTEGER",
    "MONEY",
    "PERIOD",
    "RUNTIME",
    "TEXT",
    "Function",
    "Need",
    "Node",
    "Problem",
    "Table",
    "Type",
    "Typed",
    "alternatives",
    "bind",
    "check",
    "emit",
    "emit_fraction",
    "enum_type",
    "evaluate",
    "money_type",
    "names",
    "parse",
    "phrase",
    "runtime",
    "settled",
    "tier_type",
    "unparse",
]
