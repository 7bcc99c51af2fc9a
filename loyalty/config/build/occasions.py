"""Build occasions and festivals."""

from collections.abc import Mapping, Sequence
from datetime import date

import attrs

from loyalty.benefits.festival import Festival
from loyalty.benefits.lunar import FIRST
from loyalty.benefits.occasion import Occasion, Unit
from loyalty.config.build.context import Build
from loyalty.config.build.ids import check_id
from loyalty.config.findings import shown
from loyalty.config.raw.benefit import RawBenefit
from loyalty.errors import LoyaltyError, MissingExtra
from loyalty.members.field import Field
from loyalty.metrics.metric import Metric
from loyalty.periods import Period
from loyalty.words import Path

YEAR = Period(years=1).average


def festivals(build: Build, raw: Mapping[str, object]) -> dict[str, Festival]:
    """Return the public dates by name."""
    found = {}
    for name, written in raw.items():
        path: Path = ("calendar", "festivals", name)
        check_id(build, name, path, key=True)
        try:
            found[name] = Festival.parse(written)
            if found[name].every == "lunar":
                _ = list(found[name].days(date(FIRST + 1, 1, 1), date(FIRST + 1, 1, 2)))
        except MissingExtra as error:
            build.broken.add(name)
            build.report("LOY259", error.message, path, error.hint)
        except LoyaltyError:
            build.broken.add(name)
            message = f"`{shown(str(written))}` is not a date that returns"
            build.report("LOY259", message, path)
    return found


@attrs.frozen(eq=False)
class Occasions:
    """What a benefit may be tied to: dates of members, festivals, and metrics that remember an event."""

    build: Build
    dates: Mapping[str, Field]
    festivals: Mapping[str, Festival]
    events: Mapping[str, Metric]

    def of(self, raw: RawBenefit, path: Path) -> tuple[Occasion, ...]:
        """Return the occasions of a benefit; none when it exists on every day."""
        before, after = self._period(raw, "before", path), self._period(raw, "after", path)
        found = [
            self._one(name, raw, before, after, self._at(raw.on, place, path)) for place, name in enumerate(raw.on)
        ]
        if not raw.on:
            for key in ("during", "before", "after"):
                if getattr(raw, key) is not None:
                    message = f"`{key}` needs `on`: there is no date around which the benefit would exist"
                    self.build.report("LOY229", message, (*path, key), '`on = "birthday"`', key=True)
        return tuple(each for each in found if each is not None)

    def _at(self, names: Sequence[str], place: int, path: Path) -> Path:
        return (*path, "on", place) if len(names) > 1 else (*path, "on")

    def _period(self, raw: RawBenefit, key: str, path: Path) -> Period | None:
        written = getattr(raw, key)
        if written is None:
            return None
        found = self.build.period(written, (*path, key))
        if found.average > YEAR:
            self.build.report("LOY225", "an occasion returns within a year", (*path, key), '`"P1Y"` or less')
        return found

    def _one(
        self, name: str, raw: RawBenefit, before: Period | None, after: Period | None, path: Path
    ) -> Occasion | None:
        if name in self.events:
            self._check_event(raw, path)
            return Occasion(name, "event", after=after)
        dated = self.dated(name, raw.during or "day", before, after)
        if dated is not None:
            return dated
        known = [*self.dates, *self.festivals, *self.events]
        titles = {title: field.name for field in self.dates.values() for title in field.names.values()}
        self.build.unknown("LOY256", "occasion", name, known, path, titles)
        return None

    def dated(
        self, name: str, unit: Unit = "day", before: Period | None = None, after: Period | None = None
    ) -> Occasion | None:
        """Return the occasion of a date of members or a festival; None when nothing of that kind has the name."""
        if name in self.dates:
            return Occasion(name, "field", None, unit, before, after)
        if name in self.festivals:
            return Occasion(name, "festival", self.festivals[name], unit, before, after)
        return None

    def _check_event(self, raw: RawBenefit, path: Path) -> None:
        if raw.after is None:
            message = "an event is over at once, and the benefit does not say how long it stays"
            self.build.report("LOY229", message, path, '`after = "P30D"`')
        for key in ("during", "before"):
            if getattr(raw, key) is not None:
                message = f"`{key}` does not go with an event: nobody knows of it before"
                self.build.report("LOY230", message, (*path[:2], key), "`after`", key=True)


def occasions(
    build: Build, fields: Sequence[Field], known: Mapping[str, Festival], metrics: Mapping[str, Metric]
) -> Occasions:
    """Return what occasions there are, and report names that two of them share."""
    dates = {field.name: field for field in fields if field.type == "date"}
    events = {name: metric for name, metric in metrics.items() if metric.operation == "recency"}
    for name in known:
        if name in dates or name in events:
            noun = "date field" if name in dates else "metric"
            message = f"`{shown(name)}` is the name of a festival and of a {noun}"
            build.report("LOY282", message, ("calendar", "festivals", name), "another name for the festival", key=True)
    return Occasions(build, dates, known, events)
