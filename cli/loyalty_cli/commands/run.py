"""`loyalty run`: a population of members at an instant."""

from typing import TYPE_CHECKING, Any

import click

from loyalty_cli.exits import Exit, Stop
from loyalty_cli.options import (
    at_option,
    earlier_option,
    format_option,
    language_option,
    member_option,
    memory_option,
    out_option,
    program_options,
    strict_option,
    workers_option,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loyalty_cli.outputs import Row
    from loyalty_cli.population.run import Run
    from loyalty_cli.render.population import Standings


@click.command()
@click.argument("program", type=click.Path(), metavar="PROGRAM")
@click.argument("events", nargs=-1, required=True, type=click.Path(allow_dash=True), metavar="EVENTS...")
@at_option
@member_option
@out_option("Write a row for each member, by id: .jsonl, .csv or .parquet.")
@program_options
@earlier_option
@workers_option
@memory_option
@strict_option
@language_option
@format_option
def run(**given: Any) -> None:
    """Show where the members of a population stand at an instant: tiers, points, rejections.

    PROGRAM is a TOML file. EVENTS are files of events, in any order: JSON Lines (.jsonl; - for the standard input),
    CSV, or Parquet with the extra `parquet`. However they are read, the result is the same.

    \b
    loyalty run program.toml events.jsonl
    loyalty run program.toml 2023.parquet 2024.parquet --at 2024-12-31 --out members.csv --workers 2
    cat events.jsonl | loyalty run program.toml - --format json
    loyalty run program.toml events.csv --member wang --language zh

    In CSV the header row names the columns and an empty cell is a missing field. Order lines are rows that follow each
    other with the same id, in columns named lines.category, lines.amount and so on.
    """  # noqa: D301 - click wants a real \b
    from loyalty_cli.outputs.opening import apart, check_name
    from loyalty_cli.population.run import opened
    from loyalty_cli.render import population

    if given["out"] is not None:
        check_name(given["out"])
        apart(given["out"], [*given["events"], given["program"], given.get("values"), *(given.get("earlier") or ())])
    with opened(given) as work:
        report = _report(work, given)
    click.echo(population.as_json(report) if given["form"] == "json" else population.as_text(report, given["language"]))
    if given["strict"] and report.refused.total:
        raise Stop(Exit.FINDINGS)


def _report(work: "Run", given: dict[str, Any]) -> "Standings":
    """Do the work: read, choose the instant, fold, write."""
    from loyalty_cli import outputs
    from loyalty_cli.population.dating import dated
    from loyalty_cli.population.folding import version_at
    from loyalty_cli.population.member import columns
    from loyalty_cli.render.population import Standings

    at = dated(work, given)
    program = work.program
    version = version_at(program, at)
    rows, kept = _kept(work.fold(at, given["member"]), given["member"])
    if given["out"] is not None:
        outputs.write(given["out"], columns(version), rows)
    for _ in rows:
        pass
    if given["member"] and not kept:
        raise Stop(Exit.USAGE, f"no event is about a member `{given['member']}`")
    refused = work.done.refused
    refused.merge(work.folded.refused)
    files, out, guessed = given["events"], str(given["out"] or ""), not given["at"]
    return Standings(
        version=version,
        hash=program.hash,
        files=files,
        events=work.done.events,
        at=at,
        guessed=guessed,
        refused=refused,
        out=out,
        folded=work.folded,
        members=tuple(kept),
    )


def _kept(rows: "Iterator[Row]", member: str) -> "tuple[Iterator[Row], list[Row]]":
    """Return the rows, and the list in which those of a single member are kept for the report."""
    if not member:
        return rows, []
    kept = list(rows)
    return iter(kept), kept
