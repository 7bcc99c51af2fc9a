"""Which words may be ids and names, and what is taken already."""

import unicodedata
from collections.abc import Iterable, Mapping

from loyalty.config.build.context import Build
from loyalty.config.findings import shown
from loyalty.words import Path

NAME_MAX = 60
"""The longest id or name, in characters."""

RESERVED = frozenset(
    {
        "and", "or", "not", "in", "true", "false",
        "min", "max", "abs", "round", "floor", "ceil", "ratio", "otherwise", "known",
        "days_since", "days_between", "years_since", "month", "day", "weekday",
        "at", "tier", "kind", "none", "name", "note", "main", "if", "else", "is", "null", "now",
    }
)  # fmt: skip
"""Words that mean something in expressions or in every table."""

CALENDAR_WORDS = frozenset(
    {"day", "week", "month", "quarter", "half-year", "year", "membership-year", "tier-entry", "lifetime"}
)
"""Words that stand where a period may stand, so that no parameter has them as its name."""

_QUICK = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")


def check_id(build: Build, word: str, path: Path, *, key: bool = False) -> None:
    """Report an id that is not lower-case letters, digits and hyphens; Chinese is allowed, and so is ``_``."""
    if word and len(word) <= NAME_MAX and all(_is_id_part(part) for part in word.split("-")) and word == word.lower():
        return
    plain = "".join(c if c.isalnum() else "-" for c in unicodedata.normalize("NFKC", word).lower())[:NAME_MAX]
    cure = f'"{"-".join(filter(None, plain.split("-")))}"'
    message = f"`{shown(word)}` cannot be an id: lower-case letters, digits and hyphens can, and Chinese"
    build.report("LOY284", message, path, cure if len(cure) > len('""') else "", key=key)


def _a(noun: str) -> str:
    return f"an {noun}" if noun[:1] in "aeiou" else f"a {noun}"


def check_name(build: Build, word: str, path: Path, noun: str) -> None:
    """Report a name that an expression could not read, or that means something else already."""
    if word in RESERVED:
        message = f"`{word}` means something already and cannot be the name of {_a(noun)}"
        build.report("LOY281", message, path, f"another name, for example `the_{word}`", key=True)
    elif word in build.vocabulary.functions:
        plugin = build.vocabulary.functions[word].plugin
        message = f"`{word}` is a function of the plugin `{plugin}` and cannot be the name of {_a(noun)}"
        build.report("LOY281", message, path, f"another name, for example `the_{word}`", key=True)
    elif not _is_name(word):
        build.report("LOY280", f"`{shown(word)}` cannot be the name of {_a(noun)}", path, _name_cure(word), key=True)


def check_names(build: Build, words: Iterable[str], path: Path, noun: str) -> None:
    """Check every name of a table."""
    for word in words:
        check_name(build, word, (*path, word), noun)


def clashes(build: Build, groups: Mapping[str, Mapping[str, Path]]) -> dict[str, str]:
    """Report names that two groups share, and return the group of each name.

    Args:
        build: where to report.
        groups: by what they are called ("metric"), the names and where each stands.
    """
    owners: dict[str, str] = {}
    for noun, names in groups.items():
        for name, path in names.items():
            if name in owners:
                message = f"`{shown(name)}` is the name of a {owners[name]} and of a {noun}"
                build.report("LOY282", message, path, f"another name for the {noun}", key=True)
            else:
                owners[name] = noun
    return owners


def _is_id_part(part: str) -> bool:
    return bool(part) and (_QUICK.issuperset(part) or all(c == "_" or c.isalnum() for c in part))


def _is_name(word: str) -> bool:
    if not word.isidentifier() or len(word) > NAME_MAX:
        return False
    return word.isascii() or unicodedata.normalize("NFKC", word) == word


def _name_cure(word: str) -> str:
    plain = "".join(c if c == "_" or c.isalnum() else "_" for c in unicodedata.normalize("NFKC", word))[:NAME_MAX]
    plain = "_".join(filter(None, plain.split("_")))
    if plain[:1].isdigit():
        plain = f"n{plain}"
    if plain.isidentifier():
        return f"`{plain}`"
    return "letters, digits and `_`, beginning with a letter; Chinese is allowed"
