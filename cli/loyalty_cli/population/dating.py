"""The instant that a command is about."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import click

from loyalty_cli.exits import Exit, Stop
from loyalty_cli.population.run import Run
from loyalty_cli.render.refusals import by_code, lines


def dated(work: Run, given: Mapping[str, Any]) -> datetime:
    """Read everything; return the instant asked for, or the latest in the data.

    When nothing could be read that has an instant, what was refused is shown first: it is the reason.
    """
    at = work.read_until(given["at"])
    if at is not None:
        return at
    done = work.done
    if not done.events:
        raise Stop(Exit.INPUT, "there is no event from which the instant could be taken; give it with --at")
    if given["form"] == "json":
        click.echo(json.dumps({"events": done.events, "rejections": by_code(done.refused)}, ensure_ascii=False))
    else:
        click.echo("\n".join(lines(done.refused, given["language"])))
    piped = (
        "; the standard input is read as JSON Lines" if "not-json" in done.refused.counts and _is_piped(work) else ""
    )
    raise Stop(Exit.INPUT, f"none of {done.events:,} events could be read; the rejections say why{piped}")


def _is_piped(work: Run) -> bool:
    return any(piece.path == "-" for piece in work.pieces)
