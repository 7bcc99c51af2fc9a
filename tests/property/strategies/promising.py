"""Random programs with promises, and random histories of one member in them, each from a number.

What is drawn is spread evenly: short and simple cases would say little about what goes on for months.
"""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from tests.oracle.promise_days import CALENDAR

HEAD = """
[program]
id = "house"
version = "1"
effective_from = 2024-01-01
timezone = "{zone}"
currency = "CNY"
[points]
[lifecycle]
pause = {{ promises = "{pause}" }}
[calendar.festivals]
may-day = "05-01"
fridays = "friday"
[member.kinds.person]
[member.kinds.company]
[member.fields]
birthday = "date"
[events.problem]
ticket = {{ type = "text", required = false }}
severity = {{ type = "text", values = ["major", "ordinary"], default = "ordinary" }}
[events.booking]
ticket = {{ type = "text", required = false }}
severity = {{ type = "text", values = ["major", "ordinary"], default = "ordinary" }}
start = "instant"
visit = "date"
[events.rebooking]
ticket = {{ type = "text", required = false }}
start = "instant"
visit = "date"
[events.solution]
ticket = {{ type = "text", required = false }}
role = {{ type = "text", required = false }}
good = {{ type = "bool", default = true }}
[events.withdrawal]
ticket = {{ type = "text", required = false }}
[events.purchase]
amount = "integer"
[metrics]
spend = {{ sum = "purchase.amount" }}
[[tiers]]
id = "gold"
enter = "spend >= 100"
[[benefits]]
id = "apology"
kind = "voucher"
worth = "5.00"
tiers = "gold"
quota = {{ count = 1, per = "lifetime" }}
"""
ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/Santiago")
LENGTHS = (
    "PT10M", "PT1H", "PT24H", "P1D", "P3D", "P7D", "P1M", "2 working hours", "90 working minutes", "8 working hours",
    "1 working day", "5 working days",
)  # fmt: skip
BEFORE = (
    ("PT5M", "PT10M"),
    ("PT0S", "P1D"),
    ("P1D", "P3D"),
    ("P3D", "P10D"),
    ("1 working day", "P10D"),
    ("2 working hours", "P10D"),
)
SHORTER = ("PT10M", "PT1H")
UNITS = ("day", "working-day", "week", "month", "quarter")
ROLES = ("attendant", "supervisor", "manager")
CASES = ("a", "b")


def text_of(promises: list[dict[str, Any]], zone: str, pause: str) -> str:
    """Return a program as text."""
    tables = [
        "\n".join(["[[promises]]", *(f"{key} = {toml(value)}" for key, value in each.items())]) for each in promises
    ]
    return "\n".join([HEAD.format(zone=zone, pause=pause), CALENDAR, *tables])


def toml(value: Any) -> str:
    """Return a value as TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {toml(each)}' for key, each in value.items())} }}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(toml, value))}]"
    quote = "'" if '"' in str(value) else '"'
    return f"{quote}{value}{quote}" if isinstance(value, str) else str(value)


Words = dict[str, Any]
WHERE = 'severity == "major"'
AHEAD = (("PT0S", "P3D"), ("P1D", "P7D"), ("P3D", "P10D"), ("1 working day", "P10D"))
SHAPES = ["event"] * 2 + ["counted"] * 3 + ["period"] * 2 + ["date", "enrol"]


def programs(lots: Random) -> tuple[list[Words], str, str]:
    """Return promises, a zone, and what a pause does."""
    promises = [words(f"p{number}", lots) for number in range(lots.randint(1, 3))]
    return promises, lots.choice(ZONES), lots.choice(["run", "run", "waive"])


def words(name: str, lots: Random) -> Words:
    """Return one promise."""
    shape = lots.choice(SHAPES)
    found: Words = {"id": name, **opening(shape, lots), **keeping(shape, lots)}
    by_tier = any(isinstance(found.get(key), dict) and "by" not in found[key] for key in ("every", "due"))
    if not by_tier:
        found["tiers"] = lots.choice(["all", "all", "gold", "none"])
    found |= {"kinds": "person"} if lots.random() < 0.2 else {}
    found |= {"when": "spend >= 50"} if lots.random() < 0.2 else {}
    return found | ({"strength": "should"} if lots.random() < 0.25 else following(found, lots))


def opening(shape: str, lots: Random) -> Words:
    """Return what opens a promise, and until when it is to be kept."""
    if shape == "event":
        return of_events(lots)
    if shape == "counted":
        return counted(lots)
    if shape == "period":
        every = lots.choice(UNITS)
        return {"every": lots.choice([every, {"none": lots.choice(UNITS), "gold": every}, {"gold": every}])}
    if shape == "enrol":
        return {"on": "enrol", "due": lots.choice(LENGTHS)}
    before, earliest = lots.choice(AHEAD)
    limits = lots.choice([{"due": lots.choice(LENGTHS)}, {"before": before, "earliest": earliest}])
    return {"on": lots.choice(["birthday", "may-day", "fridays"]), **limits}


def of_events(lots: Random) -> Words:
    """Opened by events, due so long after them; a solution has no severity."""
    on = lots.choice(["problem", "problem", "solution", ["problem", "booking"]])
    one, two = lots.choice(LENGTHS), lots.choice(LENGTHS)
    tables: list[Any] = [
        one,
        one,
        {"none": one, "gold": two},
        {"gold": one},
        {"by": "kind", "person": one, "company": two},
    ]
    if on != "solution":
        tables += [{"by": "severity", "major": one, "ordinary": two}, {"by": "severity", "major": one}]
    found: Words = {"on": on, "due": lots.choice(tables), "strict": lots.choice([True, False])}
    return found | ({"where": WHERE} if on != "solution" and lots.random() < 0.3 else {})


def counted(lots: Random) -> Words:
    """Counted from an instant or a day that the opening event says."""
    found: Words = {"on": "booking", "counted_from": lots.choice(["start", "visit"])}
    if lots.random() < 0.6:
        found["before"], earliest = lots.choice(BEFORE)
    else:
        found["due"], earliest = lots.choice(LENGTHS[3:]), lots.choice(SHORTER)
    found |= {"earliest": earliest} if lots.random() < 0.7 else {}
    found |= {"moved_by": "rebooking"} if lots.random() < 0.6 else {}
    return found | ({"where": WHERE} if lots.random() < 0.2 else {})


def keeping(shape: str, lots: Random) -> Words:
    """Return what keeps a promise, and what waives it."""
    found: Words = {"kept_by": "solution"}
    found |= {"kept_when": "good"} if lots.random() < 0.3 else {}
    if shape in {"event", "counted"}:
        found |= {"match": "ticket"} if lots.random() < 0.4 else {}
        found |= {"waived_by": "withdrawal"} if lots.random() < 0.4 else {}
    steps = {"steps": list(ROLES[: lots.randint(2, 3)]), "step": "role", "in_order": lots.choice([True, False])}
    return found | lots.choice([{}, {}, {}, {"times": lots.randint(2, 3)}, steps])


def following(found: Words, lots: Random) -> Words:
    """Return what follows a breach."""
    steps: list[Words] = [{"to": "team"}, {"to": "board", "after": "PT1H"}, {"to": "owner", "after": "1 working day"}]
    if "before" in found or found.get("every") in ("week", "month", "quarter"):
        steps.append({"to": "lead", "before": "PT10M"})
    some = [step for step in steps if lots.random() < 0.3]
    return {
        **({"escalate": some} if some else {}),
        **lots.choice([{}, {"remedy": {"points": 7}}, {"remedy": {"benefit": "apology"}}]),
    }


MINUTES = 60_000_000
START = 1_709_000_000_000_000
"""In February 2024, so that histories run over the change of clocks in March."""
KINDS = [
    *["problem", "booking", "solution", "solution", "purchase", "withdrawal", "rebooking"] * 3,
    *["pause", "resume", "cancel", "rejoin", "update", "waive", "void", "use"],
]
STEPS = (0, 1, 5, 10, 10, 60, 60, 300, 600, 1440, 1440, 4320, 10_080)
LATER = (-60, 5, 10, 20, 60, 300, 1440, 2880, 5000, 12_000)


def histories(promises: list[Words], lots: Random) -> list[Words]:
    """Return what happens to a member."""
    at, birthday = START, lots.choice([None, "1990-03-14", "1992-02-29", "2000-05-01"])
    first = {"id": "e0", "kind": "enrol", "as": lots.choice(["person", "person", "company"]), "at": moment(at)}
    events: list[Words] = [{**first, **({"birthday": birthday} if birthday else {})}]
    kinds = KINDS + [kind for each in promises for kind in _kinds(each)]
    for number in range(1, lots.randint(6, 24) + 1):
        at = max(at + lots.choice(STEPS) * MINUTES + lots.choice([0, 0, 0, -1, 1]), START)
        kind = lots.choice(kinds)
        fields = body(kind, at, events, promises, lots)
        events.append({"id": f"e{number}", "kind": kind, "at": moment(at), **fields})
    return [{**each, "member": "m", "recorded_at": each["at"]} for each in events]


def _kinds(promise: Words) -> list[str]:
    """Return the kinds that matter most to a promise."""
    on = promise.get("on", [])
    opening = [each for each in ([on] if isinstance(on, str) else on) if each in {"problem", "booking", "solution"}]
    return [*opening * 8, *["solution"] * 6, *(["rebooking"] * 6 if "moved_by" in promise else [])]


def moment(at: int) -> str:
    """Return an instant as an event says it."""
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=at)).isoformat()


def body(kind: str, at: int, events: list[Words], promises: list[Words], lots: Random) -> Words:
    """Return the fields of an event."""
    known = [each["id"] for each in events]
    ticket = {"ticket": lots.choice([*CASES, *known])} if lots.random() < 0.7 else {}
    where = {
        "start": moment(at + lots.choice(LATER) * MINUTES),
        "visit": moment(at + lots.choice(LATER) * MINUTES)[:10],
    }
    severity = {"severity": lots.choice(["major", "ordinary"])}
    bodies: dict[str, Words] = {
        "problem": {**ticket, **severity},
        "booking": {**where, **ticket, **severity},
        "rebooking": {**where, **ticket},
        "solution": {"role": lots.choice(ROLES), "good": lots.random() < 0.8, **ticket},
        "withdrawal": ticket,
        "purchase": {"amount": lots.choice([30, 60, 100])},
        "update": {"birthday": lots.choice(["1990-04-02", "1991-03-20"])},
        "waive": {
            **lots.choice([{"promise": each["id"]} for each in promises] + [{}]),
            "of": lots.choice([*known, *known, "2024-03", "2024-04", "2024", "2024-W11"]),
        },
        "use": {"benefit": "apology"},
        "void": {"of": lots.choice(known), "reason": "typed twice"},
    }
    return bodies.get(kind, {})
