"""A house with promises, and what happens in it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import loyalty
from loyalty import Program
from loyalty.engine.effects import Effect
from loyalty.engine.promise_effects import PromiseEffect

HEAD = """
[program]
id = "house"
version = "{version}"
effective_from = {since}
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
severity = {{ type = "text", values = ["major", "ordinary"], required = false }}
[events.booking]
ticket = {{ type = "text", required = false }}
severity = {{ type = "text", values = ["major", "ordinary"], required = false }}
start = "instant"
[events.solution]
ticket = {{ type = "text", required = false }}
role = {{ type = "text", required = false }}
[events.rebooking]
ticket = {{ type = "text", required = false }}
start = "instant"
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


def promise(name: str = "solution", /, **words: Any) -> dict[str, Any]:
    """Return the words of a ``[[promises]]`` table, opened by a problem and kept by a solution unless they say else."""
    plain: dict[str, Any] = {"id": name, "kept_by": "solution", **words}
    if not any(
        isinstance(value, Mapping) and "by" not in value and key not in {"remedy", "name"}
        for key, value in words.items()
    ):
        plain.setdefault("tiers", "all")
    if "steps" in words:
        plain.setdefault("step", "role")
    if "every" not in words:
        plain.setdefault("on", "booking" if "counted_from" in words else "problem")
    return plain


def house(*promises: Mapping[str, Any], zone: str = "Asia/Shanghai", more: str = "") -> Program:
    """Return a program with these promises."""
    return loyalty.loads(text_of(*promises, zone=zone, more=more))


def text_of(
    *promises: Mapping[str, Any],
    zone: str = "Asia/Shanghai",
    more: str = "",
    version: str = "1",
    since: str = "2024-01-01",
) -> str:
    """Return a program as text."""
    tables = [
        "\n".join(["[[promises]]", *(f"{key} = {_toml(value)}" for key, value in each.items())]) for each in promises
    ]
    return "\n".join([HEAD.format(zone=zone, version=version, since=since), more, *tables])


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key} = {_toml(each)}' for key, each in value.items())} }}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_toml, value))}]"
    return f'"{value}"' if isinstance(value, str) else str(value)


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
