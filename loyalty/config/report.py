"""Turn findings into diagnostics with their lines and columns."""

from collections.abc import Iterable, Mapping

from loyalty.config.codes import CODES
from loyalty.config.findings import MANY, Finding
from loyalty.config.positions import Span, offsets, span, within
from loyalty.config.source import Source
from loyalty.errors import Diagnostic


def diagnostics(findings: Iterable[Finding], sources: Mapping[str, Source]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of findings in the order of the file, each once.

    Args:
        findings: what was found.
        sources: by origin ("program", "values"), where the texts are.
    """
    distinct = list(dict.fromkeys(findings))
    shown = [_diagnostic(finding, sources.get(finding.origin, Source(""))) for finding in distinct[:MANY]]
    shown.sort(key=lambda found: (found.file, found.line, found.column, found.code))
    if len(distinct) >= MANY:
        more = Finding("LOY209", "there are more mistakes, which are not shown", severity="note")
        shown.append(_diagnostic(more, Source("", sources["program"].file)))
    return tuple(shown)


def _diagnostic(finding: Finding, source: Source) -> Diagnostic:
    entry = CODES.get(finding.code)
    place = _span(finding, source.text)
    return Diagnostic(
        finding.code,
        finding.severity,
        finding.message,
        finding.why or (entry.why if entry else ""),
        (finding.cure or (entry.cure if entry else "")).removeprefix("write "),
        source.file,
        place.line,
        place.column,
        place.end_column,
        place.source_line,
        finding.path,
        finding.message_zh,
    )


def _span(finding: Finding, text: str) -> Span:
    if not text:
        return Span(0, 0, 0, "")
    if finding.part is None:
        return span(text, *offsets(text, finding.path, finding.side))
    if not finding.path:
        return span(text, *finding.part)
    return span(text, *within(text, finding.path, *finding.part))
