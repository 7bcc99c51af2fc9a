"""A part brought to the kind that its place wants: numbers to money, moments to days, words to tiers."""

from loyalty.lang.adapt import check_precision, to_money
from loyalty.lang.agree import as_day
from loyalty.lang.context import Context
from loyalty.lang.listed import listed_word, tier_word
from loyalty.lang.typed import Typed
from loyalty.lang.types import Type


def converted(context: Context, typed: Typed, want: Type, found: str = "the result") -> Typed | None:
    """Return a part in the kind wanted, or None when it cannot be; `found` is what a word is called."""
    kind, wanted = typed.type.kind, want.kind
    if wanted == "money" and typed.type.numeric:
        money = to_money(typed, want)
        return check_precision(context, money) if money else None
    if wanted == "date" and kind == "instant":
        return as_day(typed)
    if wanted == "tier" and kind == "text" and typed.op == "const":
        return tier_word(context, typed, want)
    if kind != wanted and (wanted, kind) != ("decimal", "integer"):
        return None
    return listed_word(context, typed, want, found) if kind == "text" else typed
