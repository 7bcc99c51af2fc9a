"""The plan compiler: one version of a program becomes Python functions that fold its events."""

from bisect import insort
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import attrs

from loyalty.engine.bearing import UPDATE, Bearing
from loyalty.engine.conditions import write_conditions, write_formulas
from loyalty.engine.earning import Earning
from loyalty.engine.handler import Handler
from loyalty.engine.layout import Layout
from loyalty.engine.names import Names, formula_name
from loyalty.engine.source import Source
from loyalty.lang import runtime
from loyalty.members.account import Account
from loyalty.members.event import Event
from loyalty.metrics import journal, slots
from loyalty.periods import DAY
from loyalty.points import debt, policy
from loyalty.program import Version
from loyalty.tiers import standing
from loyalty.tiers.steps import Steps

EPOCH_DAY = date(1970, 1, 1).toordinal()
Notes = list[tuple[object, ...]]
Handle = Callable[[Account, Event, Notes | None], None]


@attrs.frozen(eq=False)
class Plan:
    """What one version compiles to: a function for each declared kind, and the conditions of its tiers.

    `code` is the generated text, `handlers` the function of each declared kind, `enrol` what enrolling earns, `bears` the
    (ladder, ranks) on whose `enter` each kind bears.
    """

    number: int
    version: Version
    layout: Layout
    code: str
    handlers: Mapping[str, Handle]
    enrol: Handle | None
    steps: Sequence[Steps]
    enters: Sequence[Callable[[Account, int, int], bool]]
    keeps: Sequence[Callable[[Account, int, int], bool]]
    space: Mapping[str, object]
    bears: Mapping[str, list[tuple[int, list[int]]]]
    bits: Mapping[str, Callable[[Event], int]]

    def line_amounts(self, event: Event) -> list[int]:
        """Return the amounts of an order's lines; nothing when its lines have none."""
        kind = self.version.events[event.kind]
        if not any(field.name == "amount" for field in kind.lines or ()):
            return []
        place = kind.line_position("amount")
        return [line[place] for line in event.lines]

    def formula(self, metric: str) -> Callable[[Account, int], object]:
        """Return the function that calculates a formula or score."""
        return self.space[formula_name(self.number, self.version, metric)]  # type: ignore[return-value]


def compile_plan(layout: Layout, number: int, steps: Sequence[Steps], helpers: Mapping[str, object]) -> Plan:
    """Generate and compile the functions of one version. `helpers` are the engine's own functions they call."""
    version = layout.versions[number]
    source = Source()
    bearing = Bearing(layout, number, steps)
    write_conditions(source, layout, number, bearing)
    write_formulas(source, layout, number, bearing)
    names = {kind: f"on_{position}" for position, kind in enumerate(version.events)}
    for kind, declared in version.events.items():
        source.line(f"# {position_of(kind, version)}")
        handler = Handler(source, layout, number, declared, bearing)
        handler.write(names[kind])
        if declared.refundable and declared.lines:
            handler.write_bits(f"bits_{names[kind]}")
    enrol = _write_enrol(source, layout, number)
    space = _space(source, layout, helpers)
    exec(compile(source.text, f"<plan of {version.hash[:12]}>", "exec"), space)  # noqa: S102 - our own text, see source.py
    return Plan(
        number=number,
        version=version,
        layout=layout,
        code=source.text,
        handlers={kind: space[name] for kind, name in names.items()},  # type: ignore[misc]
        enrol=space["on_enrol"] if enrol else None,  # type: ignore[arg-type]
        steps=steps,
        enters=[space[f"enters_{each.number}"] for each in steps],  # type: ignore[misc]
        keeps=[space[f"keeps_{each.number}"] for each in steps],  # type: ignore[misc]
        space=space,
        bits={kind: space[f"bits_{name}"] for kind, name in names.items() if f"bits_{name}" in space},  # type: ignore[misc]
        bears={kind: bearing.ranks(kind) for kind in (*version.events, "enrol", UPDATE)},
    )


def position_of(kind: str, version: Version) -> str:
    """Return the comment over a generated function: which kind, by its position, so that no author's text is in it."""
    return f"event kind number {list(version.events).index(kind)}"


def _write_enrol(source: Source, layout: Layout, number: int) -> bool:
    """Write what enrolling earns; say whether it earns anything."""
    version = layout.versions[number]
    if version.points is None or not any(rule.on == "enrol" for rule in version.points.earn):
        return False
    names = Names(source, layout, number)
    earning = Earning(source, layout, number, names, 0)
    with source.block("def on_enrol(s, e, out):"):
        source.line("t = e[0]; m = s.m; eid = e[2]; v = e[6]")
        earning.write(None, "enrol")
        for slot in layout.slots:
            if any(each.kind == "points" for each in slot.metric.sources):
                earning.feed(
                    slot, lambda slot, value: source.line(f"_change({source.name(slot, 'sl')}, s, t, t, {value})")
                )
        earning.credit()
        source.line("_pay(s)")
    return True


def _space(source: Source, layout: Layout, helpers: Mapping[str, object]) -> dict[str, object]:
    zone = layout.versions[0].zone
    return {
        **runtime(layout.versions[0].feb29),
        **source.space,
        **helpers,
        "_day_of": lambda instant: zone.day_number(instant) - EPOCH_DAY,
        "_evict": slots.evict,
        "_enter": slots.enter,
        "_add_entry": slots.add_since_entry,
        "_change": slots.change,
        "_jadd": journal.add,
        "_jvalue": journal.value,
        "_BROKEN": journal.BROKEN,
        "_insort": insort,
        "_grant": policy.grant,
        "_pay": debt.pay,
        "_climb": standing.climb,
        "_policies": layout.policies,
        "_DAY": DAY,
    }
