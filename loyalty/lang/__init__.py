"""Expressions: from an author's text to a typed tree, and from there to code, words and answers.

``parse`` reads a text, ``check`` gives it one meaning or says what is wrong with it. A checked expression can be
calculated (`evaluate`), compiled (`emit`), read aloud (`phrase`) and taken apart (`alternatives`).
"""

from loyalty.lang.checker import check
from loyalty.lang.nodes import Node, names
from loyalty.lang.parser import parse
from loyalty.lang.problems import Problem
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
    "TEXT",
    "Node",
    "Problem",
    "Type",
    "Typed",
    "check",
    "enum_type",
    "money_type",
    "names",
    "parse",
    "tier_type",
    "unparse",
]
