"""`loyalty explain`: why a member stands where he stands, and why not higher."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from loyalty_cli.exits import Exit, Stop
from loyalty_cli.guard import complain
from loyalty_cli.options import (
    at_option,
    earlier_option,
    format_option,
    language_option,
    memory_option,
    program_options,
    workers_option,
)

if TYPE_CHECKING:
    from loyalty.engine.reason import Reason
    from loyalty_cli.population.run import Run

ASKS = ("why", "why-not")


@click.command()
@click.argument("program", type=click.Path(), metavar="PROGRAM")
@click.argument("words", nargs=-1, required=True, type=click.Path(), metavar="EVENTS... [why|why-not] [NAME]")
@click.option("--member", required=True, help="Whose standing it is about.")
@at_option
@program_options
@earlier_option
@workers_option
@memory_option
@language_option
@format_option
def explain(**given: Any) -> None:
    """Explain a member's standing: the rule, the facts in it, and what is missing.

    `why` explains the present standings, the points, the benefits, what is owed, what was applied for and the rejected
    events; with the NAME of a tier, a benefit, a metric, a promise or a request, that one. `why-not` says what is
    missing for every tier above, or for that of the NAME.

    \b
    loyalty explain program.toml events.jsonl --member wang --at 2024-06-30
    loyalty explain program.toml events.jsonl --member wang why-not gold --language zh
    loyalty explain program.toml 2023.csv 2024.csv --member wang why --format json
    """  # noqa: D301 - click wants a real \b
    from loyalty_cli.population.run import opened
    from loyalty_cli.render import reasons
    from loyalty_cli.render.words import words

    files, ask, tier = _split(given["words"])
    with opened({**given, "events": files, "strict": False}) as work:
        reason = _reason(work, given, ask, tier)
        refused = work.done.refused.total
    click.echo(reasons.as_json(reason) if given["form"] == "json" else reasons.as_text(reason, given["language"]))
    if refused:
        complain(words(given["language"])["unread"].format(refused))


def _split(words: tuple[str, ...]) -> tuple[tuple[str, ...], str, str | None]:
    """Return the files, the question and the tier."""
    place = next((at for at, word in enumerate(words) if word in ASKS), len(words))
    files, rest = words[:place], words[place + 1 :]
    if not files or len(rest) > 1:
        raise click.UsageError("write files of events, then why or why-not, then at most one tier")
    for word in files:
        if word != "-" and not Path(word).suffix and not Path(word).exists():
            raise click.UsageError(f"`{word}` is no file of events; a tier stands behind why or why-not: why {word}")
    return files, words[place] if place < len(words) else "why", rest[0] if rest else None


def _reason(work: "Run", given: dict[str, Any], ask: str, tier: str | None) -> "Reason":
    from loyalty.errors import LoyaltyError, PluginError
    from loyalty.members import Population
    from loyalty.periods import to_instant
    from loyalty_cli.population.dating import dated

    at = dated(work, given)
    population = Population.of(work.family(at, given["member"]), to_instant(at))
    member = population.merges.survivors.get(given["member"], given["member"])
    if member not in population.members:
        raise Stop(Exit.USAGE, f"no event is about a member `{given['member']}`")
    try:
        # The survivor's own events come first: the answer is about the member of the first one.
        events = sorted(population.members[member], key=lambda event: event.member != member)
        return work.program.explain(events, at=at, ask="why" if ask == "why" else "why-not", tier=tier)
    except PluginError:
        raise
    except LoyaltyError as error:
        raise Stop(Exit.USAGE, str(error)) from error
