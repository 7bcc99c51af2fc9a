"""What `check` found."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from loyalty_cli.programs import count

if TYPE_CHECKING:
    from loyalty.errors import Diagnostic


def as_text(files: Sequence[str], diagnostics: "Sequence[Diagnostic]", plan: str) -> str:
    """Return the mistakes one below the other, the plan if asked for, and a summary."""
    lines = [one.render() for one in diagnostics]
    if plan:
        lines.append(plan.rstrip("\n"))
    return "\n".join([*lines, f"{', '.join(files)}: {count(diagnostics) or 'all is well'}"])


def as_json(files: Sequence[str], diagnostics: "Sequence[Diagnostic]", plan: str) -> str:
    """Return one document with every mistake and their number."""
    severities = [one.severity for one in diagnostics]
    document: dict[str, Any] = {
        "files": list(files),
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "notes": severities.count("note"),
        "diagnostics": [plain(one) for one in diagnostics],
    }
    if plan:
        document["plan"] = plan
    return json.dumps(document, ensure_ascii=False, indent=2)


def plain(diagnostic: "Diagnostic") -> dict[str, Any]:
    """Return a mistake as a mapping for JSON."""
    import attrs

    return {**attrs.asdict(diagnostic), "path": list(diagnostic.path)}
