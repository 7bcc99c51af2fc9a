"""Sentences from English to Chinese by templates: the words that differ are copied, or translated themselves."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from loyalty.config.chinese.advice import ADVICE
from loyalty.config.chinese.nouns import NOUNS
from loyalty.config.chinese.refused import HINTS, REFUSED
from loyalty.config.chinese.sentences import SENTENCES

_SLOT = re.compile(r"<(\w+)>")
_QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"|“[^”]*”")
_NOUN_SLOTS = frozenset("NTU")
_PAIR = r"\w+ = (?:\"[^\"]*\"|[\d.]+|\{[^}]*\}|\.\.\.)"
_PAIRS = re.compile(rf"{_PAIR}(?:, {_PAIR})*|\{{ {_PAIR}(?:, {_PAIR})* \}}")
_ENGLISH = re.compile(r"[A-Za-z]{2,}")
_REFUSAL = re.compile(r"((?:[\w.\[\]-]+: )?)(.*?)(?: \((.*)\))?", re.DOTALL)
_FIELD = re.compile(r"(?:line )?field of (`[^`]*`)")


def sentence(text: str) -> str:
    """Return a headline in Chinese; empty when no template fits."""
    return _first(text, SENTENCES)


def advice(text: str) -> str:
    """Return a reason or a cure in Chinese; code stays as it is; empty when no template fits."""
    found = _first(text, ADVICE)
    return found or (text if is_code(text) else "")


def refused(message: str) -> str:
    """Return the message of a rejection in Chinese, with its field and its hint; unchanged when no template fits."""
    match = _REFUSAL.fullmatch(message)
    field, said, hint = match.groups() if match else (None, message, None)
    chinese = _first(said, (*REFUSED, *SENTENCES))
    if not chinese:
        return message
    advised = f"（{_first(hint, HINTS) or hint}）" if hint else ""
    return f"{field or ''}{chinese}{advised}"


def is_code(text: str) -> bool:
    """Say whether a text has no words outside of what is quoted."""
    return not _ENGLISH.search(_QUOTED.sub("", text)) or bool(_PAIRS.fullmatch(text))


def named(text: str) -> list[str]:
    """Return what a sentence names: the parts in quotes."""
    return list(dict.fromkeys(_QUOTED.findall(text)))


def filled(text: str, english: str, chinese: str) -> str:
    """Return `chinese` with the words that `text` has in the places of `english`; empty when they do not fit."""
    match = _pattern(re.sub(r"\{(\w+)\}", r"<\1>", english)).fullmatch(text)
    return chinese.format_map(match.groupdict()) if match else ""


def _first(text: str, templates: Iterable[tuple[str, str]]) -> str:
    """Return the translation by the template that has most of the text's own words."""
    for english, chinese in _exactest_first(tuple(templates)):
        match = _pattern(english).fullmatch(text)
        words = _translated(match.groupdict()) if match else None
        if words is not None:
            return _SLOT.sub(lambda slot: words[slot[1]], chinese)  # noqa: B023 - called here
    return ""


@lru_cache
def _exactest_first(templates: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    return sorted(templates, key=lambda pair: -len(_SLOT.sub("", pair[0])))


def _translated(words: Mapping[str, str]) -> Mapping[str, str] | None:
    """Return the words of the slots, those in capitals translated; None when one of them cannot be."""
    done = {slot: _noun(word) if slot.isupper() else word for slot, word in words.items()}
    return done if all(word for slot, word in done.items() if slot.isupper()) else None


def _noun(word: str) -> str:
    """Return a noun, or a sentence inside another one; empty when it has no translation."""
    field = _FIELD.fullmatch(word)
    if field is not None:
        return f"{field[1]} 的{'明细行' if word.startswith('line') else ''}字段"
    return NOUNS.get(word) or sentence(word) or advice(word)


@lru_cache(maxsize=1024)
def _pattern(template: str) -> re.Pattern[str]:
    """Return a template as a pattern; a slot of one small letter holds a word or something quoted."""
    parts, seen = _SLOT.split(template), set[str]()
    for place in range(1, len(parts), 2):
        before, name, after = parts[place - 1][-1:], parts[place], parts[place + 1][:1]
        if before == after and before in {"`", '"'}:
            held = f"[^{before}]*"
        elif name in _NOUN_SLOTS:
            held = "[^:]+?"
        else:
            held = '`[^`]*`|"[^"]*"|\\S+?' if len(name) == 1 and name.islower() else ".+?"
        parts[place] = f"(?P={name})" if name in seen else f"(?P<{name}>{held})"
        seen.add(name)
    parts[::2] = map(re.escape, parts[::2])
    return re.compile("".join(parts), re.DOTALL)
