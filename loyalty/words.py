"""Names in several languages: what a program calls its tiers, fields and metrics."""

from collections.abc import Mapping

Names = Mapping[str, str]
"""Language tag to text, for example ``{"zh": "黄金VIP", "en": "Gold VIP"}``; a single text has the tag ``""``."""

Path = tuple[str | int, ...]
"""Where something stands in the TOML file: keys and list positions, for example ``("tiers", 0, "enter")``."""


def label(names: Names, language: str, otherwise: str) -> str:
    """Return the name in `language`, else the untagged or first one, else `otherwise`.

    >>> label({"zh": "金卡", "en": "Gold"}, "en", "gold")
    'Gold'
    >>> label({}, "en", "gold")
    'gold'
    """
    if language in names:
        return names[language]
    return names.get("") or next(iter(names.values()), otherwise)
