"""Paths and words as an author reads them."""

from collections.abc import Iterable

PathPart = str | int
Path = tuple[PathPart, ...]


def dotted(path: Iterable[PathPart]) -> str:
    """A path as an author reads it: `tiers[0].enter`, with quotes around keys that TOML would quote."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += ("." if text else "") + (part if _bare(part) else f'"{part}"')
    return text


def nearest(word: str, known: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """The known words most like `word`, best first; for "did you mean"."""
    import difflib  # noqa: PLC0415 - needed only after a mistake

    by_folded = {name.casefold(): name for name in sorted(known, reverse=True)}
    found = difflib.get_close_matches(word[:100].casefold(), list(by_folded), n=count, cutoff=0.5)
    return tuple(by_folded[name] for name in found)


def _bare(key: str) -> bool:
    return bool(key) and all(c.isalnum() or c in "-_" for c in key)
