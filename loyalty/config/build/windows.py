"""Build the window of a metric and the review of a tier: a calendar word or a period."""

from collections.abc import Mapping
from typing import cast, get_args

from loyalty.config.build.context import Build
from loyalty.config.raw.metric import RawMetric
from loyalty.metrics.window import CalendarUnit, Window
from loyalty.tiers.ladder import Review
from loyalty.words import Path

UNITS: tuple[str, ...] = get_args(CalendarUnit)
_WORDS = ("lifetime", *UNITS, "membership-year", "tier-entry")
_LIFETIME = Window()


def window(build: Build, raw: RawMetric, path: Path, ladders: Mapping[str, tuple[str, ...]]) -> Window:
    """Return which facts a metric counts."""
    text = _word(build, raw.window)
    if raw.ladder is not None:
        _check_ladder(build, raw, path, ladders)
    if text is None or text == "lifetime":
        return _LIFETIME
    if text in UNITS:
        return Window("calendar", unit=cast("CalendarUnit", text))
    if text == "membership-year":
        return Window("membership-year")
    if text == "tier-entry":
        ladder = raw.ladder or "main"
        if ladder not in ladders and raw.ladder is None:
            message = "the program has no ladder `main`, so nobody enters a tier of it"
            build.report("LOY243", message, (*path, "window"), "`ladder = ...`, or tiers")
        return Window("tier-entry", ladder=ladder)
    return Window("rolling", build.period(text, (*path, "window"), _WORDS))


def _word(build: Build, text: str | None) -> str | None:
    """Return a window as written, or the word that a text parameter of this name holds."""
    parameter = build.parameters.get(text) if text is not None else None
    return str(parameter.value) if parameter is not None and parameter.type == "text" else text


def _check_ladder(build: Build, raw: RawMetric, path: Path, ladders: Mapping[str, tuple[str, ...]]) -> None:
    if _word(build, raw.window) != "tier-entry":
        message = '`ladder` goes with `window = "tier-entry"`'
        build.report("LOY230", message, (*path, "ladder"), "leave it out", key=True)
    elif raw.ladder is not None and raw.ladder not in ladders:
        build.unknown("LOY243", "ladder", raw.ladder, ladders, (*path, "ladder"))


def review(build: Build, text: str | None, path: Path) -> Review | None:
    """Return when a standing is examined."""
    if text is None:
        return None
    if text in UNITS:
        return Review(unit=cast("CalendarUnit", text))
    return Review(period=build.period(text, path, UNITS))
