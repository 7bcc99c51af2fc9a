"""What every report over a population has: the program, the instant, the events read, and those that were refused."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import attrs

from loyalty.program import Version
from loyalty.words import label
from loyalty_cli.population.tally import Tally
from loyalty_cli.render import refusals
from loyalty_cli.render.words import words


@attrs.frozen(kw_only=True)
class Report:
    """What a command has read; `guessed` says that the instant was taken from the data, `out` what it has written."""

    version: Version
    hash: str
    files: tuple[str, ...]
    events: int
    at: datetime
    guessed: bool
    refused: Tally
    out: str = ""

    def text(self, body: Iterable[str], language: str) -> str:
        """Return what was found between what was read and what was refused, in the program's own names."""
        say = words(language)
        guessed = f" ({say['latest']})" if self.guessed else ""
        name = label(self.version.names, language, self.version.id)
        lines = [
            f"{name} ({self.version.version}), {say['at']} {self.at.isoformat()}{guessed}",
            f"{say['events']}  {self.events:,}",
            *body,
        ]
        if self.refused.total:
            lines += ["", *refusals.lines(self.refused, language)]
        if self.out:
            lines += ["", f"{say['written']} {self.out}"]
        return "\n".join(lines)

    def json(self, found: Mapping[str, object]) -> str:
        """Return the same as one JSON document."""
        document: dict[str, Any] = {
            "program": {"id": self.version.id, "version": self.version.version, "hash": self.hash},
            "at": self.at.isoformat(),
            "at_from_data": self.guessed,
            "files": list(self.files),
            "events": self.events,
            **found,
            "rejections": refusals.by_code(self.refused),
        }
        if self.out:
            document["out"] = self.out
        return json.dumps(document, ensure_ascii=False, indent=2)
