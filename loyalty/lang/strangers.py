"""What is said when two values of different kinds meet."""

import re
from datetime import date

from loyalty.lang.context import KINDS, Context, source
from loyalty.lang.nodes import Number, Span, Text
from loyalty.lang.typed import Typed

_NUMBER = re.compile(r"\s*(-?[0-9][0-9_,]*(?:\.[0-9]+)?\s*%?)\s*").fullmatch


def strangers(context: Context, first: Typed, second: Typed) -> None:
    """Report that two values have nothing to do with each other, with what was probably meant."""
    if isinstance(first.node, Text) and not isinstance(second.node, Text):
        first, second = second, first
    kind, kind_zh = KINDS[first.type.kind]
    other_kind, other_zh = KINDS[second.type.kind]
    found, node = source(first.node), second.node
    bare = _bare(node.value, first.type.kind) if isinstance(node, Text) else ""
    if bare and isinstance(node, Text):
        cure = f"write `{bare}` without quotes"
        context.fail("LOY143", node, cure=cure, found=found, other=node.value, kind=kind, kind_zh=kind_zh)
        return
    context.fail(
        "LOY141",
        node,
        cure=_cure(first, second) or _cure(second, first),
        found=found,
        other=source(node),
        kind=kind,
        kind_zh=kind_zh,
        other_kind=other_kind,
        other_kind_zh=other_zh,
    )


def _bare(text: str, kind: str) -> str:
    """Return a text without its quotes if it would then be of the kind wanted."""
    match = _NUMBER(text)
    if match and kind in {"integer", "decimal", "money"}:
        return match[1].replace(",", "_").replace(" ", "")
    if kind in {"date", "instant"}:
        try:
            return date.fromisoformat(text.strip()[:10]).isoformat()
        except ValueError:
            return ""
    if kind == "bool":
        return {"true": "true", "false": "false"}.get(text.strip().casefold(), "")
    return ""


def _cure(one: Typed, two: Typed) -> str:
    if isinstance(two.node, Span) and one.type.numeric:
        return "write the number of days, without `P`"
    if one.type.kind in {"date", "instant"} and two.type.numeric:
        return "write a date such as `2024-01-31`, or count days with `days_since(...)`"
    if one.type.kind in {"text", "tier"} and isinstance(two.node, Number):
        return f'put the word in quotes: `"{source(two.node)}"`'
    if one.type.kind == "tier":
        return 'compare the standing with a tier in quotes: `tier >= "gold"`'
    return ""
