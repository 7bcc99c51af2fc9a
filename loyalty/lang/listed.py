"""Words in quotes that stand for a tier or for one of the listed values of a field."""

from collections.abc import Sequence

from loyalty.errors import nearest
from loyalty.lang.context import Context, broken, is_broken, source
from loyalty.lang.strangers import strangers
from loyalty.lang.typed import Typed
from loyalty.lang.types import NONE_TIER, Type


def looked_up(context: Context, parts: Sequence[Typed]) -> Sequence[Typed] | None:
    """Return texts and tiers with every word looked up in what it meets; None when one is not to be found."""
    named = next((part for part in parts if part.type.values), None)
    if named is None:
        return parts
    found = [_word(context, part, named) for part in parts]
    return None if is_broken(*found) else found


def _word(context: Context, part: Typed, named: Typed) -> Typed:
    if named.type.kind == "text":
        return listed_word(context, part, named.type, source(named.node))
    if part.type.kind == "tier":
        if part.type.ladder != named.type.ladder:
            return context.fail("LOY155", part.node, other=source(named.node))
        return part
    if part.op != "const":
        strangers(context, named, part)
        return broken(part.node)
    return tier_word(context, part, named.type)


def listed_word(context: Context, part: Typed, kind: Type, found: str) -> Typed:
    """Return a text, which must be one of the values of an enumeration if it is written out."""
    word, values = str(part.value), kind.values
    if part.op != "const" or not values or word in values:
        return part
    return context.fail("LOY144", part.node, cure=_nearest(word, values), found=found, other=word, values=_list(values))


def tier_word(context: Context, part: Typed, kind: Type) -> Typed:
    """Return a word in quotes as a tier of a ladder."""
    word = str(part.value)
    rank = kind.rank(word)
    if rank is not None:
        return Typed("const", kind, part.node, (), rank)
    cure = _nearest(word, (*kind.values, NONE_TIER))
    return context.fail("LOY145", part.node, cure=cure, other=word, ladder=kind.ladder, values=_list(kind.values))


def _nearest(word: str, values: tuple[str, ...]) -> str:
    close = nearest(word, values, 1)
    return f'write `"{close[0]}"`' if close else ""


def _list(values: tuple[str, ...]) -> str:
    return ", ".join(f'"{value}"' for value in values)
