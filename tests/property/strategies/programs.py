"""Small programs that use every part of the language, as documents to be written as TOML."""

from datetime import date

from hypothesis import strategies as st

from tests.property.strategies.toml import toml

ZONES = ("Asia/Shanghai", "America/New_York")
UNITS = ("day", "week", "month", "quarter", "half-year", "year")
LIMITS = (*UNITS, "membership-year", "lifetime")
PERIODS = ("P1D", "P7D", "P1M", "P30D", "PT36H", "P1Y")
STARTS = ("now", "next-day", "next-month", "next-quarter", "next-half-year", "next-year")
ROUNDINGS = ("down", "up", "half-up", "half-even")

often, rarely = st.sampled_from((False, True, True, True)), st.sampled_from((False, False, False, True))
nearly_always = st.sampled_from((False, *(True,) * 9))


def optional(draw, table, key, strategy):
    """Add a key to a table, or leave it out."""
    if draw(st.booleans()):
        table[key] = draw(strategy)


def programs(*, versions=False):
    """TOML texts: one program, or two versions of one."""
    return _versions().map(lambda documents: [toml(each) for each in documents]) if versions else documents().map(toml)


@st.composite
def documents(draw):
    """One program as a document."""
    lines = draw(st.booleans())
    document = {
        "program": _program(draw),
        "parameters": {
            "gap": {"type": "period", "value": draw(st.sampled_from(PERIODS))},
            "bar": {"type": "money", "value": draw(st.sampled_from((60, 150)))},
            **_tables(draw),
        },
        "member": {"fields": _fields(draw)},
        "events": _events(draw, lines=lines),
        "metrics": _metrics(draw, lines=lines),
    }
    tiers = _tiers(draw)
    if draw(nearly_always):
        document["points"] = _points(draw, tiers, lines=lines)
    ladders = sorted({each.get("ladder", "main") for each in tiers})
    for metric in document["metrics"].values():
        if metric.get("ladder", "main") not in ladders and metric.get("window") == "tier-entry":
            metric.pop("window"), metric.pop("ladder", None)
    if ladders:
        document["ladders"] = {name: _ladder(draw) for name in ladders}
        document["tiers"] = tiers
    if draw(rarely):
        document["member"]["number"] = _number(draw, tiers)
    document["lifecycle"] = _lifecycle(draw)
    return document


def _tables(draw):
    """Numbers by a field, and by a field that may be unknown."""
    return {
        "wage": {
            "type": "money",
            "value": {"by": "region", "north": 300, "south": draw(st.sampled_from((0, 401)))},
        },
        "share": {"type": "percent", "value": {"by": "grade", "a": 10, "b": "12.5"}},
    }


def _program(draw):
    program = {
        "id": "random",
        "version": "1",
        "effective_from": date(2022, 1, 1),
        "timezone": draw(st.sampled_from(ZONES)),
        "currency": draw(st.sampled_from(("CNY", "JPY"))),
    }
    optional(draw, program, "late_after", st.sampled_from(("P30D", "PT12H")))
    optional(draw, program, "feb29", st.sampled_from(("feb28", "mar1")))
    return program


def _fields(draw):
    fields = {
        "vip": {"type": "bool", "default": False},
        "shares": {"type": "integer", "default": 0},
        "region": {"type": "text", "values": ["north", "south"], "default": "north"},
        "nick": "text",
        "grade": {"type": "text", "values": ["a", "b"]},
    }
    follow = draw(st.sampled_from((None, ("set_by", "holding.held"), ("moves", "holding.delta"))))
    if follow:
        fields["shares"][follow[0]] = follow[1]
    return fields


def _number(draw, tiers):
    number = {"format": "{region}-{serial:04}"}
    optional(draw, number, "on", st.sampled_from(("enrol", *("tier:" + tier["id"] for tier in tiers))))
    return number


def _events(draw, *, lines):
    purchase = {"amount": "money", "shop": {"type": "text", "values": ["online", "store"], "default": "store"}}
    optional(draw, purchase, "refund_within", st.sampled_from(("P30D", "PT36H")))
    if lines:
        purchase["lines"] = {
            "amount": "money",
            "category": {"type": "text", "default": "tea"},
            "special": {"type": "bool", "default": False},
            "quantity": {"type": "integer", "default": 1},
        }
    holding = {"held": {"type": "integer", "default": 0}, "delta": {"type": "integer", "default": 0}}
    delivery = {"of": "text"}
    if draw(rarely):
        delivery["scheduled"] = True
    service = {"fee": "money", "weight": {"type": "decimal", "default": "0.5"}}
    others = {"visit": {}, "complaint": {}, "delivery": delivery, "holding": holding, "service": service}
    return {"purchase": purchase, **others}


def _windows(draw):
    kind = draw(st.sampled_from(("lifetime", "rolling", "calendar", "membership-year", "tier-entry")))
    if kind == "rolling":
        return {"window": draw(st.sampled_from(PERIODS))}
    if kind == "calendar":
        return {"window": draw(st.sampled_from(UNITS))}
    return {} if kind == "lifetime" else {"window": kind}


def _where(draw, *, lines):
    conditions = ['shop == "online"', "vip", "amount >= 50", "shares < 5"]
    if lines:
        conditions += ["not special", 'category == "tea"', "not special and amount >= 20", "special or vip"]
    return {"where": draw(st.sampled_from(conditions))} if draw(rarely) else {}


def _metrics(draw, *, lines):
    pool = {
        "spend": {"sum": "purchase.amount", **_where(draw, lines=lines), **_windows(draw)},
        "visits": {"count": draw(st.sampled_from(("purchase", "visit", ["purchase", "visit"]))), **_windows(draw)},
        "best": {"max": "purchase.amount", **_where(draw, lines=lines), **_windows(draw)},
        "streak": {"streak": "purchase", "max_gap": draw(st.sampled_from(("gap", "P7D", "PT36H"))), **_windows(draw)},
        "earned": {"sum": "points", **_windows(draw)},
        "least": {"min": "purchase.amount", **_windows(draw)},
        "shop_kinds": {"distinct": "purchase.shop", **_windows(draw)},
        "last_shop": {"last": "purchase.shop", **_where(draw, lines=lines), **_windows(draw)},
        "dormant": {"recency": draw(st.sampled_from(("purchase", ["purchase", "visit"]))), **_windows(draw)},
        "mean": {"formula": "spend / visits", "zero_division": 0, "digits": 2, "rounding": draw(_ROUNDING)},
        "turnover": {"sum": ["purchase.amount", "service.fee"], **_windows(draw)},
        "weights": {"sum": "service.weight", **_windows(draw)},
        "half": {"formula": "(spend + 2 * best) / 3"},
        "pay": {
            "formula": "wage + (spend - 100) * share * visits / 3",
            "type": "money",
            "rounding": draw(_ROUNDING),
            "negative": draw(st.booleans()),
        },
        "part": {"formula": "visits / streak", "type": "percent", "zero_division": _zero(draw), "digits": 1},
        "over": {"formula": "wage / 2 + otherwise(pay, 1)"},
        "odd": {"score": {"spend": "-0.6", "dormant": "0.4"}, "negative": draw(st.booleans())},
        "value": {"score": {"spend": "0.6", "visits": "0.4"}, "normalise": draw(st.booleans())},
    }
    if draw(st.booleans()):
        pool["streak"]["broken_by"] = ["complaint"]
    if draw(rarely):
        pool[draw(st.sampled_from(("spend", "visits", "best", "streak", "earned", "last_shop")))]["refunds"] = False
    if lines:
        pool["kinds"] = {"distinct": "purchase.lines.category", **_where(draw, lines=lines), **_windows(draw)}
        pool["items"] = {"sum": "purchase.lines.quantity", **_where(draw, lines=lines), **_windows(draw)}
        pool["lines_spend"] = {"sum": "purchase.lines.amount", **_where(draw, lines=lines)}
    chosen = draw(st.sets(st.sampled_from(sorted(set(pool) - _ALWAYS)), max_size=5))
    chosen |= {"pay"} if "over" in chosen else set()
    return {name: metric for name, metric in pool.items() if name in chosen or name in _ALWAYS}


def _zero(draw):
    return draw(st.sampled_from((0, "50%", {"0/0": 1, "x/0": 0}, {"0/0": 0, "x/0": 2})))


_ALWAYS = frozenset({"spend", "visits", "best", "streak", "earned", "dormant"})
_ROUNDING = st.sampled_from(ROUNDINGS)
_THRESHOLDS = st.sampled_from(("50", "100", "200", "500"))


def _condition(draw):
    low = draw(_THRESHOLDS)
    simple = st.sampled_from(
        (
            f"spend >= {low}",
            f"spend > {low}",
            f"best >= {low}",
            "visits >= 2",
            "streak >= 2",
            "streak >= 3",
            f"earned >= {low}",
            "shares >= 3",
            "vip",
            "visits < 3 and spend >= 50",
            "spend < 300",
            "otherwise(dormant, 9) < 5",
            "spend >= bar",
            "max(spend, 2 * best) / 3 >= bar",
            "ratio(spend, visits, 0) >= 100",
            'region == "south" and visits >= 1',
            'otherwise(nick, "") != "" and spend >= 50',
            "days_since(at) == 0 and best >= 100",
            "spend >= wage",
            "spend * otherwise(share, 1) > 20",
        )
    )
    if draw(rarely):
        return f"{draw(simple)} {draw(st.sampled_from(('or', 'and')))} {draw(simple)}"
    return draw(simple)


def _tiers(draw):
    tiers = [_tier(draw, name, "main") for name in ("silver", "gold")[: draw(st.sampled_from((0, 1, 2, 2)))]]
    if draw(rarely):
        tiers += [_tier(draw, name, "service") for name in ("b", "a")[: draw(st.integers(1, 2))]]
        if draw(rarely) and tiers[0].get("ladder", "main") == "main":
            tiers[-1]["enter"] = 'tier >= "silver"'
    return tiers


def _tier(draw, name, ladder):
    tier = {"id": name, "enter": _condition(draw)}
    if ladder != "main":
        tier["ladder"] = ladder
    if draw(st.booleans()):
        tier["keep"] = _condition(draw)
    if draw(rarely):
        tier["gate"] = draw(st.sampled_from(("interview", ["interview", "papers"])))
    if draw(rarely):
        tier["start"] = draw(st.sampled_from(STARTS))
    if draw(rarely):
        tier |= _ladder(draw)
    return tier


def _ladder(draw):
    ladder = {}
    optional(draw, ladder, "review", st.sampled_from(("month", "quarter", "half-year", "year", "P1M", "P45D", "P1Y")))
    if "review" in ladder:
        optional(draw, ladder, "grace", st.sampled_from(("P7D", "P30D", "P1M")))
    optional(draw, ladder, "demote", st.sampled_from(("to-fit", "one-step")))
    return ladder


def _points(draw, tiers, *, lines):
    points = {}
    optional(draw, points, "rounding", _ROUNDING)
    optional(draw, points, "multipliers", st.sampled_from(("highest", "product")))
    if draw(often):
        points["expire"] = _expire(draw)
    if draw(rarely):
        points["pending"] = _pending(draw)
    optional(draw, points, "count_pending", st.booleans())
    optional(draw, points, "debt", st.sampled_from(("carry", "forgive")))
    optional(draw, points, "hold_for", st.sampled_from(("PT30M", "P1D")))
    optional(draw, points, "restore_within", st.sampled_from(("P30D", "PT36H")))
    optional(draw, points, "redeem", st.sampled_from(_REDEMPTIONS))
    points["earn"] = _rules(draw, tiers, lines=lines)
    return points


_REDEMPTIONS = (
    {"points": 100, "worth": 1},
    {"points": 10, "worth": 1, "min": 10, "step": 5},
    {"points": 10, "worth": 1, "max_share": "50%"},
)


def _expire(draw):
    expire = {}
    kind = draw(st.integers(0, 3))
    if kind != 1:
        expire["after"] = draw(st.sampled_from(("P1Y", "P30D", "P1M", "P7D", "PT36H")))
        optional(draw, expire, "round", st.sampled_from(UNITS))
    if kind in (1, 2):
        expire["inactive"] = draw(st.sampled_from(("P7D", "P1M", "P30D")))
        optional(draw, expire, "activity", st.sampled_from((["purchase"], ["visit", "purchase"])))
    return expire


def _pending(draw):
    return draw(st.sampled_from(({"for": "P14D"}, {"for": "PT36H"}, {"until": "delivery"})))


def _rules(draw, tiers, *, lines):
    base = {"id": "base", "on": "purchase", "per": draw(st.sampled_from((1, 10))), "points": _by_tier(draw, tiers)}
    base |= _earn_where(draw, lines=lines)
    if draw(rarely):
        base["at_least"] = draw(st.sampled_from((50, 100)))
    if draw(rarely):
        base["limit"] = {"points": draw(st.sampled_from((10, 60, 150))), "per": draw(st.sampled_from(LIMITS))}
    rules = [base, *(rule for rule in _extra_rules(draw, tiers, lines=lines) if draw(rarely))]
    for rule in rules:
        if "times" not in rule:
            _own_policy(draw, rule)
    return rules


def _own_policy(draw, rule):
    if draw(rarely):
        rule["expire"] = _expire(draw)
    if draw(rarely):
        rule["pending"] = draw(st.sampled_from(({"for": "P7D"}, {"for": "PT1H"}, {"until": "delivery"})))
    if draw(rarely):
        rule["priority"] = draw(st.sampled_from((-1, 1)))


def _earn_where(draw, *, lines):
    conditions = ['shop == "online"', "vip", "spend >= 50", "visits < 3", "streak >= 1", "amount >= bar", "known(nick)"]
    if lines:
        conditions += ["not special", 'category == "tea" and visits < 5', "not special and amount >= 20"]
    return {"where": draw(st.sampled_from(conditions))} if draw(rarely) else {}


def _by_tier(draw, tiers, values=(1, 2)):
    ids = [each["id"] for each in tiers if each.get("ladder", "main") == "main"]
    if ids and draw(st.booleans()):
        return {"none": values[0], ids[-1]: values[1]}
    return draw(st.sampled_from(values))


def _extra_rules(draw, tiers, *, lines):
    welcome = {"id": "welcome", "on": "enrol", "points": 50}
    visit = {"id": "visit", "on": "visit", "points": 7}
    visit[draw(st.sampled_from(("once", "limit")))] = draw(st.sampled_from(LIMITS))
    if "limit" in visit:
        visit["limit"] = {"points": 10, "per": visit["limit"]}
    order = {"id": "order", "on": "purchase", "points": draw(st.sampled_from((5, "2 * 10", "shares")))}
    order |= _earn_where(draw, lines=lines)
    order |= draw(st.sampled_from(({}, {"once": "month"}, {"once": "lifetime"}, {"at_least": 50})))
    bonus = {"id": "bonus", "on": "purchase", "per": 7, "points": draw(st.sampled_from((3, "0.5")))}
    bonus |= {"from": date(2024, 2, 1), "to": date(2024, 6, 1)} | _earn_where(draw, lines=lines)
    double = {"id": "double", "on": "purchase", "times": _by_tier(draw, tiers, ("1.5", 2))}
    online = {"id": "online", "on": "purchase", "times": draw(st.sampled_from((3, "0.5"))), "where": 'shop == "online"'}
    online |= draw(st.sampled_from(({}, {"of": ["base"]})))
    return [welcome, visit, order, bonus, double, online]


def _lifecycle(draw):
    flags = st.booleans()
    return {
        "pause": {key: draw(flags) for key in ("earn", "redeem", "expire", "review")},
        "cancel": {
            "points": draw(st.sampled_from(("lapse", "keep"))),
            "metrics": draw(st.sampled_from(("keep", "clear"))),
        },
        "rejoin": {"tier": draw(st.sampled_from(("none", "restore"))), "after_cause": draw(flags)},
    }


@st.composite
def _versions(draw):
    """Two versions: thresholds, rates and validity change, names stay."""
    first, other = draw(documents()), draw(documents())
    second = {key: value for key, value in first.items() if key not in ("metrics", "points", "tiers", "ladders")}
    second["program"] = {**first["program"], "version": "2", "effective_from": draw(st.sampled_from(_CHANGES))}
    second["events"], second["metrics"] = first["events"], first["metrics"]
    for key in ("points", "tiers", "ladders"):
        if key in first:
            second[key] = first[key]
    if "points" in first and "points" in other:
        second["points"] = {**first["points"], **{k: v for k, v in other["points"].items() if k != "earn"}}
        if "pending" not in other["points"]:
            second["points"].pop("pending", None)
    if "tiers" in first:
        second["tiers"] = [
            {**tier, "enter": draw(st.sampled_from(("spend >= 100", tier["enter"])))} for tier in first["tiers"]
        ]
    return [first, second]


_CHANGES = (date(2024, 2, 1), date(2024, 3, 10), date(2024, 11, 3))
