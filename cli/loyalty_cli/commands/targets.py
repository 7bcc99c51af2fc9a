"""`loyalty targets`: what became of a program's targets over a population."""

from typing import TYPE_CHECKING, Any

import click

from loyalty_cli.exits import Exit, Stop
from loyalty_cli.options import (
    at_option,
    earlier_option,
    format_option,
    given_option,
    language_option,
    memory_option,
    out_option,
    program_options,
    workers_option,
)

if TYPE_CHECKING:
    from loyalty.program import Version
    from loyalty_cli.population.run import Run
    from loyalty_cli.render.targets import Results


@click.command()
@click.argument("program", type=click.Path(), metavar="PROGRAM")
@click.argument("events", nargs=-1, required=True, type=click.Path(allow_dash=True), metavar="EVENTS...")
@click.option(
    "--period",
    default="",
    callback=given_option,
    metavar="P",
    help="The period: 2024, 2024-H1, 2024-Q1, 2024-03, 2024-W10, 2024-03-05 or lifetime. Only targets over such a one "
    "are measured. Without it, each target over the period in which the instant lies.",
)
@at_option
@out_option("Write a row for each result: .jsonl, .csv or .parquet.")
@program_options
@earlier_option
@workers_option
@memory_option
@click.option(
    "--strict",
    is_flag=True,
    help="Stop at a broken line; exit with 1 if any event was rejected, or any target is not met.",
)
@language_option
@format_option
def targets(**given: Any) -> None:
    """Show what became of a program's targets over a population and a period.

    Each is met, missed or unknown, with its figures, how far it is from the threshold, and what would be enough. While
    the period runs, it is said how things stand so far. EVENTS are files as for `run`.

    \b
    loyalty targets program.toml events.jsonl --period 2024
    loyalty targets program.toml events.csv --period 2024-Q1 --at 2024-02-15 --language zh
    loyalty targets program.toml 2023.parquet 2024.parquet --format json --workers 2
    """  # noqa: D301 - click wants a real \b
    from loyalty_cli.outputs.opening import apart, check_name
    from loyalty_cli.population.run import opened
    from loyalty_cli.render import targets as render

    if given["period"]:
        _check_period(given["period"])
    if given["out"] is not None:
        check_name(given["out"])
        apart(given["out"], [*given["events"], given["program"], given.get("values"), *(given.get("earlier") or ())])
    with opened(given) as work:
        report = _report(work, given)
    click.echo(render.as_json(report) if given["form"] == "json" else render.as_text(report, given["language"]))
    if given["strict"] and (report.refused.total or any(each.state != "met" for each in report.results)):
        raise Stop(Exit.FINDINGS)


def _check_period(name: str) -> None:
    """Refuse what is no period before anything is read."""
    from loyalty.engine.spans import LIFETIME
    from loyalty.errors import LoyaltyError
    from loyalty.periods import period_named

    try:
        _ = name == LIFETIME or period_named(name)
    except LoyaltyError as error:
        raise Stop(Exit.USAGE, f"--period {name}: {error}") from error


def _report(work: "Run", given: dict[str, Any]) -> "Results":
    """Do the work: read, choose the instant, measure, write."""
    from loyalty_cli import outputs
    from loyalty_cli.population.dating import dated
    from loyalty_cli.render.targets import COLUMNS, Results, row

    at = dated(work, given)
    measuring = work.measure(at, given["period"] or None)
    results = measuring.results()
    if not results:
        raise Stop(Exit.USAGE, _nothing(measuring.version, given["period"]))
    if given["out"] is not None:
        outputs.write(given["out"], COLUMNS, map(row, results))
    refused = work.done.refused
    refused.merge(work.folded.refused)
    files, out, guessed = given["events"], str(given["out"] or ""), not given["at"]
    return Results(
        version=measuring.version,
        hash=work.program.hash,
        files=files,
        events=work.done.events,
        at=at,
        guessed=guessed,
        refused=refused,
        out=out,
        results=results,
    )


def _nothing(version: "Version", period: str) -> str:
    """Say why there is no result."""
    units = sorted({each.period for each in version.targets})
    if not units:
        return "the program has no targets"
    return f"--period {period}: no target is measured over such a period; theirs are {', '.join(units)}"
