"""Build the figures of a target."""

from collections.abc import Container, Mapping, Sequence
from typing import cast

import attrs

from loyalty.config.build.context import Build
from loyalty.config.build.expressions import Scope, expression
from loyalty.config.build.ids import check_name
from loyalty.config.build.scopes import Scopes, parameter_type
from loyalty.config.build.sources import POINTS, sources
from loyalty.config.raw.target import OPERATIONS, RawFigure
from loyalty.lang import BOOL, DECIMAL, INTEGER, Type
from loyalty.lang.expression import Expression
from loyalty.metrics.metric import Operation as Measure
from loyalty.metrics.metric import Source
from loyalty.targets.figure import FLAGS, OF_EVENTS, OF_METRICS, OUTCOMES, Figure, Membership, Operation
from loyalty.targets.verdict import VALUE
from loyalty.words import Path

LIFETIME = "lifetime"
_LIKE: Mapping[str, Measure] = {"members_with": "count", "count": "count", "sum": "sum", "mean": "sum"}
"""The metric whose rules for what is read a figure follows; the others have a metric of their name."""


class Figures:
    """Builds the figures of targets; `standards` and `promises` are the ids of those that the program has.

    `personal` are the member fields and metrics that tell personal data.
    """

    def __init__(
        self,
        build: Build,
        scopes: Scopes,
        standards: Sequence[str],
        promises: Sequence[str],
        personal: Container[str] = (),
    ) -> None:
        """Take what figures may read."""
        self.build = build
        self.scopes = scopes
        self.standards = standards
        self.promises = promises
        self.personal = personal
        digits = build.currency.exponent
        self.parameters = {name: parameter_type(each, digits) for name, each in build.parameters.items()}

    def all(self, raw: Mapping[str, RawFigure], period: str, path: Path) -> tuple[Figure, ...]:
        """Return the figures of one target by name."""
        if not raw:
            self.build.report("LOY450", "the target has no figures", path, '`figures.lost = { members = "left" }`')
        found = [self._one(name, each, period, (*path, name)) for name, each in raw.items()]
        return tuple(each for each in found if each is not None)

    def _one(self, name: str, raw: RawFigure, period: str, path: Path) -> Figure | None:
        self._check_name(name, path)
        operation = self._operation(name, raw, path)
        if raw.outcome is not None and raw.promises is None:
            message = "`outcome` goes with `promises`"
            self.build.report("LOY230", message, (*path, "outcome"), "leave it out", key=True)
        if operation is None:
            self.build.broken.add(name)
            return None
        at = (*path, operation)
        figure = Figure(name, operation, where=self._where(raw, operation, path), names=raw.name or {}, path=path)
        if operation == "members":
            return attrs.evolve(figure, membership=self._membership(raw, period, at))
        if operation == "findings":
            return attrs.evolve(figure, names_of=self._named("standard", raw.findings or (), self.standards, at))
        if operation == "promises":
            names_of = self._named("promise", raw.promises or (), self.promises, at)
            return attrs.evolve(figure, names_of=names_of, outcomes=self._outcomes(raw, path))
        if operation in OF_METRICS:
            name_of = str(getattr(raw, operation))
            return attrs.evolve(figure, names_of=(name_of,), type=self._metric_type(name_of, operation, at))
        read, kind = self._sources(getattr(raw, operation), operation, at)
        return attrs.evolve(figure, sources=read, type=kind)

    def _check_name(self, name: str, path: Path) -> None:
        check_name(self.build, name, path, "figure")
        if name == VALUE:
            message = "`value` is what the requirement calls the result of the formula"
            self.build.report("LOY281", message, path, "another name", key=True)
        elif name in self.build.parameters:
            message = f"`{name}` is the name of a parameter and of a figure"
            self.build.report("LOY282", message, path, "another name for the figure", key=True)

    def _operation(self, name: str, raw: RawFigure, path: Path) -> Operation | None:
        chosen = [key for key in OPERATIONS if getattr(raw, key) is not None]
        if len(chosen) == 1:
            return cast("Operation", chosen[0])
        if not chosen:
            listed = ", ".join(f"`{key}`" for key in OPERATIONS)
            self.build.report(
                "LOY451", f"the figure `{name}` does not say what it is", path, f"one of {listed}", key=True
            )
        else:
            message = f"the figure `{name}` is both `{chosen[0]}` and `{chosen[1]}`"
            self.build.report("LOY451", message, (*path, chosen[1]), "one of the two, or two figures", key=True)
        return None

    def _membership(self, raw: RawFigure, period: str, path: Path) -> Membership | None:
        if raw.members == "start" and period == LIFETIME:
            message = "a lifetime has no start at which there were members"
            self.build.report("LOY452", message, path, '`"joined"`, or a calendar period')
        return raw.members

    def _named(self, noun: str, written: Sequence[str], known: Sequence[str], path: Path) -> tuple[str, ...]:
        if not written:
            self.build.report("LOY235", f"`{path[-1]}` names nothing", path, f'`"{next(iter(known), "care")}"`')
        for place, name in enumerate(written):
            if name not in known:
                at = (*path, place) if len(written) > 1 else path
                self.build.unknown("LOY453", noun, name, known, at)
        return tuple(written)

    def _outcomes(self, raw: RawFigure, path: Path) -> frozenset[str]:
        if raw.outcome is None:
            message = "`promises` needs `outcome`: how the obligations ended that are counted"
            self.build.report("LOY458", message, (*path, "promises"), '`outcome = "kept"`', key=True)
            return frozenset()
        return OUTCOMES.get(raw.outcome, frozenset({raw.outcome}))

    def _metric_type(self, name: str, operation: str, path: Path) -> Type:
        kind = self.scopes.metrics.get(name)
        if kind is None:
            self.build.unknown("LOY242", "metric", name, self.scopes.metrics, path)
        elif not kind.numeric:
            message = f"`{name}` is not a number"
            self.build.report("LOY249", message, path, "a sum, a count or a formula")
        elif name in self.personal:
            self._refuse_personal(name, path)
        return _figured(kind or INTEGER, operation.removesuffix("_of"))

    def _sources(self, written: tuple[str, ...], operation: str, path: Path) -> tuple[tuple[Source, ...], Type]:
        if not written:
            self.build.report("LOY235", f"`{operation}` names nothing", path, '`"purchase"`')
        measure = _LIKE.get(operation, cast("Measure", operation))
        found, kind = sources(self.build, measure, written, path, self.scopes)
        for place, source in enumerate(found):
            if source == POINTS or source.per_line:
                at = (*path, place) if len(written) > 1 else path
                message = f"`{written[place]}` is read by metrics, and a figure of events reads a field of the event"
                self.build.report("LOY454", message, at, "a metric, and `sum_of` or `mean_of` here")
            elif any(each.pii and each.name == source.field for each in self.scopes.events[source.kind].fields):
                self._refuse_personal(written[place], (*path, place) if len(written) > 1 else path)
        return found, _figured(kind, operation)

    def _refuse_personal(self, word: str, path: Path) -> None:
        message = f"`{word}` is personal data, and of few members a figure would tell it"
        self.build.report("LOY459", message, path, "another field, or a figure that counts")

    def _where(self, raw: RawFigure, operation: Operation, path: Path) -> Expression | None:
        if raw.where is None:
            return None
        at = (*path, "where")
        if operation in {"findings", "promises"}:
            noun = "standard" if operation == "findings" else "promise"
            message = f"`where` does not go with `{operation}`: a {noun} has a `where` of its own"
            self.build.report("LOY230", message, at, "leave it out", key=True)
            return None
        scope = self._events(raw, operation) if operation in OF_EVENTS else self.scopes.member()
        for word in FLAGS:
            if word in scope:
                message = f"`{word}` is a word of figures, and the name of something else in this program"
                self.build.report("LOY282", message, at, "another name for the other")
        return expression(self.build, raw.where, at, {**scope, **dict.fromkeys(FLAGS, BOOL)}, BOOL)

    def _events(self, raw: RawFigure, operation: str) -> Scope:
        """Return what a condition about events may read: what their kinds share, and parameters."""
        written: tuple[str, ...] = getattr(raw, operation)
        kinds = [text.partition(".")[0] for text in written]
        kinds = list(dict.fromkeys(kind for kind in kinds if kind in self.scopes.events))
        fields = self.scopes.event(kinds, metrics=False)
        own = {field.name for kind in kinds for field in self.scopes.events[kind].fields}
        return {**self.parameters, **{name: kind for name, kind in fields.items() if name in own or name == "at"}}


def _figured(kind: Type, operation: str) -> Type:
    """Return the type of a number that is calculated from numbers of a type."""
    if operation in {"count", "members_with"}:
        return INTEGER
    if operation == "mean" and kind.kind == "money":
        return Type("money", digits=kind.digits, fractional=True)
    if kind.kind == "money":
        return Type("money", digits=kind.digits)
    return DECIMAL if operation == "mean" or kind.kind == "decimal" else INTEGER
