"""Build until when a promise is kept."""

from functools import partial
from typing import Literal, cast, get_args

import attrs

from loyalty.config.build.choices import Choices
from loyalty.config.build.context import Build
from loyalty.config.build.lengths import length
from loyalty.config.build.opening import check_kinds, event_fields
from loyalty.config.build.scopes import Scopes
from loyalty.config.findings import shown
from loyalty.config.raw.promise import RawPromise
from loyalty.periods import Due
from loyalty.promises.choice import Choice
from loyalty.promises.clock import Cadence, Clock
from loyalty.promises.spans import crossed
from loyalty.words import Path

CADENCES: tuple[str, ...] = get_args(Cadence)
_HOURS = '`hours = { monday-friday = "09:00-18:00" }` under `[calendar]`'


@attrs.frozen(eq=False)
class LimitsOf:
    """Builds the clock of one promise, whose obligations events of the kinds `on` open; `is_open`: there are hours."""

    build: Build
    scopes: Scopes
    choices: Choices
    on: tuple[str, ...]
    is_open: bool
    path: Path

    def clock(self, raw: RawPromise) -> Clock:
        """Return the limits of a promise."""
        if raw.due is not None and raw.before is not None:
            message = "a promise is due so long after something, or so long before it"
            self.build.report("LOY413", message, (*self.path, "before"), "one of the two, or two promises", key=True)
        due, before, earliest = (self._lengths(raw, key) for key in ("due", "before", "earliest"))
        strict = raw.strict is not None and self.build.truth(raw.strict, (*self.path, "strict"))
        if raw.strict is not None and raw.due is None and raw.before is None and raw.every is None:
            message = "`strict` says what holds exactly at the limit, and there is none"
            self.build.report("LOY229", message, (*self.path, "strict"), '`due = "PT24H"`', key=True)
        if raw.before is not None and raw.counted_from is None and self.on:
            message = "`before` needs `counted_from`: when the event opens the promise, it has happened"
            self.build.report("LOY229", message, (*self.path, "before"), '`counted_from = "start"`', key=True)
        self._check_anchor(raw)
        every: Choice[Cadence] | None = self.choices.read(raw.every, (*self.path, "every"), self._cadence)
        clock = Clock(raw.counted_from, due, before, earliest, strict, every)
        self._check_window(clock)
        return clock

    def length(self, text: str, path: Path, *, zero: bool = False) -> Due | None:
        """Return a length of time, and report working time where nothing says when the house is open."""
        found = length(self.build, text, path, zero=zero)
        if found is not None and found.is_working:
            self._check_hours(f"{found}", path)
        return found

    def _lengths(self, raw: RawPromise, key: Literal["due", "before", "earliest"]) -> Choice[Due] | None:
        read = partial(self.length, zero=key == "before")
        return self.choices.read(getattr(raw, key), (*self.path, key), read)

    def _check_hours(self, said: str, path: Path) -> None:
        if not self.is_open and "hours" not in self.build.broken and "calendar" not in self.build.broken:
            message = f'"{said}" is working time, and nothing says when the house is open'
            self.build.report("LOY418", message, path, _HOURS)

    def _cadence(self, text: str, path: Path) -> Cadence | None:
        parameter = self.build.parameters.get(text)
        word = str(parameter.value) if parameter is not None and parameter.type == "text" else text
        if word in CADENCES:
            if word == "working-day":
                self._check_hours(word, path)
            return cast("Cadence", word)
        if text not in self.build.broken:
            known = self.build.known(CADENCES, word).replace("`", '"')
            self.build.report("LOY223", f'"{shown(word)}" is not a period of the calendar', path, known)
        return None

    def _check_window(self, clock: Clock) -> None:
        """Report what is too early until it is too late."""
        known = clock.earliest.values if clock.earliest is not None else {}
        for word, first, last in crossed(clock.due, clock.earliest):
            message = f'it is too early until "{first}" have passed, and too late after "{last}"'
            self._contradiction(message, f'"{last}" or less', (word,) if word in known else ())
        for word, last, first in crossed(clock.earliest, clock.before):
            message = f'it is too early until "{first}" before, and too late from "{last}" before on'
            self._contradiction(message, f'"{last}" or more', (word,) if word in known else ())

    def _contradiction(self, message: str, cure: str, word: tuple[str, ...]) -> None:
        self.build.report("LOY413", message, (*self.path, "earliest", *filter(None, word)), cure)

    def _check_anchor(self, raw: RawPromise) -> None:
        """The instant to count from is in every event that opens the promise or moves it, and never missing."""
        if raw.moved_by and raw.counted_from is None and raw.on is not None:
            message = "`moved_by` needs `counted_from`: nothing in the event says from when it is counted anew"
            self.build.report("LOY229", message, (*self.path, "moved_by"), '`counted_from = "start"`', key=True)
        moving = check_kinds(self.build, self.scopes, raw.moved_by, (*self.path, "moved_by"))
        for kind in (*self.on, *moving) if raw.counted_from is not None else ():
            self._check_field(str(raw.counted_from), kind)

    def _check_field(self, name: str, kind: str) -> None:
        path = (*self.path, "counted_from")
        fields = event_fields(self.scopes, kind)
        field = next((each for each in fields if each.name == name), None)
        if field is None:
            near = self.build.known([each.name for each in fields if each.type in {"instant", "date"}], name)
            message = f"`{kind}` has no field `{shown(name)}` from which to count"
            self.build.report("LOY414", message, path, near or f'`{name} = "instant"` in `{kind}`')
        elif field.type not in {"instant", "date"}:
            message = f"`{name}` of `{kind}` is of type {field.type}, and time is counted from an instant or a date"
            self.build.report("LOY414", message, path, f'type = "instant" for `{name}` in `{kind}`')
        elif not field.required and field.default is None:
            message = f"`{kind}` may leave out `{name}`, and then nothing would say from when to count"
            self.build.report("LOY414", message, path, f"`required = true` for `{name}` in `{kind}`")
