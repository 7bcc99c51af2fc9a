"""Histories of one member: times that hug boundaries, ties, late records, references to what happened before."""

from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from loyalty.periods import Period
from tests.oracle import moments

ANCHORS = (
    "2024-01-01T00:00",
    "2024-01-31T23:30",
    "2024-02-29T12:00",
    "2024-03-09T02:30",
    "2024-03-10T03:00",
    "2024-11-02T01:30",
    "2024-11-03T01:30",
    "2024-12-31T23:59",
)
STEPS = ("PT1S", "PT0S", "PT1H", "P1D", "PT1S", "PT0S", "PT1H", "P1D", "PT30M", "PT36H")
LEAPS = ("P7D", "P14D", "P30D", "P1M", "P45D", "P1Y")
NUDGES = (0,) * 8 + (1, -1)
AMOUNTS = ("100", "50", "200", "333", "99", "51", "49", "10", "500", "101", "1", "0")
LATE = ("PT1H", "P1D", "P20D", "P40D")


_NEARLY_ALWAYS = st.sampled_from((True,) * 11 + (False,))


class Story:
    """What has been told so far: times, and ids by kind."""

    def __init__(self, draw, zone, lines):
        self.draw, self.zone, self.lines = draw, ZoneInfo(zone), lines
        first = datetime.fromisoformat(draw(st.sampled_from(ANCHORS)))
        self.times = [moments.from_local(first, self.zone)]
        self.events, self.ids = [], {}

    def later(self):
        """An instant near one that was used before, or a period after it."""
        draw = self.draw
        base = draw(st.sampled_from((*self.times[-2:], *self.times[-1:] * 3)))
        step = Period.parse(draw(st.sampled_from(STEPS + LEAPS)))
        t = moments.add(base, step, self.zone) + draw(st.sampled_from(NUDGES))
        self.times.append(t)
        return t

    def id(self, kind):
        """An id of an earlier event of a kind, rarely of another or of none."""
        known = self.ids.get(kind, [])
        other = [each for ids in self.ids.values() for each in ids]
        if known and self.draw(_NEARLY_ALWAYS):
            return self.draw(st.sampled_from(known))
        return self.draw(st.sampled_from([*other, "nobody"]))

    def tell(self, kind, t=None, **fields):
        """Add an event."""
        t = self.later() if t is None else t
        name = f"{self.draw(st.sampled_from('abc'))}{len(self.events)}"
        event = {"id": name, "member": "m", "kind": kind, "at": iso(t, self.zone), **fields}
        if kind != "enrol" and not self.draw(_NEARLY_ALWAYS):
            late = Period.parse(self.draw(st.sampled_from(LATE)))
            event["recorded_at"] = iso(moments.add(t, late, self.zone), self.zone)
        self.events.append(event)
        self.ids.setdefault(kind, []).append(name)


class Steady(Story):
    """A story that goes on by days, so that points settle while it is told."""

    def later(self):
        """An instant some days after the last one."""
        step = Period.parse(self.draw(st.sampled_from(("P5D", "P1D", "P10D", "P20D", "PT1H"))))
        self.times.append(moments.add(self.times[-1], step, self.zone))
        return self.times[-1]


def iso(t, zone):
    """An instant as text with its offset."""
    return moments.local(t, zone).isoformat()


def _purchase(story):
    draw, fields = story.draw, {}
    if draw(st.booleans()):
        fields["shop"] = draw(st.sampled_from(("online", "store")))
    if story.lines and draw(st.booleans()):
        fields["lines"] = [_line(draw) for _ in range(draw(st.integers(1, 3)))]
    else:
        fields["amount"] = draw(st.sampled_from(AMOUNTS))
    story.tell("purchase", **fields)


def _line(draw):
    line = {"amount": draw(st.sampled_from(AMOUNTS))}
    if draw(st.booleans()):
        line["special"] = draw(st.booleans())
    if draw(st.booleans()):
        line["category"] = draw(st.sampled_from(("tea", "cups")))
    return line


def _refund(story):
    draw, fields = story.draw, {"of": story.id("purchase")}
    kind = draw(st.integers(0, 3))
    if kind in (1, 2):
        fields["amount"] = draw(st.sampled_from(("1", "10", "33", "50", "99")))
    elif kind == 3 and story.lines:
        line = {"line": draw(st.integers(1, 3))}
        if draw(st.booleans()):
            line["amount"] = draw(st.sampled_from(("1", "10", "49")))
        fields["lines"] = [line]
    if not draw(st.integers(0, 4)):
        fields["restore"] = story.id("redeem")
    story.tell("refund", **fields)


def _redeem(story):
    fields = {"points": story.draw(st.sampled_from((10, 20, 50, 1, 15, 100)))}
    if story.draw(st.sampled_from((False, False, True))):
        fields["order"] = story.draw(st.sampled_from(("10", "100")))
    story.tell("redeem", **fields)


def _part(story, kind, of, size=(1, 5, 10, 50)):
    fields = {"of": story.id(of)}
    if story.draw(st.booleans()):
        fields["points"] = story.draw(st.sampled_from(size))
    story.tell(kind, **fields)


def _reserve(story):
    t = story.later()
    fields = {"points": story.draw(st.sampled_from((1, 10, 50)))}
    if not story.draw(st.integers(0, 3)):
        fields["until"] = iso(moments.add(t, Period.parse("P1D"), story.zone), story.zone)
    story.tell("reserve", t, **fields)


def _adjust(story):
    t = story.later()
    fields = {"points": story.draw(st.sampled_from((100, 40, 5, -5, -60)))}
    if fields["points"] > 0 and story.draw(st.booleans()):
        fields["expires"] = iso(moments.add(t, Period.parse("P14D"), story.zone), story.zone)
    story.tell("adjust", t, **fields)


def _holding(story):
    story.tell("holding", held=story.draw(st.integers(0, 6)), delta=story.draw(st.integers(-2, 4)))


def _void(story):
    kind = story.draw(st.sampled_from(("purchase", "purchase", "refund", "redeem", "visit")))
    story.tell("void", of=story.id(kind))


def _replace(story):
    kind = story.draw(st.sampled_from(("purchase", "purchase", "purchase", "visit", "redeem")))
    of, t = story.id(kind), story.later()
    new = {"kind": "visit"} if kind == "visit" else {"kind": "purchase", "amount": story.draw(st.sampled_from(AMOUNTS))}
    if story.draw(st.booleans()):
        new["at"] = iso(min(story.draw(st.sampled_from(story.times)), t), story.zone)
    story.tell("replace", t, **{"of": of, "with": new})
    story.ids.setdefault(new["kind"], []).append(story.events[-1]["id"])


def _override(story):
    story.tell("override", of=story.id("purchase"))


def _cancel(story):
    story.tell("cancel", **({"for_cause": True} if not story.draw(st.integers(0, 2)) else {}))


def _approve(story):
    fields = {"gate": story.draw(st.sampled_from(("interview", "interview", "papers", "door")))}
    if story.draw(st.booleans()):
        fields["tier"] = story.draw(st.sampled_from(("silver", "gold", "a", "bronze")))
    story.tell("approve", **fields)


def _grant(story):
    t = story.later()
    fields = {"tier": story.draw(st.sampled_from(("silver", "gold", "b", "bronze")))}
    if story.draw(st.booleans()):
        fields["until"] = iso(moments.add(t, Period.parse("P30D"), story.zone), story.zone)
    story.tell("grant", t, **fields)


def _update(story):
    fields = {"vip": story.draw(st.booleans())}
    if story.draw(st.booleans()):
        fields["shares"] = story.draw(st.integers(0, 6))
    if story.draw(st.booleans()):
        fields |= {"region": "south", "nick": story.draw(st.sampled_from(("Wang", None))), "grade": "b"}
    story.tell("update", **fields)


def _service(story):
    weight = story.draw(st.sampled_from(("0.5", "1.25", "3")))
    story.tell("service", fee=story.draw(st.sampled_from(("20", "70"))), weight=weight)


SCENES = {
    "purchase": _purchase,
    "refund": _refund,
    "redeem": _redeem,
    "restore": lambda story: _part(story, "restore", "redeem"),
    "reserve": _reserve,
    "commit": lambda story: _part(story, "commit", "reserve"),
    "release": lambda story: story.tell("release", of=story.id("reserve")),
    "adjust": _adjust,
    "visit": lambda story: story.tell("visit"),
    "complaint": lambda story: story.tell("complaint"),
    "delivery": lambda story: story.tell("delivery", of=story.id("purchase")),
    "holding": _holding,
    "update": _update,
    "service": _service,
    "approve": _approve,
    "grant": _grant,
    "void": _void,
    "override": _override,
    "replace": _replace,
    "pause": lambda story: story.tell("pause"),
    "resume": lambda story: story.tell("resume"),
    "cancel": _cancel,
    "rejoin": lambda story: story.tell("rejoin"),
    "enrol": lambda story: story.tell("enrol"),
}
THEMES = {
    "points": ("purchase",) * 6
    + ("refund", "redeem") * 4
    + ("restore", "adjust", "reserve", "commit", "release", "delivery", "visit"),
    "tiers": ("purchase",) * 8
    + ("refund", "visit", "complaint", "holding", "approve", "approve", "grant", "update", "void", "replace"),
    "life": ("purchase",) * 6
    + ("pause", "resume") * 2
    + ("redeem", "restore", "cancel", "rejoin", "refund", "adjust", "reserve", "release"),
}
"""What happens in histories that look closely at one thing."""
SPENDING = (
    ("purchase", "redeem", "restore") * 3
    + ("reserve", "commit", "release", "adjust")
    + ("refund", "visit", "pause", "resume", "cancel", "rejoin")
)
"""What takes points and gives them back."""
USUAL = ("purchase",) * 16 + ("refund", "redeem") * 4 + ("visit", "delivery", "holding", "restore") * 2 + tuple(SCENES)
"""Purchases happen most often."""


@st.composite
def histories(draw, zone, *, lines, scenes=USUAL, size=14):
    """Events of one member, as mappings, in the order in which they were told, and an instant to ask about."""
    story = Story(draw, zone, lines)
    fields = draw(
        st.sampled_from(({}, {"serial": 7, "vip": True}, {"shares": 4, "serial": 12, "nick": "Li", "grade": "a"}))
    )
    story.tell("enrol", story.times[0], **fields)
    for scene in draw(st.lists(st.sampled_from(scenes), min_size=3, max_size=size)):
        SCENES[scene](story)
    return story.events, story.later()


@st.composite
def steady(draw, zone):
    """Events of one member by days: purchases, and what spends their points and gives them back."""
    story = Steady(draw, zone, lines=False)
    story.tell("enrol", story.times[0])
    for _ in range(3):
        SCENES["purchase"](story)
    for scene in draw(st.lists(st.sampled_from(SPENDING), min_size=3, max_size=16)):
        SCENES[scene](story)
    return story.events, story.later()


@st.composite
def merges(draw, zone, *, lines):
    """Events of two members, of whom one absorbs the other somewhere, and an instant to ask about."""
    mine, when = draw(histories(zone, lines=lines, size=8))
    others, until = draw(histories(zone, lines=lines, size=6))
    others = [{**event, **_renamed(event), "member": "n"} for event in others]
    story = Story(draw, zone, lines)
    story.times = [when, until]
    t = story.later()
    merge = {"id": "merge", "member": "m", "kind": "merge", "at": iso(t, story.zone), "absorbs": "n"}
    return [*mine, *others, merge], max(when, until, t) if draw(st.booleans()) else story.later()


def _renamed(event):
    """The ids of an event with a mark of their own."""
    return {key: "n" + event[key] for key in ("id", "of", "restore") if key in event}
