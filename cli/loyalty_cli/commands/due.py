"""`loyalty due`: what is owed to the members at an instant."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from loyalty_cli.exits import Exit, Stop
from loyalty_cli.options import (
    at_option,
    earlier_option,
    format_option,
    given_option,
    language_option,
    member_option,
    memory_option,
    out_option,
    program_options,
    strict_option,
    workers_option,
)

if TYPE_CHECKING:
    from loyalty.api import Program
    from loyalty_cli.population.run import Run
    from loyalty_cli.render.due import Owing


@click.command()
@click.argument("program", type=click.Path(), metavar="PROGRAM")
@click.argument("events", nargs=-1, required=True, type=click.Path(allow_dash=True), metavar="EVENTS...")
@at_option
@click.option("--role", default="", callback=given_option, help="Only what this role owes, or was handed over to it.")
@member_option
@out_option("Write a row for each that is owed, in due order: .jsonl, .csv or .parquet.")
@program_options
@earlier_option
@workers_option
@memory_option
@strict_option
@language_option
@format_option
def due(**given: Any) -> None:
    """List what the house owes at an instant, in due order, overdue first.

    PROGRAM is a TOML file, EVENTS are files of events as for `loyalty run`. First stands what has a limit that is not
    known because public holidays are not official yet (then the exit code is 1), then what is late, then the rest.

    \b
    loyalty due program.toml events.jsonl --at 2024-06-30T12:00
    loyalty due program.toml events.jsonl --role service-team --out today.csv
    loyalty due program.toml events.jsonl --member wang --format json
    """  # noqa: D301 - click wants a real \b
    from loyalty_cli.outputs.opening import apart, check_name
    from loyalty_cli.population.run import opened
    from loyalty_cli.render import due as render

    if given["out"] is not None:
        check_name(given["out"])
        apart(given["out"], _read(given))
    with opened(given) as work:
        given["role"] = _role(work.program, given["role"])
        report = _report(work, given)
    click.echo(render.as_json(report) if given["form"] == "json" else render.as_text(report, given["language"]))
    if report.unknown or (given["strict"] and report.refused.total):
        raise Stop(Exit.FINDINGS)


def _read(given: dict[str, Any]) -> Iterable[object]:
    return [*given["events"], given["program"], given.get("values"), *(given.get("earlier") or ())]


def _role(program: "Program", role: str) -> str:
    """Return the id of a role that is written by its id or its name; refuse one that nobody has.

    An empty list would look as if all was well.
    """
    from loyalty.errors import nearest

    called = [each.id for version in program.versions for each in version.roles.values() if role in each.names.values()]

    promises = [promise for version in program.versions for promise in version.promises]
    known = {name for version in program.versions for name in version.roles}
    known |= {each.owner for each in promises if each.owner}
    known |= {escalation.to for each in promises for escalation in each.escalations}
    if role in known or not role:
        return role
    if not called:
        near = nearest(role, known, 1) or sorted(known)
        cure = f"; there is {', '.join(f'`{name}`' for name in near)}" if near else "; no promise names a role"
        raise Stop(Exit.USAGE, f"there is no role `{role}`{cure}")
    return called[0]


def _report(work: "Run", given: dict[str, Any]) -> "Owing":
    from loyalty_cli import outputs
    from loyalty_cli.population.dating import dated
    from loyalty_cli.population.folding import version_at
    from loyalty_cli.population.views import COLUMNS, SORTED, Owed
    from loyalty_cli.render.due import Owing

    at = dated(work, given)
    view = Owed(given["role"], given["language"])
    rows = [row[SORTED:] for row in work.fold(at, given["member"], view)]
    if given["member"] and not work.folded.summary.members:
        raise Stop(Exit.USAGE, f"no event is about a member `{given['member']}`")
    if given["out"] is not None:
        outputs.write(Path(given["out"]), COLUMNS, rows)
    refused = work.done.refused
    refused.merge(work.folded.refused)
    version, guessed, out = version_at(work.program, at), not given["at"], str(given["out"] or "")
    return Owing(
        version=version,
        hash=work.program.hash,
        files=given["events"],
        events=work.done.events,
        at=at,
        guessed=guessed,
        refused=refused,
        out=out,
        rows=rows,
    )
