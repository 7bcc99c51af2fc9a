"""Build the requests: the terms of an application, and when it expires."""

from collections.abc import Sequence

import attrs

from loyalty.benefits.benefit import Who
from loyalty.config.build.approval import approval
from loyalty.config.build.context import Build
from loyalty.config.build.entitled import Entitled, entitled
from loyalty.config.build.expressions import expression
from loyalty.config.build.forms import Form
from loyalty.config.build.ids import check_id
from loyalty.config.build.scopes import Scopes
from loyalty.config.findings import shown
from loyalty.config.raw.request import RawRefuse, RawRequest
from loyalty.lang import BOOL
from loyalty.members.field import Field
from loyalty.requests.rule import Refuse, RequestRule, Terms
from loyalty.words import Path

START = "start"
"""What `expires` may say instead of a period."""


@attrs.frozen(eq=False)
class Requests:
    """Builds requests out of what else the program says."""

    build: Build
    scopes: Scopes
    entitled: Entitled
    fields: Sequence[Field]

    def all(self, raw: Sequence[RawRequest]) -> tuple[RequestRule, ...]:
        """Return the requests by id: their order in the file means nothing."""
        found = [self._one(one, raw[:place], ("requests", place)) for place, one in enumerate(raw)]
        return tuple(sorted((one for one in found if one is not None), key=lambda one: one.id))

    def _one(self, raw: RawRequest, before: Sequence[RawRequest], path: Path) -> RequestRule | None:
        build = self.build
        if any(other.id == raw.id for other in before):
            message = f"the request `{shown(raw.id)}` is there twice"
            build.report("LOY283", message, (*path, "id"), "another id for one of them")
        else:
            check_id(build, raw.id, (*path, "id"))
        if raw.on not in self.scopes.events:
            build.unknown("LOY240", "event kind", raw.on, self.scopes.events, (*path, "on"))
            return None
        if any(other.on == raw.on for other in before):
            message = f"`{shown(raw.on)}` is the application for another request already"
            build.report("LOY420", message, (*path, "on"), "a kind of event of its own for each request")
        form = Form(build, self.scopes.events[raw.on], path)
        terms, by = self._terms(raw, form, path), approval(build, raw, form, path)
        if raw.expires is not None and not (raw.approve_by or raw.committee or raw.above):
            message = "nobody is asked, so every application is decided at once"
            build.report("LOY230", message, (*path, "expires"), '`approve_by = ["office"]`', key=True)
        until_start = raw.expires == START
        if until_start:
            form.together(raw, "expires", "start")
        ends = None if raw.expires is None or until_start else build.period(raw.expires, (*path, "expires"), (START,))
        return RequestRule(raw.id, raw.on, terms, by, ends, until_start, raw.name or {}, path)

    def _terms(self, raw: RawRequest, form: Form, path: Path) -> Terms:
        build = self.build
        form.together(raw, "lead", "start")
        form.together(raw, "companions", "guests")
        form.together(raw, "capacity", "taken")
        form.together(raw, "taken", "capacity")
        form.together(raw, "quantity", "capacity")
        known = [field.name for field in self.fields]
        for place, name in enumerate(raw.needs):
            if name not in known:
                at = (*path, "needs", place) if len(raw.needs) > 1 else (*path, "needs")
                build.unknown("LOY247", "member field", name, known, at)
        return Terms(
            self._who(raw, path),
            raw.needs,
            form.field(raw.start, "start", frozenset({"instant", "date"})),
            None if raw.lead is None else build.period(raw.lead, (*path, "lead")),
            form.field(raw.guests, "guests", frozenset({"integer"})),
            None if raw.companions is None else build.whole(raw.companions, (*path, "companions"), 0),
            None if raw.capacity is None else build.whole(raw.capacity, (*path, "capacity")),
            form.field(raw.taken, "taken", frozenset({"integer"})),
            form.field(raw.quantity, "quantity", frozenset({"integer"})),
            self._refuse(raw, path),
        )

    def _who(self, raw: RawRequest, path: Path) -> Who:
        """Return who may apply."""
        return entitled(self.build, self.entitled, self.scopes, raw, path, noun="request")

    def _refuse(self, raw: RawRequest, path: Path) -> tuple[Refuse, ...]:
        found = [self._condition(each, raw, (*path, "refuse", place)) for place, each in enumerate(raw.refuse)]
        return tuple(each for each in found if each is not None)

    def _condition(self, raw: RawRefuse, of: RawRequest, path: Path) -> Refuse | None:
        check_id(self.build, raw.id, (*path, "id"))
        scope = self.scopes.event((of.on,), metrics=True)
        when = expression(self.build, raw.when, (*path, "when"), scope, BOOL)
        return None if when is None else Refuse(raw.id, when, raw.reason or {}, path)
