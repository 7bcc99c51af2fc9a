"""Programs with requests, histories in which people apply, decide, pause, leave and correct, and views of them."""

from hypothesis import strategies as st

from loyalty.engine import effects as e
from loyalty.periods import Period
from tests.oracle import asking, loading, moments
from tests.oracle.fold import tell_all
from tests.oracle.told import program as shop
from tests.property.strategies import compared
from tests.property.strategies.histories import Story, iso

TEXT = """
[metrics]
spend = {{ sum = "purchase.amount" }}
visits = {{ count = "visit" }}
[events.form]
by = "text"
[events.room]
by = "text"
from_when = "instant"
guests = "integer"
taken = "integer"
cost = "money"
[events.election]
by = "text"
[events.trip]
[ladders.main]
review = "month"
[[tiers]]
id = "silver"
enter = "spend >= 100"
gate = "card"
[[tiers]]
id = "gold"
enter = "spend >= 300"
gate = ["card", "interview"]
[ladders.trips]
[[tiers]]
id = "a"
ladder = "trips"
enter = "visits >= 1"
gate = "trip"
[[tiers]]
id = "b"
ladder = "trips"
enter = "visits >= 1"
gate = "card"
[[requests]]
id = "card"
on = "form"
requester = "by"
approve_by = {roles}
approvals = {people}
{expires}
[[requests]]
id = "room"
on = "room"
when = "shares < 5"
needs = "vip"
start = "from_when"
lead = "P1D"
guests = "guests"
companions = 2
capacity = 5
taken = "taken"
refuse = [{{ id = "poor", when = "cost > 200 and spend < 100" }}, {{ id = "odd", when = "guests == taken" }}]
requester = "by"
approve_by = "office"
above = [
  {{ amount = "cost", over = 100, approve_by = "chief" }},
  {{ amount = "cost", from = 200, approve_by = "board" }},
]
{until}
[[requests]]
id = "election"
on = "election"
requester = "by"
{chair}
committee = {{ role = "jury", members = {members}, quorum = {quorum}, {carried} }}
expires = "P7D"
[[requests]]
id = "trip"
on = "trip"
"""
PEOPLE = ("li", "wang", "chen", "zhao", "sun", "zhou", "m")
ASKED = {
    "form": ("office", "office", "chief", None),
    "room": ("office", "office", "chief", "board", None),
    "election": ("jury", "jury", "jury", "chief", None),
    "trip": ("office",),
}
"""Roles in which people decide, mostly those that are asked."""
APPLICATIONS = ("form", "room", "election", "trip")
ENDS = {
    e.RequestAccepted: "accepted",
    e.RequestRefused: "refused",
    e.RequestRejected: "rejected",
    e.RequestWithdrawn: "withdrawn",
    e.RequestExpired: "expired",
}


@st.composite
def texts(draw, zone=None):
    """A program with four requests: a gate, a booking, an election, and one that nobody is asked about."""
    members = draw(st.integers(1, 4))
    carried = draw(st.sampled_from(('majority = "1/2"', 'majority = "2/3"', f"yes = {draw(st.integers(1, members))}")))
    words = {
        "roles": draw(st.sampled_from(('["office"]', '["office", "chief"]'))),
        "people": draw(st.sampled_from((1, 1, 2))),
        "expires": draw(st.sampled_from(("", 'expires = "P7D"', 'expires = "PT36H"'))),
        "until": draw(st.sampled_from(("", 'expires = "P7D"', 'expires = "start"'))),
        "chair": draw(st.sampled_from(("", 'approve_by = "chief"'))),
        "members": members,
        "quorum": draw(st.integers(1, members)),
        "carried": carried,
    }
    zone = zone or draw(st.sampled_from(("Asia/Shanghai", "America/New_York")))
    return shop(TEXT.format(**words), zone), zone


def _application(story, kind=None):
    kind = kind or story.draw(st.sampled_from(APPLICATIONS))
    t, by = story.later(), story.draw(st.sampled_from(PEOPLE[:3]))
    fields = {} if kind == "trip" else {"by": by}
    if kind == "room":
        lead = Period.parse(story.draw(st.sampled_from(("P1D", "P1D", "P7D", "PT23H"))))
        fields |= {
            "from_when": iso(moments.add(t, lead, story.zone), story.zone),
            "guests": story.draw(st.sampled_from((0, 1, 2, 3))),
            "taken": story.draw(st.sampled_from((1, 2, 3, 4))),
            "cost": story.draw(st.sampled_from(("0", "100", "101", "200", "201"))),
        }
    story.tell(kind, t, **fields)


def _case(story):
    """An application, and what people say to it one after the other; some of them twice, or as somebody else."""
    kind = story.draw(st.sampled_from(APPLICATIONS[:3]))
    _application(story, kind)
    of = story.ids[kind][-1]
    for _ in range(story.draw(st.integers(1, 4))):
        t = moments.add(story.times[-1], Period.parse(story.draw(st.sampled_from(("PT1H", "P1D")))), story.zone)
        story.times.append(t)
        _decision(story, of, kind, t)


def _decision(story, of=None, kind=None, t=None):
    draw = story.draw
    kind = kind or draw(st.sampled_from(APPLICATIONS))
    word = draw(st.sampled_from(("approve",) * 4 + ("reject",)))
    fields = {"of": of or story.id(kind), "by": draw(st.sampled_from(PEOPLE))}
    role = draw(st.sampled_from(ASKED[kind]))
    fields |= {"role": role} if role else {}
    if word == "reject":
        fields["reason"] = "full"
    elif not draw(st.integers(0, 7)):
        fields["tier"] = draw(st.sampled_from(("silver", "gold", "a", "b", "bronze")))
    story.tell(word, t, **fields)


def _gate(story):
    story.tell("approve", gate=story.draw(st.sampled_from(("interview", "card"))), by="office")


def _buy(story):
    story.tell("purchase", amount=story.draw(st.sampled_from(("100", "50", "300"))))


def _refund(story):
    story.tell("refund", of=story.id("purchase"))


def _life(story):
    story.tell(story.draw(st.sampled_from(("pause", "resume", "cancel", "rejoin"))))


def _void(story):
    story.tell("void", of=story.id(story.draw(st.sampled_from((*APPLICATIONS, "purchase")))))


def _update(story):
    story.tell("update", shares=story.draw(st.integers(3, 6)), vip=story.draw(st.sampled_from((True, None))))


def _visit(story):
    story.tell("visit")


def _withdraw(story):
    story.tell("withdraw", of=story.id(story.draw(st.sampled_from(APPLICATIONS))))


SCENES = (_case,) * 5 + (_application,) * 2 + (_decision,) * 2 + (_buy,) * 3
RARE = (_visit, _gate, _refund, _life, _void, _update, _visit, _withdraw)


@st.composite
def stories(draw, zone, *, size=16):
    """Events of one member, and an instant to ask at."""
    story = Story(draw, zone, lines=False)
    story.tell("enrol", story.times[0])
    _buy(story)
    for _ in range(draw(st.integers(2, size))):
        draw(st.sampled_from(SCENES + RARE))(story)
    return story.events, draw(st.sampled_from((max(story.times), story.later())))


@st.composite
def merges(draw, zone):
    """Events of two members, of whom one absorbs the other, and an instant to ask at."""
    mine, when = draw(stories(zone, size=6))
    others, until = draw(stories(zone, size=5))
    others = [{**event, **_renamed(event), "member": "n"} for event in others]
    story = Story(draw, zone, lines=False)
    story.times = [when, until]
    t = story.later()
    merge = {"id": "merge", "member": "m", "kind": "merge", "at": iso(t, story.zone), "absorbs": "n"}
    return [*mine, *others, merge], max(when, until, t)


def _renamed(event):
    return {key: "n" + event[key] for key in ("id", "of") if key in event}


def of_engine(program, events, when, member=None):
    """What the engine says became of requests."""
    at = compared.moment(when, program)
    replays = program.replay_members(events, at=at) if member else [program.replay(events, at=at)]
    replay = next(each for each in replays if member in (None, each.state.member))
    ended = {}
    for effect in replay.effects:
        if type(effect) in ENDS:
            reasons = tuple(each.code for each in getattr(effect, "reasons", ()))
            told = (ENDS[type(effect)], moments.instant(effect.at), reasons)
            ended.setdefault(effect.request, []).append(told)
    waiting = {one.id: _waiting(program, one) for one in program.requests(replay.state)}
    return {**compared.of_replay(replay), "requests": {"ended": ended, "open": waiting}}


def _waiting(program, one):
    rule = next(rule for rule in program.versions[0].requests if rule.id == one.request)
    jury = rule.approval.committee.role if rule.approval.committee else None
    return sorted(role for role, count in one.missing.items() if role != jury for _ in range(count))


def of_oracle(program, events, when, member=None, teller=asking.Applicant):
    """What the oracle says."""
    good, refused = loading.read_events(program.versions, events)
    world = tell_all(program.versions, good, when, member, teller)
    view = compared.of_oracle(program, events, when, member=member, teller=teller)
    return {**view, "rejected": {**refused, **world.rejected}, "requests": asking.requests_of(world)}
