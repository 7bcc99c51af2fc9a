"""Diagnostics in Chinese: a title, a reason and a cure for every code, and sentences for what says more."""

import attrs

from loyalty.config.chinese.doubtful import DOUBTFUL
from loyalty.config.chinese.expressions import EXPRESSIONS
from loyalty.config.chinese.program import PROGRAM
from loyalty.config.chinese.promises import PROMISES
from loyalty.config.chinese.scenarios import SCENARIOS
from loyalty.config.chinese.translating import advice, filled, named, sentence
from loyalty.config.codes import CODES
from loyalty.errors import Diagnostic
from loyalty.lang.problems import CATALOGUE

TITLES = {**PROGRAM, **DOUBTFUL, **PROMISES, **SCENARIOS}
"""Title, reason and cure by code, except those of expressions."""


def in_chinese(one: Diagnostic) -> Diagnostic:
    """Return a diagnostic with its headline, reason and cure in Chinese; of a code without words, unchanged.

    What names are concerned is copied from the English sentences.
    """
    if one.code in EXPRESSIONS:
        return _expression(one)
    if one.code not in TITLES:
        return one
    title, why, cure = TITLES[one.code]
    entry = CODES.get(one.code)
    general = entry is not None and one.cure == entry.cure.removeprefix("write ")
    usual = entry is None or one.why == entry.why
    return attrs.evolve(
        one,
        message=sentence(one.message) or _titled(title, one.message),
        why=why if usual else advice(one.why) or why,
        cure=cure if general or not one.cure else advice(one.cure) or cure,
    )


def _titled(title: str, message: str) -> str:
    """Return a code's title and what the English sentence names."""
    names = "、".join(named(message))
    return f"{title}：{names}" if names else title


def _expression(one: Diagnostic) -> Diagnostic:
    entry, (why, cure) = CATALOGUE[one.code], EXPRESSIONS[one.code]
    usual = entry.cure.removeprefix("write ")
    return attrs.evolve(
        one,
        message=one.message_zh or one.message,
        why=filled(one.why, entry.why, why) or advice(one.why) or why,
        cure=filled(one.cure, usual, cure) or advice(one.cure) or one.cure,
    )
