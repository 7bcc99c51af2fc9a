"""What `check` found."""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from loyalty_cli.render.diagnostics import count, spoken, text

if TYPE_CHECKING:
    from loyalty.errors import Diagnostic


WELL = {"en": "all is well", "zh": "没有问题"}


def as_text(files: Sequence[str], diagnostics: "Sequence[Diagnostic]", plan: str, language: str = "en") -> str:
    """Return the mistakes one below the other, the plan if asked for, and a summary."""
    lines = [text(one, language) for one in diagnostics]
    if plan:
        lines.append(plan.rstrip("\n"))
    return "\n".join([*lines, f"{', '.join(files)}: {count(diagnostics, language) or WELL[language]}"])


def as_json(files: Sequence[str], diagnostics: "Sequence[Diagnostic]", plan: str, language: str = "en") -> str:
    """Return one document with every mistake and their number."""
    severities = [one.severity for one in diagnostics]
    document: dict[str, Any] = {
        "files": list(files),
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "notes": severities.count("note"),
        "diagnostics": [plain(one, language) for one in diagnostics],
    }
    if plan:
        document["plan"] = plan
    return json.dumps(document, ensure_ascii=False, indent=2)


def plain(diagnostic: "Diagnostic", language: str = "en") -> dict[str, Any]:
    """Return a mistake as a mapping for JSON."""
    import attrs

    said = attrs.asdict(spoken(diagnostic, language))
    del said["message_zh"]
    return {**said, "path": list(diagnostic.path)}
