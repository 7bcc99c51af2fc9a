"""The plan compiler: one version of a program becomes Python functions that fold its events.

Each function is generated and compiled when it is first called, so that a program is ready as soon as it is read;
`Plan.code` generates all of them.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from threading import RLock
from typing import TYPE_CHECKING, Any

from loyalty.benefits.benefit import Benefit
from loyalty.engine.bearing import Bearing, Holds
from loyalty.engine.brief import write_enrolment
from loyalty.engine.conditions import condition_name, write_benefits, write_conditions, write_formulas
from loyalty.engine.handler import Handler
from loyalty.engine.inline import handler
from loyalty.engine.layout import STORED, Layout
from loyalty.engine.names import Names, formula_name
from loyalty.engine.source import Constants, Source
from loyalty.lang import runtime
from loyalty.members.account import Account, Record
from loyalty.members.event import Event
from loyalty.members.records import shortened
from loyalty.metrics import journal, slots
from loyalty.points import caps, debt, policy, stock
from loyalty.tiers import standing
from loyalty.tiers.steps import Steps

if TYPE_CHECKING:
    from loyalty.engine.entitling import Entitling
    from loyalty.engine.judging import Judge
    from loyalty.engine.pricing import Pricing

EPOCH_DAY = date(1970, 1, 1).toordinal()
Notes = list[tuple[object, ...]]
Handle = Callable[[Account, Event, Notes | None], None]
Hook = Callable[["Plan", str, Handle], Handle]
"""Returns what takes the place of the function of a kind: the function itself where it has nothing to add."""
HELPERS: Mapping[str, object] = {
    "_evict": slots.evict,
    "_rolled": slots.rolled,
    "_within": slots.within,
    "_roll": slots.roll,
    "_count": slots.count,
    "_enter": slots.enter,
    "_add_entry": slots.add_since_entry,
    "_change": slots.change,
    "_jadd": journal.add,
    "_jvalue": journal.value,
    "_BROKEN": journal.BROKEN,
    "_insert": stock.insert,
    "_shortened": shortened,
    "_bounded": caps.bounded,
    "_give": caps.give,
    "_grant": policy.grant,
    "_pay": debt.pay,
    "_climb": standing.climb,
}
"""What generated code calls beside the functions of the language and of the machine."""
CONDITIONS, ENROLMENT, BENEFITS = "the conditions", "the enrolment", "the benefits"
"""Parts of a plan beside the event kinds, whose names have no spaces."""


class Plan:
    """What one version compiles to.

    `handlers` has the function of each declared kind, which the `hooks` may add to, `enters` and `keeps` the conditions
    of the tiers by ladder and rank, and `within` how long after it a purchase of a kind may be refunded. All functions
    live in one module, in which those that are still to be compiled have a stand-in.
    """

    def __init__(self, layout: Layout, number: int, steps: Sequence[Steps], helpers: Mapping[str, object]) -> None:
        """Prepare; `helpers` are the engine's own functions that generated code calls."""
        self.number = number
        self.version = layout.versions[number]
        self.layout = layout
        self.steps = steps
        self.steady = [each for each in steps if each.steady]
        self.forgives = self.version.points is not None and self.version.points.debt == "forgive"
        self.handlers: dict[str, Handle] = {kind: partial(self._first, kind) for kind in self.version.events}
        self.enters = [self._conditions("enter", each) for each in steps]
        self.keeps = [self._conditions("keep", each) for each in steps]
        self.bearing = Bearing(layout, number, steps, self.enters)
        self._numbers = {kind: number for number, kind in enumerate(self.version.events)}
        self.within = {
            kind: self.version.zone.shift(declared.refund_within, end=True) if declared.refund_within else None
            for kind, declared in self.version.events.items()
        }
        self.hooks: list[Hook] = []
        self._helpers = helpers
        self._constants = Constants()
        self._known: set[str] = set()
        self._by_kind: dict[str, dict[str, Any]] = {"opened": {}, "saved": {}}
        self._lock = RLock()
        self._bears: dict[str, list[tuple[int, list[int]]]] = {}

    @cached_property
    def entitling(self) -> "Entitling":
        """What answers which benefits a member has."""
        from loyalty.engine.entitling import Entitling  # noqa: PLC0415 - only for programs with benefits

        return Entitling(self)

    @cached_property
    def judge(self) -> "Judge":
        """What holds events against the standards."""
        from loyalty.engine.judging import Judge  # noqa: PLC0415 - only for programs with standards

        return Judge(self)

    def entitles(self, benefit: Benefit) -> Callable[[Account, int], bool]:
        """Return the condition of a benefit as a function of the account and an instant."""
        place = self.version.benefits.index(benefit)
        holds: Callable[[Account, int], bool] = self._function(BENEFITS, f"entitles_{place}")
        return holds

    def has(self, account: Account, at: int, place: int) -> bool:
        """Return whether a member has the benefit at a place of the version's list."""
        return self.entitling.has(self.version.benefits[place], account, at)

    @property
    def code(self) -> str:
        """The whole generated text, the same whatever was compiled before."""
        source = Source()
        writers: dict[str, Handler] = {}
        for name in self._units:
            self._write(source, name, writers)
            source.line("")
        return source.text

    def compile(self) -> None:
        """Compile everything now that is not compiled yet."""
        with self._lock:
            if missing := [name for name in self._units if name not in self._known]:
                self._compile(missing)

    @cached_property
    def _units(self) -> list[str]:
        """The parts of the plan, each compiled alone when it is first needed."""
        refundable = [kind for kind, declared in self.version.events.items() if declared.refundable]
        units = [CONDITIONS, *self.version.events]
        units += [f"{word} {kind}" for word in self._by_kind for kind in refundable]
        units += [ENROLMENT] if self.earns_at_enrolment else []
        return [*units, BENEFITS] if any(each.who.condition for each in self.version.benefits) else units

    @cached_property
    def pricing(self) -> "Pricing":
        """What prices baskets."""
        from loyalty.engine.pricing import Pricing  # noqa: PLC0415 - only for programs with benefits

        return Pricing(self)

    def beside(self, space: Mapping[str, object]) -> dict[str, Any]:
        """Return the names of the module with others beside them, for a text that is compiled alone."""
        return {**self._space, **space}

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

    def saved(self, kept: tuple[Any, ...]) -> list[Any]:
        """Return what is saved of a purchase from what its event's function kept."""
        record: list[Any] = self._of_kind("saved", kept[0][3])(kept)
        return record

    def opened(self, kept: tuple[Any, ...]) -> Record:
        """Return the record of a purchase from what its event's function kept."""
        record: Record = self._of_kind("opened", kept[0][3])(kept)
        return record

    @property
    def earns_at_enrolment(self) -> bool:
        """Whether enrolling earns points."""
        points = self.version.points
        return points is not None and any(rule.on == "enrol" for rule in points.earn)

    def enrol(self, account: Account, event: Event, out: Notes | None) -> None:
        """Give what enrolling earns."""
        if self.earns_at_enrolment:
            self._function(ENROLMENT, "on_enrol")(account, event, out)

    def _conditions(self, word: str, steps: Steps) -> list[Holds]:
        """Return the conditions of a ladder by rank; they are compiled when one is first asked."""
        found: list[Holds] = [lambda _account, _at: True]
        for rank, tier in enumerate(steps.tiers, start=1):
            name = condition_name(word, steps.number, rank)
            found.append(partial(self._late, name) if tier is not None else lambda _account, _at: False)
        return found

    def _first(self, kind: str, account: Account, event: Event, out: Notes | None) -> None:
        """Compile the function of a kind at its first event, and let it take its own place."""
        self._function(kind, f"on_{self._numbers[kind]}")
        self.handlers[kind](account, event, out)

    def _late(self, name: str, account: Account, at: int) -> Any:
        return self._function(CONDITIONS, name)(account, at)

    def _of_kind(self, word: str, kind: str) -> Any:
        function = self._by_kind[word].get(kind)
        if function is None:
            function = self._by_kind[word][kind] = self._function(f"{word} {kind}", f"{word}_{self._numbers[kind]}")
        return function

    def _function(self, unit: str, name: str) -> Any:
        if unit not in self._known:
            with self._lock:
                if unit not in self._known:
                    self._compile([unit])
        return self._space[name]

    def _compile(self, units: Sequence[str]) -> None:
        """Write parts of the plan, compile them together, and let their functions take their places."""
        source = Source(self._constants)
        writers: dict[str, Handler] = {}
        for name in units:
            self._write(source, name, writers)
        file = f"<plan of version {self.number}>"
        exec(compile(source.text, file, "exec", dont_inherit=True), self._space)  # noqa: S102 - our own text, see source.py
        for name in units:
            self._adopt(name)
        self._known.update(units)

    def _adopt(self, unit: str) -> None:
        if unit in self._numbers:
            handle: Handle = self._space[f"on_{self._numbers[unit]}"]
            for hook in self.hooks:
                handle = hook(self, unit, handle)
            self.handlers[unit] = handle
        elif unit == CONDITIONS:
            for ladder, rank, _tier in self.bearing.tiers():
                self.enters[ladder][rank] = self._space[condition_name("enter", ladder, rank)]
                self.keeps[ladder][rank] = self._space[condition_name("keep", ladder, rank)]

    def _write(self, source: Source, name: str, writers: dict[str, Handler]) -> None:
        if name == CONDITIONS:
            names = Names(source, self.layout, self.number)
            write_conditions(source, names, self.bearing)
            write_formulas(source, names)
        elif name == BENEFITS:
            write_benefits(source, Names(source, self.layout, self.number))
        elif name == ENROLMENT:
            write_enrolment(source, self.layout, self.number)
        elif name in self._numbers:
            self._writer(source, name, writers).write(f"on_{self._numbers[name]}")
        else:
            word, kind = name.split(" ", 1)
            writer = self._writer(source, kind, writers)
            write = writer.write_opened if word == "opened" else writer.write_saved
            write(f"{word}_{self._numbers[kind]}")

    def _writer(self, source: Source, kind: str, writers: dict[str, Handler]) -> Handler:
        """Return what writes the functions of a kind into a text: the same for all of them."""
        if kind not in writers:
            writers[kind] = handler(source, self.layout, self.number, self.version.events[kind], self.bearing)
        return writers[kind]

    @cached_property
    def _space(self) -> dict[str, Any]:
        """The names of the module: helpers, constants, and stand-ins for functions that others call."""
        zone, space = self.version.zone, self._constants.space
        formulas = [name for name, metric in self.version.metrics.items() if metric.operation not in STORED]
        called = [formula_name(self.number, self.version, name) for name in formulas]
        called += [condition_name("enter", ladder, rank) for ladder, rank, _tier in self.bearing.tiers()]
        space.update(
            runtime(self.version.feb29), **HELPERS, **self._helpers, _policies=self.layout.policies, _has=self.has
        )
        space.update({name: partial(self._late, name) for name in called})
        space["_day_of"] = lambda instant: zone.day_number(instant) - EPOCH_DAY
        return space
