"""Why: a tree of sentences in Chinese and English, each with its place in the program."""

from collections.abc import Iterator, Mapping

import attrs

from loyalty.words import label

LANGUAGES = ("zh", "en")


@attrs.frozen
class Reason:
    """One step of an explanation.

    `kind` says what it is about (``member``, ``tier``, ``condition``, ``metric``, ``formula``, ``input``, ``fact``,
    ``points``, ``lot``, ``rule``, ``missing``, ``rejection``), `text` says it in each language, `where` is
    ``file:line`` of the rule, `holds` whether a condition holds (None where that is no question), `facts` are the
    figures in it, by name.
    """

    kind: str
    text: Mapping[str, str]
    where: str = ""
    holds: bool | None = None
    facts: Mapping[str, object] = attrs.field(factory=dict)
    children: "tuple[Reason, ...]" = ()

    def render(self, language: str = "zh") -> str:
        """Return the tree as indented text, one step a line."""
        return "\n".join(_lines(self, language, 0))

    def to_dict(self) -> dict[str, object]:
        """Return the tree as nested dictionaries of texts, numbers and lists."""
        return {
            "kind": self.kind,
            "text": dict(self.text),
            "where": self.where,
            "holds": self.holds,
            "facts": {name: _plain(value) for name, value in self.facts.items()},
            "children": [child.to_dict() for child in self.children],
        }


def _lines(reason: Reason, language: str, depth: int) -> Iterator[str]:
    mark = {True: "✓ ", False: "✗ ", None: ""}[reason.holds]
    place = f"  [{reason.where}]" if reason.where else ""
    yield f"{'  ' * depth}{mark}{label(reason.text, language, '')}{place}"
    for child in reason.children:
        yield from _lines(child, language, depth + 1)


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)
