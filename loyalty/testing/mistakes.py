"""Mistakes of a scenario file, collected with their places."""

from collections.abc import Iterable

from loyalty.config.findings import Finding
from loyalty.config.positions import Side, locate
from loyalty.config.reading import reported
from loyalty.config.source import Source
from loyalty.errors import Diagnostic
from loyalty.testing.codes import WHY
from loyalty.words import Path


def spoken(found: Iterable[Diagnostic], language: str) -> str:
    """Return mistakes as text in a language, one below the other."""
    if language == "en":
        return "\n".join(one.render() for one in found)
    from loyalty.config.chinese import in_chinese

    return "\n".join(in_chinese(one).render(language) for one in found)


class Mistakes:
    """Collects what is wrong with one file, so that all of it is reported at once."""

    def __init__(self, file: str, text: str) -> None:
        """Begin with none."""
        self.file = file
        self.text = text
        self._found: list[Diagnostic] = []

    def add(self, code: str, message: str, path: Path, cure: str = "", side: Side = "value") -> None:
        """Add a mistake at the key or the value of `path`, once."""
        place = locate(self.text, path, side)
        found = Diagnostic(
            code=code,
            severity="error",
            message=message,
            why=WHY[code],
            cure=cure,
            file=self.file,
            line=place.line,
            column=place.column,
            end_column=place.end_column,
            source_line=place.source_line,
            path=path,
        )
        if found not in self._found:
            self._found.append(found)

    def add_finding(self, finding: Finding) -> None:
        """Add what reading the TOML found: it is said as for programs."""
        self._found.extend(reported([finding], {"program": Source(self.text, self.file)}))

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All mistakes, in the order of the file."""
        return tuple(sorted(self._found, key=lambda one: (one.line, one.column)))
