"""What the listed words of fields are called: `values` that are a table of names."""

from collections.abc import Iterator, Mapping

from loyalty.program import Version
from loyalty.words import Names


def names_of_words(version: Version) -> dict[str, Names]:
    """Return what listed words are called, in quotes; a word that is called one thing here and another there is not.

    A field of members and the field of events that sets it are one: names at either are those of both.
    """
    found: dict[str, Names] = {}
    for words, called_words in _listed(version):
        for word in words:
            called = called_words.get(word, {"": word})
            found[word] = called if found.get(word, called) == called else {"": word}
    return {f'"{word}"': called for word, called in found.items() if called != {"": word}}


def _listed(version: Version) -> Iterator[tuple[tuple[str, ...], Mapping[str, Names]]]:
    """Yield the listed words of each field with what they are called."""
    events = {(kind.name, field.name): field for kind in version.events.values() for field in kind.fields}
    lines = [field for kind in version.events.values() for field in kind.lines or ()]
    for field in version.fields:
        source = events.pop(field.set_by, None) if field.set_by is not None else None
        given = () if source is None else source.values
        named = {**(source.words if source is not None else {}), **field.words}
        yield tuple(dict.fromkeys((*field.values, *given))), named
    yield from ((field.values, field.words) for field in (*events.values(), *lines))
