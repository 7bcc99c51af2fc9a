"""Members: their declared fields, the events that happen to them, and the order and identity of those events."""

from loyalty.members.core import CORE, DECISIONS, RESERVED, CoreField, CoreKind
from loyalty.members.event import Event
from loyalty.members.field import Field, FieldType, Value
from loyalty.members.history import History
from loyalty.members.kind import EventKind, MemberKind, NumberFormat
from loyalty.members.knowledge import in_order_of_knowledge, known
from loyalty.members.numbers import FormatProblem, assign, given_twice, parse_format, written
from loyalty.members.population import Merges, Population, groups, merges
from loyalty.members.reader import Reader
from loyalty.members.writer import MASK

__all__ = [
    "CORE",
    "DECISIONS",
    "MASK",
    "RESERVED",
    "CoreField",
    "CoreKind",
    "Event",
    "EventKind",
    "Field",
    "FieldType",
    "FormatProblem",
    "History",
    "MemberKind",
    "Merges",
    "NumberFormat",
    "Population",
    "Reader",
    "Value",
    "assign",
    "given_twice",
    "groups",
    "in_order_of_knowledge",
    "known",
    "merges",
    "parse_format",
    "written",
]
