"""Measuring the targets of one part of a population: what the figures add up to, and what was refused."""

from datetime import datetime

import attrs

from loyalty.api import Program
from loyalty.engine.measuring import Measuring, Sums
from loyalty.errors import LoyaltyError
from loyalty.members import Event
from loyalty.members.numbers import GIVEN_TWICE
from loyalty_cli.exits import Exit, Stop
from loyalty_cli.population.keeping import MEMBERS
from loyalty_cli.population.kin import Kin
from loyalty_cli.population.row import Row, events, places
from loyalty_cli.population.serials import numbered
from loyalty_cli.population.spread import rows
from loyalty_cli.population.tally import Example, Tally
from loyalty_cli.population.tasks import Job


@attrs.frozen
class MeasureTask:
    """Measure one part at an instant."""

    job: Job
    part: int
    at: datetime
    period: str | None
    kin: Kin


def begun(program: Program, at: datetime, period: str | None) -> Measuring:
    """Return a measurement to which nobody is added yet."""
    try:
        return program.measuring(at=at, period=period)
    except LoyaltyError as error:
        raise Stop(Exit.USAGE, f"--period {period}: {error}" if period else str(error)) from error


def add(measuring: Measuring, held: list[Row], found: list[Event], *, whole: bool = True) -> Tally:
    """Add the members whose events these are; return what was refused, each with its place.

    Of a part that is not the `whole` population, serials that were given twice are not told.
    """
    refused = Tally()
    told = measuring.add(found)
    known = places(held) if told else {}
    for one in dict.fromkeys(told):
        if whole or one.code != GIVEN_TWICE:
            message = f"{one.message} ({one.hint})" if one.hint else one.message
            refused.add(one.code, Example(one.event_id, known.get(one.event_id, ""), message))
    return refused


def measure_part(task: MeasureTask) -> tuple[Sums, Tally]:
    """Measure one part of the directory."""
    held = list(rows(task.job.folder / MEMBERS, task.part))
    measuring = begun(task.job.program(), task.at, task.period)
    refused = add(measuring, held, numbered(task.job.folder, task.part, events(held)), whole=False)
    return measuring.sums, refused
