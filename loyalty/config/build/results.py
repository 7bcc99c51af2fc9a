"""Read what a formula or score says about its result: its unit, its rounding, and what a zero divisor gives."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

import attrs

from loyalty.config.build.context import Build
from loyalty.config.raw.metric import RawMetric
from loyalty.lang import DECIMAL, Type, money_type
from loyalty.lang.types import Kind
from loyalty.quantities import Rounding
from loyalty.words import Path

DIGITS_MAX = 12
"""No result is rounded to more digits than this."""
NOTHING, OTHER = "0/0", "x/0"
"""The two cases of a zero divisor."""
_KEPT: Mapping[str, Kind] = MappingProxyType({"integer": "integer", "decimal": "decimal", "percent": "decimal"})
_EXACT = frozenset({"money", "integer"})
"""Units with a smallest part: what is finer has to be rounded."""


def wanted(raw: RawMetric, digits: int) -> Type | None:
    """Return the kind of number that a formula has to give; None when it does not say its unit.

    What is rounded to a whole number is any number before.
    """
    if raw.type is None:
        return None
    kind = money_type(digits) if raw.type == "money" else DECIMAL
    return kind.optional()


def result(build: Build, raw: RawMetric, kind: Type, path: Path) -> tuple[Type, int | None, Rounding]:
    """Return the type of the result as it is kept, and to how many digits and how it is rounded.

    The result of a formula that says its unit is rounded once, at the end, to what that unit has.
    """
    digits = None if raw.digits is None else build.whole(raw.digits, (*path, "digits"), least=0)
    if digits is not None and digits > DIGITS_MAX:
        build.report("LOY225", f"`digits` may be at most {DIGITS_MAX}", (*path, "digits"), f"`{DIGITS_MAX}` or less")
    finest = {"money": kind.digits, "integer": 0}.get(raw.type or "")
    if finest is not None and digits is not None and digits > finest:
        message = f"a result of type {raw.type} has at most {finest} digits here"
        build.report("LOY503", message, (*path, "digits"), f"`{finest}` or less, or leave `digits` out")
    if raw.rounding is not None and digits is None and finest is None:
        message = "`rounding` says how, but `digits` is missing"
        build.report("LOY229", message, (*path, "rounding"), "`digits = 2`", key=True)
    _check_rounding(build, raw, kind, path)
    kept = attrs.evolve(kind, kind=_KEPT.get(raw.type or "", kind.kind))
    if raw.type in _EXACT:
        kept, digits = attrs.evolve(kept, fractional=False), finest if digits is None else digits
    return kept, digits, raw.rounding or "half-up"


def _check_rounding(build: Build, raw: RawMetric, kind: Type, path: Path) -> None:
    """See to it that a result that may be finer than its unit says how it is rounded."""
    finer = kind.fractional if raw.type == "money" else raw.type == "integer" and kind.kind != "integer"
    if finer and raw.rounding is None:
        smallest = "than the smallest amount of the currency" if raw.type == "money" else "than a whole number"
        message = f"the result may be finer {smallest}, and nothing says how it is rounded"
        build.report("LOY504", message, (*path, "type"), '`rounding = "half-up"`, or "down", "up", "half-even"')


def negative(build: Build, raw: RawMetric, path: Path) -> bool:
    """Return whether a result may be below 0."""
    return True if raw.negative is None else build.truth(raw.negative, (*path, "negative"))


def zero_division(build: Build, raw: object, path: Path) -> Fraction | tuple[Fraction, Fraction] | None:
    """Return what a zero divisor gives: one number for both cases, or one for 0/0 and one for everything else."""
    if raw is None:
        return None
    if not isinstance(raw, Mapping):
        return build.number(raw, path, least=None)
    for key in raw:
        if key not in {NOTHING, OTHER}:
            cure = f'`"{NOTHING}"` or `"{OTHER}"`'
            build.report("LOY220", f"there is no key `{key}` in a zero division", (*path, key), cure, key=True)
    for key in (NOTHING, OTHER):
        if key not in raw:
            cure = f'`"{key}" = 0`, or one number for both cases'
            build.report("LOY221", f"`{key}` is missing", path, cure)
    nothing, other = (build.number(raw.get(key, 0), (*path, key), least=None) for key in (NOTHING, OTHER))
    return nothing, other
