"""A house with promises, and what happens in it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import attrs

import loyalty
from loyalty import Program
from loyalty.benefits.benefit import Who
from loyalty.engine.effects import Effect
from loyalty.engine.promise_effects import PromiseEffect
from loyalty.periods import Due
from loyalty.promises import Choice, Promise
from loyalty.promises.clock import Clock
from loyalty.promises.keeping import Keeping, Steps
from loyalty.promises.promise import Escalation, Remedy

HEAD = """
[program]
id = "house"
version = "1"
effective_from = 2024-01-01
timezone = "{zone}"
currency = "CNY"
[points]
[calendar]
hours = {{ "monday-friday" = "09:00-12:00, 13:00-18:00" }}
holidays = "CN"
[member.fields]
birthday = "date"
[events.problem]
ticket = {{ type = "text", required = false }}
severity = {{ type = "text", required = false }}
start = {{ type = "instant", required = false }}
[events.solution]
ticket = {{ type = "text", required = false }}
role = {{ type = "text", required = false }}
[events.rebooking]
ticket = {{ type = "text", required = false }}
start = {{ type = "instant", required = false }}
[events.withdrawal]
ticket = {{ type = "text", required = false }}
[events.purchase]
amount = "money"
[metrics]
spend = {{ sum = "purchase.amount" }}
[[tiers]]
id = "gold"
enter = "spend >= 100"
"""
MEMBER = "wang"


def _due(value: Any) -> Choice[Due] | None:
    if value is None:
        return None
    if isinstance(value, dict):
        source, name = value.pop("by", "tier"), value.pop("of", "")
        return Choice({word: Due.parse(each) for word, each in value.items()}, source, name)
    return Choice({"": _length(value)})


def _length(text: str) -> Due:
    return Due("period") if text == "PT0S" else Due.parse(text)


def _listed(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def promise(name: str = "solution", **words: Any) -> Promise:
    """Return a promise from the words of a ``[[promises]]`` table."""
    step = words.get("steps")
    every: Any = words.get("every")
    return Promise(
        id=name,
        who=Who(tiers=frozenset(words["tiers"]) if "tiers" in words else None),
        clock=Clock(
            words.get("counted_from"),
            _due(words.get("due")),
            _due(words.get("before")),
            _due(words.get("earliest")),
            words.get("strict", False),
            None if every is None else Choice({"": every}) if isinstance(every, str) else Choice(every, "tier"),
        ),
        keeping=Keeping(
            _listed(words.get("kept_by", "solution")),
            match=words.get("match"),
            times=words.get("times", 1),
            steps=None if step is None else Steps(tuple(step), "role", words.get("in_order", True)),
        ),
        on=_listed(words.get("on", () if every else "problem")),
        waived_by=_listed(words.get("waived_by")),
        moved_by=_listed(words.get("moved_by")),
        strength=words.get("strength", "must"),
        owner=words.get("owner"),
        escalations=tuple(
            Escalation(each["to"], *(_length(each[key]) if key in each else None for key in ("before", "after")))
            for each in words.get("escalate", ())
        ),
        remedy=Remedy(**words["remedy"]) if "remedy" in words else None,
    )


def house(*promises: Promise, zone: str = "Asia/Shanghai", more: str = "") -> Program:
    """Return a program with these promises."""
    version = loyalty.loads(HEAD.format(zone=zone) + more).versions[0]
    return Program([attrs.evolve(version, promises=promises)])


def happened(*rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Return events from rows of (time, kind, fields), of a member who enrolled before; their ids are e1, e2, ..."""
    events = [_event("enrol", "2024-01-01T00:00", "enrol", {"birthday": "1990-06-15"})]
    for number, (at, kind, *rest) in enumerate(rows, start=1):
        fields = rest[0] if rest else {}
        name = f"e{number}"
        events.append(_event(fields.get("id", name), at, kind, fields))
    return events


def _event(name: str, at: str, kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    moment = at if at[-6:-5] in {"+", "-"} else f"{at}+08:00"
    rest = {key: f"{value}+08:00" if key == "start" else value for key, value in fields.items()}
    return {"recorded_at": moment, **rest, "id": name, "kind": kind, "member": MEMBER, "at": moment}


def at(text: str) -> datetime:
    """Return an instant in Shanghai, unless it says its offset."""
    return datetime.fromisoformat(text if text[-6:-5] in {"+", "-"} else f"{text}+08:00")


def told(program: Program, events: Sequence[Mapping[str, Any]], until: str = "2024-12-31T00:00") -> list[str]:
    """Return what happened to obligations, each as ``time word promise case`` with the time in the program's zone."""
    effects = program.replay(events, at=at(until)).effects
    return [_said(effect) for effect in effects if isinstance(effect, PromiseEffect)]


def ends(program: Program, events: Sequence[Mapping[str, Any]], until: str = "2024-12-31T00:00") -> list[str]:
    """Return what became of obligations, without when they were opened."""
    return [each for each in told(program, events, until) if " Opened " not in each]


def _said(effect: Effect) -> str:
    word = type(effect).__name__.removeprefix("Promise")
    word += "-early" if getattr(effect, "early", False) else ""
    word = "Missed" if getattr(effect, "missed", False) else word
    more = [str(getattr(effect, key)) for key in ("to", "step") if getattr(effect, key, None)]
    moment = effect.at.replace(tzinfo=None).isoformat(timespec="auto")
    return " ".join([moment, word, effect.rule, getattr(effect, "case", ""), *more])
