"""Random programs and histories with marked values in personal data, and everything public that is said about them."""

import json
import pickle
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import attrs
from hypothesis import strategies as st

import loyalty

ZONE = ZoneInfo("Asia/Shanghai")
HEAD = """
[program]
id = "marked"
version = "1"
effective_from = 2020-01-01
timezone = "Asia/Shanghai"
currency = "CNY"

[roles.office]
[roles.doctor]

[purposes.service]
consent = false
[purposes.letters]
"""
PARTS = {
    "facts": """
[metrics]
tips = { sum = "purchase.tip" }
best_tip = { max = "purchase.tip" }
last_article = { last = "purchase.article" }
items = { distinct = "purchase.lines.item" }
weights = { sum = "purchase.lines.weight" }
level = { max = "exam.grade" }
low = { min = "exam.loss" }
last_illness = { last = "exam.illness" }
last_birth = { last = "exam.birth" }
last_when = { last = "exam.since" }
rich_visits = { count = "purchase", where = "tip > 100 and income > 5" }
twice = { formula = "otherwise(level, 0) * 2 + shares" }
ratio_of = { formula = "tips / 3", digits = 4 }
mark = { score = { tips = 0.5, weights = 0.5 } }

[ladders.main]
review = "year"

[[tiers]]
id = "a"
enter = "otherwise(level, 0) >= 5 or income > 3"
keep = 'otherwise(level, 0) >= 8_000_000_000 or otherwise(last_illness, "") == "nothing"'

[[tiers]]
id = "b"
enter = 'tips > 9_000_000_000 and shares > 999_999_999_999 and years_since(birthday) > 3'

[ladders.second]

[[tiers]]
id = "c"
ladder = "second"
enter = 'twice >= 9_999_999_999_999 or (surname == "Lee" and quotient > 999_999 and part > 999% and mark > 5)'

[classes.tips]
of = "tips"
classes = [{ id = "a", when = "share < 70%" }, { id = "b" }]
""",
    "points": """
[points]
redeem = { points = 100, worth = "1.00" }
expire = { after = "P1Y" }

[[points.earn]]
id = "base"
on = "purchase"
per = "1.00"
points = 1
where = 'tip > 3 and surname != "abc"'
""",
    "benefits": """
[[benefits]]
id = "on-the-day"
kind = "discount"
percent = 12
on = "birthday"

[[benefits]]
id = "rich"
kind = "voucher"
worth = "10.00"
when = 'income > 999_999_999 or disease == "flu"'
quota = { count = 3, per = "year" }

[[benefits]]
id = "item"
kind = "discount"
percent = 5
where = 'item == "x" or weight > 1'
""",
    "standards": """
[[standards]]
id = "loss"
on = "exam"
require = 'loss > 5 and illness == "none" and grade < 3 and birth > 2030-01-01'
""",
    "promises": """
[[promises]]
id = "cure"
on = "exam"
where = 'illness != "none"'
due = "PT4H"
kept_by = "cure"
match = "illness"
owner = "doctor"
escalate = [{ to = "office" }]
""",
    "targets": """
[[targets]]
id = "examined"
period = "year"
figures.examined = { members_with = "exam", where = 'loss < 5 and illness != "none"' }
figures.all = { members = "end", where = 'surname != "x" and income > 5' }
value = "examined / all"
zero_division = 0
require = "value >= 90%"
""",
    "requests": """
[[requests]]
id = "room"
on = "ask"
start = "start"
lead = "PT24H"
guests = "people"
companions = 4
capacity = 12
taken = "taken"
requester = "by"
approve_by = ["office"]
needs = ["surname"]
expires = "P30D"
refuse = [{ id = "many", when = 'people > 4 or what == "x"', reason = { en = "too many", zh = "太多" } }]
""",
}
FIELDS = """
[member.fields]
surname = {{ type = "text", required = true, {pii} }}
birthday = {{ type = "date", required = true, {pii} }}
income = {{ type = "money", required = true, {pii} }}
shares = {{ type = "integer", default = 0, moves = "trade.delta", {pii} }}
quotient = {{ type = "decimal", required = true, {pii} }}
part = {{ type = "percent", required = true, {pii} }}
last_seen = {{ type = "instant", set_by = "exam.since", {pii} }}
disease = {{ type = "text", default = "", set_by = "exam.illness", {pii} }}

[member.kinds.person]
[member.kinds.company]
needs = ["surname"]

[member.number]
format = "{{serial:05}}"

[events.purchase]
amount = "money"
tip = {{ type = "money", default = 0, pii = true }}
article = {{ type = "text", default = "", pii = true }}
refund_within = "P30D"

[events.purchase.lines]
amount = "money"
item = {{ type = "text", default = "", pii = true }}
weight = {{ type = "decimal", default = 0, pii = true }}

[events.trade]
delta = {{ type = "integer", pii = true }}

[events.exam]
illness = {{ type = "text", pii = true }}
since = {{ type = "instant", pii = true }}
grade = {{ type = "integer", pii = true }}
loss = {{ type = "decimal", pii = true }}
birth = {{ type = "date", pii = true }}

[events.cure]
illness = {{ type = "text", pii = true }}

[events.ask]
what = {{ type = "text", pii = true }}
start = {{ type = "instant", pii = true }}
people = {{ type = "integer", pii = true }}
taken = {{ type = "integer", pii = true }}
by = {{ type = "text", pii = true }}
"""
ACCESSES = (
    "",
    'seen_by = ["office"]',
    'seen_by = ["office", "doctor"], purposes = ["letters"]',
    'seen_by = ["doctor"], retain = "P1M"',
)


@attrs.frozen
class Case:
    """A program, the events of a member, malformed events, the instant, and the marks in personal data by where."""

    text: str
    events: list
    bad: list
    at: datetime
    marks: dict


def _text(draw):
    letters = draw(st.text("bcdfghjkmnpqrtvwxz", min_size=6, max_size=6))
    return f"Q{letters}Z", (f"Q{letters}Z",)


def _whole(draw):
    number = draw(st.integers(600_000_001, 699_999_999).filter(lambda each: each % 5))
    return number, (str(number), f"{number:,}", f"{number:_}", str(number * 2))


def _money(draw):
    minor = draw(st.integers(600_000_001, 699_999_999).filter(lambda each: each % 5))
    major = f"{minor // 100}.{minor % 100:02}"
    return major, (major, str(minor), f"{minor // 100:,}.{minor % 100:02}", str(Fraction(minor, 2)), f"{minor / 3:.2f}")


def _decimal(draw):
    digits = draw(st.integers(7_000_001, 7_999_999).filter(lambda each: each % 10))
    return f"0.{digits}", (str(digits), f"{digits}00")


def _percent(draw):
    digits = draw(st.integers(7_000_001, 7_999_999).filter(lambda each: each % 10))
    return f"{digits // 100000}.{digits % 100000:05}", (str(digits), f"{digits // 100000}.{digits % 100000:05}")


def _day(draw):
    day = draw(st.dates(date(1931, 1, 1), date(1969, 12, 31)))
    return day.isoformat(), (
        day.isoformat(),
        repr(day).removeprefix("datetime."),
        f"{day.year}年{day.month}月{day.day}日",
    )


def _instant(draw):
    first = datetime(2023, 5, 1, 7, 11, 13, tzinfo=ZONE)
    moment = first + timedelta(minutes=draw(st.integers(0, 100_000)), seconds=draw(st.integers(1, 40)))
    micros = int(moment.timestamp()) * 1_000_000
    clock = f"{moment:%H:%M:%S}"
    return moment.isoformat(), (
        f"{moment:%Y-%m-%d}T{clock}",
        f"{moment:%Y-%m-%d} {clock}",
        str(micros),
        repr(moment)[:40],
    )


DRAWN = {"text": _text, "whole": _whole, "money": _money, "decimal": _decimal, "percent": _percent, "day": _day,
         "instant": _instant}  # fmt: skip


class Marks:
    """Draws marked values, and remembers in which forms they might show."""

    def __init__(self, draw):
        """Begin with none."""
        self.draw, self.forms = draw, {}

    def __call__(self, name, kind):
        """Return a value that no text may contain."""
        value, forms = DRAWN[kind](self.draw)
        self.forms[name] = (value, forms)
        return value


@st.composite
def cases(draw):
    """Draw a program with some of the parts, and a history with some of the events, in any order."""
    access = draw(st.sampled_from(ACCESSES))
    pii = ", ".join(filter(None, ["pii = true", access]))
    parts = [part for name, part in PARTS.items() if draw(st.integers(0, 3)) or name == "facts"]
    text = HEAD + FIELDS.format(pii=pii) + "".join(parts)
    mark = Marks(draw)
    fields = _fields(mark)
    enrol = {"id": "e0", "kind": "enrol", "at": _at(2), "as": draw(st.sampled_from(["person", "company"])), **fields}
    rest = draw(st.lists(st.sampled_from(range(9)), min_size=3, max_size=9, unique=True))
    events = [_told(each) for each in (enrol, *(_EVENTS[number](mark, number) for number in rest))]
    bad = [_told(each) for each in _malformed(draw, mark, enrol)]
    at = datetime(2024, 1, 15, tzinfo=ZONE) + timedelta(days=draw(st.integers(0, 500)))
    return Case(text, draw(st.permutations(events)), bad, at, mark.forms)


def _fields(mark):
    kinds = {"surname": "text", "birthday": "day", "income": "money", "quotient": "decimal", "part": "percent"}
    return {name: mark(name, kind) for name, kind in kinds.items()}


def _at(day):
    return (datetime(2024, 1, 1, 10, tzinfo=ZONE) + timedelta(days=day)).isoformat()


def _told(event):
    return {"member": "m", **event}


def _purchase(mark, number):
    line = {"amount": "50.00", "item": mark("item", "text"), "weight": mark("weight", "decimal")}
    return {"id": f"e{number + 1}", "kind": "purchase", "at": _at(20), "lines": [line], "tip": mark("tip", "money"),
            "article": mark("article", "text")}  # fmt: skip


def _exam(mark, number):
    return {"id": f"e{number + 1}", "kind": "exam", "at": _at(30), "illness": mark("illness", "text"),
            "since": mark("since", "instant"), "grade": mark("grade", "whole"), "loss": mark("loss", "decimal"),
            "birth": mark("birth", "day")}  # fmt: skip


def _ask(mark, number):
    return {"id": f"e{number + 1}", "kind": "ask", "at": _at(31), "what": mark("what", "text"),
            "start": mark("start", "instant"), "people": mark("people", "whole"), "by": mark("by", "text"),
            "taken": mark("taken", "whole")}  # fmt: skip


def _simple(kind, day, **fields):
    return lambda _mark, number: {"id": f"e{number + 1}", "kind": kind, "at": _at(day), **fields}


_EVENTS = (
    _purchase,
    _exam,
    _ask,
    lambda mark, number: {"id": f"e{number + 1}", "kind": "trade", "at": _at(25), "delta": mark("delta", "whole")},
    lambda mark, number: {"id": f"e{number + 1}", "kind": "update", "at": _at(40), "surname": mark("new", "text")},
    lambda mark, number: {"id": f"e{number + 1}", "kind": "cure", "at": _at(33), "illness": mark("cured", "text")},
    _simple("refund", 36, of="e1", amount="1.00"),
    _simple("use", 37, benefit="rich"),
    _simple("cancel", 60),
)


def _malformed(draw, mark, enrol):
    """Events that are refused, with marked values where they do not belong."""
    wrong = mark("wrong", "text")
    fields = draw(st.lists(st.sampled_from([*sorted(enrol.keys() - {"id", "member", "kind"})]), min_size=1, max_size=3))
    found = [
        {**enrol, "id": f"b{place}", field: wrong if field != "surname" else 7} for place, field in enumerate(fields)
    ]
    conflict = {**enrol, "surname": mark("other", "text")}
    lines = {"id": "b8", "kind": "purchase", "at": _at(21), "lines": [{"amount": "5.00", "weight": wrong}]}
    precise = {"id": "b9", "kind": "purchase", "at": _at(21), "amount": "5.00", "tip": mark("precise", "decimal")}
    return [*found, conflict, lines, precise]


def public(case, program=None):
    """Yield all that is said about a case to who has no role, with a word for where it was said."""
    program = program or loyalty.loads(case.text)
    whole = [*case.events, *case.bad]
    replay = program.replay(whole, at=case.at)
    state = replay.state
    yield from _of_state(program, state)
    yield from (("effect", each) for each in replay.effects)
    yield from (("pickled effect", pickle.dumps(each)) for each in replay.effects)
    yield from [("replay", replay), ("rejected", replay.rejected)]
    yield from (("event", program.event(each)) for each in whole)
    for each in whole:
        yield from _failed("view of an event", lambda event=each: program.view(event, None))
    members = program.replay_members(whole, at=case.at)
    yield from [("members", members), ("each", list(members)), ("rejections", members.rejections)]
    if program.versions[-1].targets:
        yield "targets", program.targets(whole, at=case.at)
    yield from [("findings", program.findings(case.events, at=case.at)), ("classes", program.classes([state]))]
    for ask, about in (("why", None), ("why-not", None), ("why", "a"), ("why-not", "b"), ("why-not", "c")):
        yield from _explained(program, whole, case.at, ask, about)
    for each in whole:
        yield from _failed("apply", lambda event=each: program.apply(state, event))
        yield from _failed("apply with history", lambda event=each: program.apply(state, event, history=case.events))


def _of_state(program, state):
    for name in dir(state):
        if not name.startswith("_") and not callable(getattr(state, name)):
            yield f"state.{name}", getattr(state, name)
    member = program.member(state)
    lines = []
    state.view(None, audit=lines.append)
    state.view("office", purpose="letters", audit=lines.append)
    yield from [("state", state), ("member", member), ("access", lines), ("pickled access", pickle.dumps(lines))]
    answer, outlook = program.benefits(state), program.outlook(state)
    yield from [("benefits", answer), ("outlook", outlook), ("granted", member.granted())]
    yield from [("pickled answer", pickle.dumps(answer)), ("pickled outlook", pickle.dumps(outlook))]
    owed, asked = program.promises(state), program.requests(state)
    yield from [("promises", owed), ("due", program.due([state])), ("requests", asked)]
    yield "texts", [each.texts for each in (*owed, *asked)]
    yield from _failed("price", lambda: member.price([{"amount": "50.00"}]))


def _explained(program, events, at, ask, about):
    for where, found in _failed(f"{ask} {about}", lambda: program.explain(events, at=at, ask=ask, tier=about)):
        yield where, found
        if isinstance(found, loyalty.Reason):
            yield where, found.render("zh") + found.render("en") + json.dumps(found.to_dict(), ensure_ascii=False)


def _failed(where, call):
    """Yield what a call answers, or the exception with all that hangs on it."""
    try:
        yield where, call()
    except Exception as error:  # noqa: BLE001 - whatever it is, it must not tell
        while error is not None:
            yield f"{where} failed", [str(error), error.args, getattr(error, "__notes__", ()), vars(error)]
            error = error.__cause__ or error.__context__


def leaks(case, program=None):
    """Return where a marked value shows, by the name of its field."""
    found = {}
    for where, said in public(case, program):
        text = said if isinstance(said, str) else f"{said!r} {said}"
        for name, (_value, forms) in case.marks.items():
            if any(form in text for form in forms):
                found.setdefault(name, []).append(where)
    return found
