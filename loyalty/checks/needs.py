"""Take a condition apart into alternatives, each a list of needs, as quickly as most conditions allow.

It says the same as `loyalty.lang.alternatives`, which is asked about everything that is not plainly a name compared
with a constant, but leaves out what only a projection for members needs.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from loyalty.lang import Need, Typed, alternatives
from loyalty.lang.types import BOOL
from loyalty.lang.unparse import unparse

TERMS_MAX = 64

Constant = int | Fraction | str


class Limit(NamedTuple):
    """A name compared with a constant: money in minor units, dates as days, tiers as ranks."""

    name: str
    op: str
    value: Constant


class Other(NamedTuple):
    """What is no matter of one name's values: whether it must hold, and its text."""

    holds: bool
    text: str


Way = tuple[Limit | Other, ...]
Ways = tuple[Way, ...]

ALWAYS: Ways = ((),)
NEVER: Ways = ()

_NEGATED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_CALCULATIONS: Mapping[str, Callable[..., object]] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "neg": operator.neg,
}
_POSITIVE = {">=": "<", "<=": ">", "!=": "=="}


def ways(typed: Typed, parameters: Mapping[str, object], *, truth: bool = True) -> Ways:
    """Return the alternatives in which a condition holds, or does not; parameters stand for their values."""
    if typed.op in {"and", "or"}:
        parts = [ways(part, parameters, truth=truth) for part in typed.args]
        return _all(typed, parts, truth=truth) if (typed.op == "and") is truth else _any(typed, parts, truth=truth)
    if typed.op == "not":
        return ways(typed.args[0], parameters, truth=not truth)
    if typed.op == "compare":
        return _comparison(typed, parameters, truth=truth)
    if typed.op == "const":
        return ALWAYS if typed.value is truth else NEVER
    if typed.op == "name":
        value = parameters.get(str(typed.value))
        return ((Other(truth, str(typed.value)),),) if value is None else ALWAYS if value is truth else NEVER
    return _asked(typed, parameters, truth=truth)


def _all(typed: Typed, parts: Sequence[Ways], *, truth: bool) -> Ways:
    found: Ways = ALWAYS
    for part in parts:
        if len(found) * len(part) > TERMS_MAX:
            return _opaque(typed, truth=truth)
        found = tuple([before + way for before in found for way in part])
    return found


def _any(typed: Typed, parts: Sequence[Ways], *, truth: bool) -> Ways:
    found = tuple([way for part in parts for way in part])
    if () in found:
        return ALWAYS
    return found if len(found) <= TERMS_MAX else _opaque(typed, truth=truth)


def _opaque(typed: Typed, *, truth: bool) -> Ways:
    return ((Other(truth, unparse(typed.node)),),)


def _comparison(typed: Typed, parameters: Mapping[str, object], *, truth: bool) -> Ways:
    """Split a chain into its comparisons."""
    ops: tuple[str, ...] = typed.value  # type: ignore[assignment] # by the table in `Typed`
    if len(ops) == 1:
        return _pair(typed.args[0], ops[0] if truth else _NEGATED[ops[0]], typed.args[1], parameters)
    pairs = zip(typed.args, ops, typed.args[1:], strict=False)
    parts = [_pair(left, op if truth else _NEGATED[op], right, parameters) for left, op, right in pairs]
    return _all(typed, parts, truth=truth) if truth else _any(typed, parts, truth=truth)


def _pair(left: Typed, op: str, right: Typed, parameters: Mapping[str, object]) -> Ways:
    first, second = _constant(left, parameters), _constant(right, parameters)
    if first is not None and second is None:
        left, right, op, second = right, left, _MIRRORED[op], first
    elif first is not None or second is None:
        return _asked(Typed("compare", BOOL, left.node, (left, right), (op,)), parameters, truth=True)
    if left.op == "name" and (left.type.kind == "money") is (right.type.kind == "money"):
        return ((Limit(str(left.value), op, second),),)
    return _asked(Typed("compare", BOOL, left.node, (left, right), (op,)), parameters, truth=True)


def _constant(typed: Typed, parameters: Mapping[str, object]) -> Constant | None:
    """Return the value of a constant, of a parameter, or of a calculation with nothing else."""
    if typed.op == "const":
        value = typed.value
    elif typed.op == "name":
        value = parameters.get(str(typed.value))
    elif typed.op in _CALCULATIONS:
        parts = [_constant(part, parameters) for part in typed.args]
        value = None if None in parts else _CALCULATIONS[typed.op](*parts)
    else:
        return None
    return value if isinstance(value, int | Fraction | str) and not isinstance(value, bool) else None


def _asked(typed: Typed, parameters: Mapping[str, object], *, truth: bool) -> Ways:
    """Ask the room of expressions."""
    whole = typed if truth else Typed("not", BOOL, typed.node, (typed,))
    return tuple([tuple([_read(need) for need in needs]) for needs in alternatives(whole, parameters)])


def _read(need: Need) -> Limit | Other:
    if need.name is not None and need.threshold is not None:
        return Limit(need.name, need.op, _rank(need))
    if need.name is not None:
        asks = need.op in {"known", "missing"}
        return Other(need.op in {"true", "known"}, f"known({need.name})" if asks else need.name)
    typed = need.typed
    if typed.op == "not":
        return Other(holds=False, text=unparse(typed.args[0].node))
    ops = typed.value
    if typed.op != "compare" or not isinstance(ops, tuple) or len(ops) > 1:
        return Other(holds=True, text=unparse(typed.node))
    left, right = (unparse(part.node) for part in typed.args)
    return Other(ops[0] not in _POSITIVE, f"{left} {_POSITIVE.get(ops[0], ops[0])} {right}")


def _rank(need: Need) -> Constant:
    """Return a threshold, that of a standing as a rank."""
    assert need.threshold is not None
    standing = next((part for part in need.typed.args if part.type.kind == "tier"), None)
    rank = standing.type.rank(str(need.threshold)) if standing is not None else None
    return need.threshold if rank is None else rank
