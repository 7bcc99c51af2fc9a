"""Text cells with the types that the program declares: a CSV file knows no numbers."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from loyalty_cli.sources.lines import PREFIX
from loyalty_cli.sources.record import Shapes

_INTEGER = re.compile(r"[+-]?[0-9]{1,18}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,18})?", re.ASCII)
_BOOLS = {"true": True, "false": False}


def typed(body: Mapping[str, str], shapes: Shapes) -> dict[str, Any]:
    """Return the cells that are not empty, with numbers and yes-or-no cells as such.

    A cell that does not look like its type stays text, and the program then says what is wrong with it.
    """
    kind = body.get("kind", "")
    fields = shapes.fields.get(kind, {})
    lines = shapes.lines.get(kind, {})
    return {
        name: _value(
            cell, lines.get(name[len(PREFIX) :], "text") if name.startswith(PREFIX) else fields.get(name, "text")
        )
        for name, cell in body.items()
        if cell
    }


def _value(cell: str, kind: str) -> Any:
    if kind == "integer" and _INTEGER.fullmatch(cell):
        return int(cell)
    if kind == "bool":
        return _BOOLS.get(cell.lower(), cell)
    if kind in {"decimal", "percent"} and _DECIMAL.fullmatch(cell):
        return Decimal(cell)
    return cell
