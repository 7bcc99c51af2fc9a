"""From the figures of a target to its value and what became of it: exact, and the same for any population."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

import attrs

from loyalty.lang import Typed, alternatives, bind, evaluate, settled
from loyalty.lang.needs import Need
from loyalty.quantities import rounded
from loyalty.targets.slope import divides_by_zero
from loyalty.targets.sum import Exact
from loyalty.targets.target import Target

VALUE = "value"
"""How the requirement calls what the formula gives."""


@attrs.frozen
class Verdict:
    """The value of a target and its state; `gap` is how far it is from the threshold that decides."""

    value: Exact | None
    state: Literal["met", "missed", "unknown"]
    gap: Fraction | None = None


Figures = Mapping[str, Exact | None]
Parameters = Mapping[str, object]


def bound(target: Target, typed: Typed, parameters: Parameters, group: str) -> Typed:
    """Return an expression of a target with the parameters in it, those of tables for a group."""
    return bind(settled(typed, {target.axis: group} if target.axis else {}), parameters)


def judged(target: Target, figures: Figures, parameters: Parameters, group: str = "") -> Verdict:
    """Return what became of a target, or of one group of it; figures and parameters are in the engine's units."""
    value = value_of(target, figures, parameters, group)
    require = bound(target, target.require.typed, parameters, group)
    known = {target.axis: group, **figures, VALUE: value}
    if any(known[name] is None for name in (VALUE, *require.names)):
        return Verdict(value, "unknown")
    holds = bool(evaluate(require, known))
    return Verdict(value, "met" if holds else "missed", _gap(require, known, holds=holds))


def value_of(target: Target, figures: Figures, parameters: Parameters, group: str = "") -> Exact | None:
    """Return the value, rounded as declared; None where it is divided by 0 or a figure is unknown."""
    typed, known = bound(target, target.value.typed, parameters, group), {target.axis: group, **figures}
    if any(known[name] is None for name in typed.names):
        return None
    if target.zero_division is None and divides_by_zero(typed, known):
        return None
    found = evaluate(typed, known)
    assert isinstance(found, int | Fraction)
    return found if target.digits is None else _rounded(found, target, typed)


def _rounded(value: Exact, target: Target, typed: Typed) -> Exact:
    assert target.digits is not None
    minor = typed.type.digits if typed.type.kind == "money" else 0
    factor = Fraction(10) ** (target.digits - minor)
    return Fraction(rounded(value * factor, target.rounding)) / factor


def _gap(require: Typed, known: Mapping[str, object], *, holds: bool) -> Fraction | None:
    """Return how far the value may still go, or has to, on the way that leaves or takes most room."""
    room: list[Fraction] = []
    for way in alternatives(require):
        open_needs = [need for need in way if bool(evaluate(need.typed, known)) is holds]
        if holds and len(open_needs) < len(way):
            continue
        far = [distance(need, known[VALUE]) for need in open_needs]
        sure = [each for each in far if each is not None]
        if sure and (holds or len(sure) == len(far)):
            room.append(min(sure) if holds else max(sure))
    return (max if holds else min)(room, default=None)


def distance(need: Need, value: object) -> Fraction | None:
    """Return how far a value is from the threshold of a need; None where the need is about something else."""
    if need.name != VALUE or not isinstance(need.threshold, Fraction) or need.op == "!=":
        return None
    assert isinstance(value, int | Fraction)
    return abs(Fraction(value) - need.threshold)
