"""Histories and programs in few words, for tables of worked examples."""

from tests.oracle import loading, moments

HEAD = """
[program]
id = "shop"
version = "1"
effective_from = 2020-01-01
timezone = "{zone}"
currency = "CNY"

[member.fields]
vip = {{ type = "bool", default = false }}
shares = {{ type = "integer", default = 0, set_by = "holding.held" }}

[events.purchase]
amount = "money"
shop = {{ type = "text", values = ["online", "store"], default = "store" }}
[events.purchase.lines]
amount = "money"
special = {{ type = "bool", default = false }}
[events.delivery]
of = "text"
[events.holding]
held = "integer"
[events.visit]
[events.complaint]
[events.booking]
scheduled = true
"""


def program(text, zone="Asia/Shanghai"):
    """A whole program around what an example is about."""
    return HEAD.format(zone=zone) + text


def told(version, rows):
    """Event mappings from rows of (local time, kind, fields); ids default to e1, e2, ..."""
    events = []
    for number, (time, kind, *rest) in enumerate(rows, start=1):
        fields = {
            "id": f"e{number}",
            "member": "m",
            "kind": kind,
            "at": stamp(time, version),
            **(rest[0] if rest else {}),
        }
        if "recorded_at" in fields:
            fields["recorded_at"] = stamp(fields["recorded_at"], version)
        events.append(fields)
    return events


def stamp(time, version):
    """A local time as text with its offset."""
    return moments.local(loading.at(time, version), moments.zone_of(version)).isoformat()


def seen(text, rows, when, zone="Asia/Shanghai", ask=None, **options):
    """What the oracle (or who is asked) sees of a history at a local time; instants as local times."""
    whole = program(text, zone)
    version = loading.load(whole)[0]
    view = (ask or loading.ask)(whole, told(version, rows), when, **options)
    clock = {t: text_of(t, version) for t in instants(view)}
    view["lots"] = [(of, n, *(clock[t] for t in times)) for of, n, *times in view["lots"]]
    view["reviews"] = {name: clock[t] for name, t in view["reviews"].items()}
    return view


def instants(view):
    """Every instant in a view."""
    return {*view["reviews"].values(), *(t for lot in view["lots"] for t in lot[2:])}


def text_of(t, version):
    """An instant as a short local time."""
    return None if t is None else moments.local(t, moments.zone_of(version)).strftime("%Y-%m-%dT%H:%M")


def picked(view, wanted):
    """The parts of a view that `wanted` is about, in its own shape."""
    if isinstance(wanted, dict) and isinstance(view, dict):
        return {key: picked(view.get(key), value) for key, value in wanted.items()}
    return view
