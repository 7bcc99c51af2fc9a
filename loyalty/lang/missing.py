"""Missing values: which parts may have none, and what a condition proves about them."""

from loyalty.lang.typed import Typed

_NOTHING: frozenset[str] = frozenset()


def missing(typed: Typed) -> tuple[str, ...]:
    """Return the names that, missing, leave the whole without a value; in order of appearance, without repeats."""
    found: dict[str, None] = {}
    waiting = [typed]
    while waiting:
        here = waiting.pop()
        if here.op == "name":
            if here.type.nullable:
                found[str(here.value)] = None
        elif here.op == "call" and here.value == "known":
            continue
        elif here.op == "call" and here.value == "otherwise":
            waiting.append(here.args[1])
        else:
            waiting.extend(reversed(here.args))
    return tuple(found)


def proven(typed: Typed, *, truth: bool) -> frozenset[str]:
    """Return the names that are certainly not missing when a condition is true (or false)."""
    if typed.op == "call" and typed.value == "known" and truth:
        return frozenset(missing(typed.args[0]))
    if typed.op == "not":
        return proven(typed.args[0], truth=not truth)
    if typed.op not in {"and", "or"}:
        return _NOTHING
    each = [proven(part, truth=truth) for part in typed.args]
    all_hold = (typed.op == "and") is truth
    return _NOTHING.union(*each) if all_hold else each[0].intersection(*each[1:])
