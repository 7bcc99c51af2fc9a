"""The plan compiler: one version of a program becomes Python functions that fold its events.

Each function is generated and compiled when it is first called, so that a program is ready as soon as it is read;
`Plan.code` generates all of them.
"""

from bisect import insort
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from loyalty.engine.bearing import Bearing
from loyalty.engine.conditions import write_conditions, write_formulas
from loyalty.engine.earning import Earning
from loyalty.engine.handler import Handler
from loyalty.engine.layout import STORED, Layout
from loyalty.engine.names import Names, formula_name
from loyalty.engine.source import Source
from loyalty.lang import runtime
from loyalty.members.account import Account, Record
from loyalty.members.event import Event
from loyalty.metrics import journal, slots
from loyalty.points import debt, policy
from loyalty.tiers import standing
from loyalty.tiers.steps import Steps

EPOCH_DAY = date(1970, 1, 1).toordinal()
Notes = list[tuple[object, ...]]
Handle = Callable[[Account, Event, Notes | None], None]
Holds = Callable[[Account, int, int], bool]
CONDITIONS, ENROLMENT = "the conditions", "the enrolment"
"""Parts of a plan beside the event kinds, whose names have no spaces."""


class Plan:
    """What one version compiles to.

    `handlers` has the function of each declared kind, `enters` and `keeps` the conditions of the tiers of each ladder.
    """

    def __init__(self, layout: Layout, number: int, steps: Sequence[Steps], helpers: Mapping[str, object]) -> None:
        """Prepare; `helpers` are the engine's own functions that generated code calls."""
        self.number = number
        self.version = layout.versions[number]
        self.layout = layout
        self.steps = steps
        self.bearing = Bearing(layout, number, steps)
        self.handlers: dict[str, Handle] = {kind: partial(self._first, kind) for kind in self.version.events}
        self.enters: list[Holds] = [partial(self._asked, "enters", each.number) for each in steps]
        self.keeps: list[Holds] = [partial(self._asked, "keeps", each.number) for each in steps]
        self._helpers = helpers
        self._units: dict[str, tuple[str, dict[str, Any]]] = {}
        self._bears: dict[str, list[tuple[int, list[int]]]] = {}

    @property
    def code(self) -> str:
        """The whole generated text."""
        refundable = [kind for kind, declared in self.version.events.items() if declared.refundable]
        with_lines = [kind for kind in refundable if self.version.events[kind].lines]
        units = [CONDITIONS, *self.version.events]
        units += [f"opened {kind}" for kind in refundable] + [f"bits {kind}" for kind in with_lines]
        units += [ENROLMENT] if self.earns_at_enrolment else []
        return "\n".join(self._unit(name)[0] for name in units)

    def compile(self) -> None:
        """Compile everything now."""
        _ = self.code

    def bears(self, kind: str) -> list[tuple[int, list[int]]]:
        """Return, by ladder, the ranks on whose `enter` an event of a kind bears."""
        if kind not in self._bears:
            self._bears[kind] = self.bearing.ranks(kind)
        return self._bears[kind]

    def formula(self, metric: str) -> Callable[[Account, int], object]:
        """Return the function that calculates a formula or score."""
        function: Callable[[Account, int], object] = self._function(
            CONDITIONS, formula_name(self.number, self.version, metric)
        )
        return function

    def bits(self, event: Event) -> int:
        """Return which lines of an order satisfy which condition."""
        return int(self._function(f"bits {event.kind}", "bits")(event))

    def opened(self, kept: tuple[Any, ...]) -> Record:
        """Return the record of a purchase from what its event's function kept."""
        return list(self._function(f"opened {kept[0].kind}", "opened")(kept))

    @property
    def earns_at_enrolment(self) -> bool:
        """Whether enrolling earns points."""
        points = self.version.points
        return points is not None and any(rule.on == "enrol" for rule in points.earn)

    def enrol(self, account: Account, event: Event, out: Notes | None) -> None:
        """Give what enrolling earns."""
        if self.earns_at_enrolment:
            self._function(ENROLMENT, "on_enrol")(account, event, out)

    def line_amounts(self, event: Event) -> list[int]:
        """Return the amounts of an order's lines; nothing when its lines have none."""
        kind = self.version.events[event.kind]
        if not any(field.name == "amount" for field in kind.lines or ()):
            return []
        place = kind.line_position("amount")
        return [int(line[place] or 0) for line in event.lines]

    def _first(self, kind: str, account: Account, event: Event, out: Notes | None) -> None:
        """Compile the function of a kind at its first event, and let it take its own place."""
        handler = self.handlers[kind] = self._function(kind, "on_event")
        handler(account, event, out)

    def _asked(self, word: str, ladder: int, account: Account, rank: int, at: int) -> bool:
        function: Holds = self._function(CONDITIONS, f"{word}_{ladder}")
        getattr(self, word)[ladder] = function
        return function(account, rank, at)

    def _function(self, unit: str, name: str) -> Any:
        return self._unit(unit)[1][name]

    def _unit(self, name: str) -> tuple[str, dict[str, Any]]:
        """Return the text of a part of the plan and what it defines."""
        if name not in self._units:
            source = Source()
            self._write(source, name)
            space = self._space(source)
            file = f"<plan of {self.version.hash[:12]}>"
            exec(compile(source.text, file, "exec"), space)  # noqa: S102 - our own text, see source.py
            self._units[name] = source.text, space
        return self._units[name]

    def _write(self, source: Source, name: str) -> None:
        if name == CONDITIONS:
            write_conditions(source, self.layout, self.number, self.bearing)
            write_formulas(source, self.layout, self.number, self.bearing)
        elif name == ENROLMENT:
            self._write_enrol(source)
        elif name.startswith("opened "):
            self._handler(source, name.removeprefix("opened ")).write_opened("opened")
        elif name.startswith("bits "):
            self._handler(source, name.removeprefix("bits ")).lines.write_bits("bits")
        else:
            source.line(f"# event kind number {list(self.version.events).index(name)}")
            self._handler(source, name).write("on_event")

    def _handler(self, source: Source, kind: str) -> Handler:
        return Handler(source, self.layout, self.number, self.version.events[kind], self.bearing)

    def _write_enrol(self, source: Source) -> None:
        earning = Earning(source, self.layout, self.number, Names(source, self.layout, self.number), 0)
        with source.block("def on_enrol(s, e, out):"):
            source.line("t = e[0]; m = s.m; eid = e[2]; v = e[6]")
            earning.write(None, "enrol")
            for slot in self.layout.slots:
                if any(each.kind == "points" for each in slot.metric.sources):
                    earning.feed(
                        slot, lambda slot, value: source.line(f"_change({source.name(slot, 'sl')}, s, t, t, {value})")
                    )
            earning.credit()
            source.line("_pay(s)")

    def _space(self, source: Source) -> dict[str, Any]:
        zone = self.version.zone
        formulas = [name for name, metric in self.version.metrics.items() if metric.operation not in STORED]
        return {
            **runtime(self.version.feb29),
            **{formula_name(self.number, self.version, name): partial(self._formula, name) for name in formulas},
            **source.space,
            **self._helpers,
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
            "_policies": self.layout.policies,
        }

    def _formula(self, metric: str, account: Account, at: int) -> object:
        return self.formula(metric)(account, at)
