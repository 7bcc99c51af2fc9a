"""Build what keeps a promise: the events, how many of them, the steps, and which case they are about."""

from collections.abc import Sequence

import attrs

from loyalty.config.build.context import Build
from loyalty.config.build.expressions import expression
from loyalty.config.build.opening import check_kinds, event_fields
from loyalty.config.build.scopes import Scopes
from loyalty.config.findings import shown
from loyalty.config.raw.promise import RawPromise
from loyalty.lang import BOOL
from loyalty.lang.expression import Expression
from loyalty.members.field import Field
from loyalty.promises.keeping import Keeping, Steps
from loyalty.words import Path


@attrs.frozen(eq=False)
class Keepings:
    """Builds what keeps one promise, whose obligations events of the kinds `on` open."""

    build: Build
    scopes: Scopes
    on: tuple[str, ...]
    path: Path

    def of(self, raw: RawPromise) -> Keeping:
        """Return what keeps the promise."""
        if not raw.kept_by:
            self.build.report("LOY235", "`kept_by` names nothing", (*self.path, "kept_by"), '`kept_by = "answer"`')
        kinds = check_kinds(self.build, self.scopes, raw.kept_by, (*self.path, "kept_by"))
        if raw.match is not None and self.on:
            for key in ("kept_by", "waived_by", "moved_by"):
                self._check_match(raw.match, [kind for kind in getattr(raw, key) if kind in self.scopes.events])
        times = 1 if raw.times is None else self.build.whole(raw.times, (*self.path, "times"))
        return Keeping(kinds, self._when(raw, kinds), raw.match, times, self._steps(raw, kinds))

    def _when(self, raw: RawPromise, kinds: tuple[str, ...]) -> Expression | None:
        if raw.kept_when is None or len(kinds) < len(set(raw.kept_by)):
            return None
        scope = self.scopes.event(kinds, metrics=True)
        return expression(self.build, raw.kept_when, (*self.path, "kept_when"), scope, BOOL)

    def _check_match(self, name: str, kinds: Sequence[str]) -> None:
        """The field says which case is meant: it holds what the opening event has in it, or that event's id."""
        path = (*self.path, "match")
        opened = {field.type for kind in self.on for field in event_fields(self.scopes, kind) if field.name == name}
        by_id = any(_named(event_fields(self.scopes, kind), name) is None for kind in self.on)
        wanted = opened | ({"text"} if by_id else set())
        for kind in kinds:
            field = _named(event_fields(self.scopes, kind), name)
            if field is None:
                near = self.build.known([each.name for each in event_fields(self.scopes, kind)], name)
                message = f"`{kind}` has no field `{shown(name)}` that says which case is meant"
                self.build.report(
                    "LOY415", message, path, f'`{name} = "text"` in `{kind}`' + (f", or {near}" if near else "")
                )
            elif wanted != {field.type}:
                other = next(iter(sorted(wanted - {field.type})), field.type)
                said = "the id of the event that opens it" if by_id and other == "text" else f"a value of type {other}"
                message = f"`{name}` of `{kind}` is of type {field.type}, and the case is named by {said}"
                self.build.report("LOY415", message, path, f'type = "{other}" for `{name}` in `{kind}`')

    def _steps(self, raw: RawPromise, kinds: tuple[str, ...]) -> Steps | None:
        build, path = self.build, self.path
        if raw.steps is None:
            for key in ("step", "in_order"):
                if getattr(raw, key) is not None:
                    build.report(
                        "LOY229", f"`{key}` needs `steps`", (*path, key), '`steps = ["first", "second"]`', key=True
                    )
            return None
        if raw.times is not None:
            message = "each step is done once, so `times` does not go with `steps`"
            build.report("LOY229", message, (*path, "times"), "leave `times` out", key=True)
        self._check_names(raw.steps)
        if raw.step is None:
            message = "no field says which of the steps an event is"
            build.report(
                "LOY229",
                message,
                (*path, "steps"),
                '`step = "role"`, a text field of the events in `kept_by`',
                key=True,
            )
            return None
        for kind in kinds:
            self._check_step(raw.step, kind, raw.steps)
        in_order = True if raw.in_order is None else build.truth(raw.in_order, (*path, "in_order"))
        fields = (_named(event_fields(self.scopes, kind), raw.step) for kind in kinds)
        words = {word: called for field in fields if field is not None for word, called in field.words.items()}
        return Steps(raw.steps, raw.step, in_order, words)

    def _check_names(self, names: Sequence[str]) -> None:
        path = (*self.path, "steps")
        if not names:
            self.build.report("LOY235", "`steps` names nothing", path, '`steps = ["first", "second"]`')
        for place, name in enumerate(names):
            if name in names[:place]:
                self.build.report(
                    "LOY416", f'the step "{shown(name)}" is there twice', (*path, place), "each step once"
                )

    def _check_step(self, name: str, kind: str, steps: Sequence[str]) -> None:
        field = _named(event_fields(self.scopes, kind), name)
        if field is None:
            known = [each.name for each in event_fields(self.scopes, kind) if each.type == "text"]
            self.build.unknown("LOY241", f"text field of `{kind}` called", name, known, (*self.path, "step"))
        elif field.type != "text":
            message = f"`{name}` of `{kind}` is of type {field.type}, and the names of steps are texts"
            self.build.report("LOY416", message, (*self.path, "step"), f'type = "text" for `{name}` in `{kind}`')
        elif field.values:
            for place, step in enumerate(steps):
                if step not in field.values:
                    at = (*self.path, "steps", place) if len(steps) > 1 else (*self.path, "steps")
                    message = f'`{name}` of `{kind}` can never be "{shown(step)}"'
                    self.build.report("LOY416", message, at, self.build.known(field.values, step).replace("`", '"'))


def _named(fields: Sequence[Field], name: str) -> Field | None:
    return next((field for field in fields if field.name == name), None)
