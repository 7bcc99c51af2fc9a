"""What a condition asks for, taken apart: alternatives, each a list of needs.

The projection ("3,200 more, or 4 more visits in a row") is built on this.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

import attrs

from loyalty.lang.bind import bind
from loyalty.lang.bounds import MIRRORED, holds
from loyalty.lang.coder import Coder
from loyalty.lang.emitter import argument
from loyalty.lang.linear import Linear, value
from loyalty.lang.missing import proven
from loyalty.lang.numbers import number
from loyalty.lang.typed import Typed
from loyalty.lang.types import BOOL, NONE_TIER, Type

TERMS_MAX = 64
_NEGATED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


@attrs.frozen
class Need:
    """One thing that must hold.

    Attributes:
        name: the one name it is about, or None where several names or a calculation are involved.
        op: ``< <= > >= == !=`` between the name and the threshold; ``true`` or ``false`` for a name that is true or
            false; ``known`` or ``missing`` for a value that must, or must not, be there; "" if name is None.
        threshold: a number in the engine's units (money in minor units, dates in days since 1970-01-01), or a word
            (a text, a tier's id), or None.
        typed: the need as an expression of its own.
        strict: True for ``<`` and ``>``: to reach the threshold is not enough.
    """

    name: str | None
    op: str
    threshold: Fraction | str | None
    typed: Typed
    strict: bool = False


Alternatives = tuple[tuple[Need, ...], ...]
ALWAYS: Alternatives = ((),)
NEVER: Alternatives = ()


def alternatives(typed: Typed, parameters: Mapping[str, object] | None = None) -> Alternatives:
    """Return the ways to fulfil a condition: any one of them, with all of its needs.

    `parameters` are bound first (see `bind`). A part that would take more than 64 alternatives stays one need without
    a name. ``((),)`` is a condition that always holds, ``()`` one that never does.

    >>> from loyalty.lang import INTEGER, check, parse
    >>> condition = check(parse("spend >= 100 or streak > 3"), {"spend": INTEGER, "streak": INTEGER})
    >>> [[(need.name, need.op, str(need.threshold)) for need in ways] for ways in alternatives(condition)]
    [[('spend', '>=', '100')], [('streak', '>', '3')]]
    """
    return _ways(bind(typed, parameters) if parameters else typed, truth=True)


def _ways(typed: Typed, *, truth: bool) -> Alternatives:
    """Return the ways in which a condition becomes true, or false."""
    if typed.op == "not":
        return _ways(typed.args[0], truth=not truth)
    if typed.op in {"and", "or"}:
        found = _all(_each(typed, truth=truth)) if (typed.op == "and") is truth else _any(_settled(typed, truth=truth))
        return found if found is not None else _opaque(typed, truth=truth)
    if typed.op == "compare":
        return _comparison(typed, truth=truth)
    if typed.op == "in":
        return _membership(typed, truth=truth)
    if typed.op == "const":
        return ALWAYS if typed.value is truth else NEVER
    return (((_named(typed, truth=truth)),),)


def _each(typed: Typed, *, truth: bool) -> list[Alternatives]:
    return [_ways(part, truth=truth) for part in typed.args]


def _settled(typed: Typed, *, truth: bool) -> list[Alternatives]:
    """Return the ways of each part, each standing by itself.

    In ``not known(x) or x > 3`` the second part is only asked when `x` is known: as a way of its own it says so.
    """
    found: list[Alternatives] = []
    certain: frozenset[str] = frozenset()
    for part, ways in zip(typed.args, _each(typed, truth=truth), strict=True):
        found.append(tuple((*_known(way, certain), *way) for way in ways) if certain else ways)
        certain |= proven(part, truth=typed.op == "and")
    return found


def _known(way: tuple[Need, ...], certain: frozenset[str]) -> list[Need]:
    """Return that the names which a way reads are known, of those that may be missing."""
    leaves = {str(leaf.value): leaf for need in way for leaf in _names(need.typed) if leaf.value in certain}
    return [_named(_asked(leaves[name]), truth=True) for name in sorted(leaves)]


def _asked(leaf: Typed) -> Typed:
    optional = Typed("name", leaf.type.optional(), leaf.node, (), leaf.value)
    return Typed("call", BOOL, leaf.node, (optional,), "known")


def _names(typed: Typed) -> Iterator[Typed]:
    """Yield the names in an expression that it takes to be there."""
    waiting = [typed]
    while waiting:
        here = waiting.pop()
        if here.op == "name" and not here.type.nullable:
            yield here
        waiting.extend(here.args)


def _any(parts: Iterable[Alternatives]) -> Alternatives | None:
    found = tuple(way for part in parts for way in part)
    return ALWAYS if () in found else found if len(found) <= TERMS_MAX else None


def _all(parts: Iterable[Alternatives]) -> Alternatives | None:
    found: Alternatives = ALWAYS
    for part in parts:
        if len(found) * len(part) > TERMS_MAX:
            return None
        found = tuple((*before, *way) for before in found for way in part)
    return found


def _opaque(typed: Typed, *, truth: bool) -> Alternatives:
    whole = typed if truth else Typed("not", BOOL, typed.node, (typed,))
    return ((Need(None, "", None, whole),),)


def _named(typed: Typed, *, truth: bool) -> Need:
    """Return a need that is a name by itself, or whether something is known."""
    whole = typed if truth else Typed("not", BOOL, typed.node, (typed,))
    if typed.op == "name":
        return Need(str(typed.value), "true" if truth else "false", None, whole)
    if typed.value == "known" and typed.args[0].op == "name":
        return Need(str(typed.args[0].value), "known" if truth else "missing", None, whole)
    return Need(None, "", None, whole)


def _comparison(typed: Typed, *, truth: bool) -> Alternatives:
    """Split a chain into its comparisons."""
    ops = typed.value
    assert isinstance(ops, tuple)
    pairs = zip(typed.args, ops, typed.args[1:], strict=False)
    ways = [_pair(typed, left, op if truth else _NEGATED[op], right) for left, op, right in pairs]
    found = _all(ways) if truth else _any(ways)
    return found if found is not None else _opaque(typed, truth=truth)


def _membership(typed: Typed, *, truth: bool) -> Alternatives:
    """Read a list as one comparison for each item."""
    needle, *items = typed.args
    listed = truth is not typed.value
    ways = [_pair(typed, needle, "==" if listed else "!=", item) for item in items]
    found = _any(ways) if listed else _all(ways)
    return found if found is not None else _opaque(typed, truth=truth)


def _pair(whole: Typed, left: Typed, op: str, right: Typed) -> Alternatives:
    """Return the need of one comparison, or whether it holds always or never."""
    if left.type.kind == "bool" and "const" in {left.op, right.op}:
        constant, other = (left, right) if left.op == "const" else (right, left)
        return _ways(other, truth=(op == "==") is constant.value)
    leaf = Typed("compare", BOOL, whole.node, (left, right), (op,))
    found = _limit(left, op, right) if left.type.numeric else _word(left, op, right)
    if isinstance(found, bool):
        return ALWAYS if found else NEVER
    name, op, threshold = found or (None, "", None)
    return ((Need(name, op, threshold, leaf, op in {"<", ">"}),),)


Limit = tuple[str, str, Fraction | str] | bool | None


def _limit(left: Typed, op: str, right: Typed) -> Limit:
    """Return the name, operator and number of a comparison of one name with a constant, whichever side it is on."""
    names = left.names | right.names
    coder = Coder(lambda name: name, lambda _: "0", argument)
    one, two = number(coder, left), number(coder, right)
    first, second = value(one), value(two)
    if first is not None and second is not None:
        return holds(first, op, second)
    if first is not None:
        one, second, op = two, first, MIRRORED[op]
    if second is None or one.source not in names:
        return None
    return one.source, op if one.times > 0 else MIRRORED[op], _goal(one, second, left, right)


def _goal(found: Linear, limit: Fraction, *sides: Typed) -> Fraction:
    goal = (limit * found.over - found.plus) / found.times
    return goal / _scale(found.source, sides)


def _scale(name: str, sides: tuple[Typed, ...]) -> int:
    """Return the scale of a name that occurs in one of the sides."""
    (leaf, *_) = (leaf for side in sides for leaf in _names(side) if leaf.value == name)
    return leaf.type.scale if leaf.type.kind == "decimal" else 1


def _word(left: Typed, op: str, right: Typed) -> Limit:
    """Return the name, operator and word, tier or day of a comparison of one name with a constant."""
    if left.op == "const":
        left, right, op = right, left, MIRRORED[op]
    if left.op == "const" and right.op == "const":
        return holds(left.value, op, right.value)  # type: ignore[arg-type] # two words or two days
    if left.op != "name" or right.op != "const":
        return None
    return str(left.value), op, _outside(right.value, right.type)


def _outside(constant: object, kind: Type) -> Fraction | str:
    if kind.kind == "tier" and isinstance(constant, int):
        return (NONE_TIER, *kind.values)[constant]
    return str(constant) if kind.kind == "text" or not isinstance(constant, int) else Fraction(constant)
