"""Obligations in the fold: time opens and breaches them, events open, keep, move and waive them (semantics 1)."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING

from loyalty.engine.layout import default_policy
from loyalty.engine.promised import Promised
from loyalty.members.account import ACTIVE, NEVER, Account
from loyalty.members.event import Event
from loyalty.members.records import SECOND
from loyalty.points import debt, lots
from loyalty.promises import acts
from loyalty.promises.limits import limits
from loyalty.promises.owed import CASE, NEXT, PLACE, VERSION, WORDS, Owed, is_open
from loyalty.promises.passing import note, pass_time
from loyalty.promises.term import Term

if TYPE_CHECKING:
    from loyalty.engine.machine import Machine
    from loyalty.engine.plan import Handle, Notes, Plan

Kinds = Callable[[Term], Sequence[str]]
"""What of a promise names the kinds of events that do something to its obligations."""
_next = itemgetter(NEXT)
SOURCE = "{}\u00a0{}"
"""The source of the points of a remedy: case and promise, with a space that no id has."""


class Promising:
    """What the house owes, for one machine: a clock beside those of points and tiers, and what follows events."""

    def __init__(self, machine: "Machine") -> None:
        """Number the promises of all versions."""
        self.machine = machine
        self.versions = [Promised(plan) for plan in machine.plans]
        self.timed = any(each.timed for each in self.versions)
        self._terms: dict[tuple[Kinds, str], Mapping[tuple[int, int], Term]] = {}

    def term(self, owed: Owed) -> Term:
        """Return the promise under which an obligation runs."""
        return self.versions[owed[VERSION]].terms[owed[PLACE]]

    def begin(self, account: Account, at: int) -> None:
        """Let periods and dates open obligations from now: somebody enrolled, returned, or changed a date."""
        if self.timed:
            account.looked, account.due = at, -NEVER

    def next_change(self, account: Account) -> int:
        """Return the next instant at which time does something to obligations."""
        due = min([owed[NEXT] for owed in account.promises]) if account.promises else NEVER
        return min(due, self._opens(account)) if self.timed and account.status == ACTIVE else due

    def _opens(self, account: Account) -> int:
        """Return when something may open next: a period or a date of the version in force, or the next version."""
        after, starts = account.looked, self.machine.starts
        if not starts:
            return self.versions[0].following(account, after)
        number = bisect_right(starts, after)
        following = starts[number] if number < len(starts) else NEVER
        return min(following, self.versions[number].following(account, after))

    def pass_time(self, account: Account, at: int, out: "Notes | None") -> None:
        """Do what is due at an instant: hand over and breach, then open what is not owed yet.

        A date of birth that is moved makes no second birthday as long as that year's is owed.
        """
        self._due(account, at, out)
        if self.timed and account.status == ACTIVE and self._opens(account) <= at:
            account.looked = at
            mine = self.versions[bisect_right(self.machine.starts, at)]
            for owed in mine.begun(account, at):
                if self.owed_for(account, self.term(owed).id, owed[CASE]):
                    continue
                self._drop_last(account, owed, at, out)
                account.promises = [*account.promises, owed]
                note(out, "promise-opened", owed, at, "", *_limits(owed))
            self._due(account, at, out)

    def _drop_last(self, account: Account, new: Owed, at: int, out: "Notes | None") -> None:
        """Let go of what was not done for the date before: nobody wishes a happy birthday of last year."""
        name = self.term(new).id
        for owed in [each for each in account.promises if not is_open(each) and self.term(each).id == name]:
            acts.waived(owed, at, "", out)
            self._replace(account, owed, None)

    def _due(self, account: Account, at: int, out: "Notes | None") -> None:
        while account.promises:
            first = min(account.promises, key=_next)
            if first[NEXT] > at:
                return
            term = self.term(first)
            owed, is_breached = pass_time(term, first, at, out)
            self._replace(account, first, owed)
            if is_breached:
                self._remedy(account, term, first, at, out)

    def _replace(self, account: Account, old: Owed, new: Owed | None) -> None:
        kept = account.promises[:]
        place = next(number for number, each in enumerate(kept) if each is old)
        kept[place : place + 1] = [] if new is None else [new]
        account.promises = kept
        if new is not None:
            account.due = min(account.due, new[NEXT])

    def _remedy(self, account: Account, term: Term, owed: Owed, at: int, out: "Notes | None") -> None:
        """Give what a breach gives: points, or one use of a benefit."""
        remedy = term.promise.remedy
        if remedy is None:
            return
        note(out, "promise-remedied", owed, at, "", remedy.points, remedy.benefit or "")
        if remedy.benefit is not None:
            account.given = {**account.given, remedy.benefit: account.given.get(remedy.benefit, 0) + 1}
        if remedy.points:
            layout = self.machine.layout
            number = default_policy(layout, self.machine.plan_at(at).version)
            end = layout.policies[number].expires(at) if number >= 0 else NEVER
            account.unit = 1 if at % SECOND else account.unit
            account.issued += remedy.points
            source = SOURCE.format(owed[CASE], term.id)
            lots.credit(account, [0, end, at, source, number, remedy.points, 0])
            debt.pay(account)
            note(out, "remedy-points", owed, at, "", remedy.points, source)

    def hook(self, plan: "Plan", kind: str, handle: "Handle") -> "Handle":
        """Return what folds an event of a kind and lets it open, keep, move and waive; `handle` where it does not."""
        mine = self.versions[plan.number]
        opens = mine.opened_by(kind)
        bears = any(each.touched_by(kind) for each in self.versions)
        dates = any(each.dated_by(kind) for each in self.versions)
        if not (opens or bears or dates):
            return handle

        def folded(account: Account, event: Event, out: "Notes | None") -> None:
            refused = account.refused
            handle(account, event, out)
            if account.refused is not refused and any(each[1] == event[2] for each in account.refused):
                return
            if bears and account.promises:
                self._touched(plan, account, event, out)
            if opens and account.status == ACTIVE:
                self._opened(mine, opens, account, event, out)
            if dates:
                self.begin(account, event[0])

        return folded

    def _touched(self, plan: "Plan", account: Account, event: Event, out: "Notes | None") -> None:
        """Let an event waive, then move, then keep: of each promise the obligation that it is about."""
        for act, kinds in ((self._waive, _waiving), (self._move, _moving), (self._keep, _keeping)):
            bearing = self._bearing(kinds, event[3])
            if bearing:
                own = [bearing.get((owed[VERSION], owed[PLACE])) for owed in account.promises]
                for name in dict.fromkeys([term.id for term in own if term is not None]):
                    act(plan, account, event, name, out)

    def _bearing(self, kinds: Kinds, kind: str) -> Mapping[tuple[int, int], Term]:
        """Return the promises that events of a kind waive, move or keep, by version and place."""
        found = self._terms.get((kinds, kind))
        if found is None:
            terms = [term for each in self.versions for term in each.terms if kind in kinds(term)]
            found = self._terms[kinds, kind] = {(term.version, term.place): term for term in terms}
        return found

    def _waive(self, plan: "Plan", account: Account, event: Event, name: str, out: "Notes | None") -> None:
        place = self._meant(plan, account, event, name, _waiving)
        if place >= 0:
            owed = account.promises[place]
            acts.waived(owed, event[0], event[2], out)
            self._replace(account, owed, None)

    def _move(self, plan: "Plan", account: Account, event: Event, name: str, out: "Notes | None") -> None:
        def fits(term: Term, _owed: Owed) -> bool:
            return self.versions[term.version].anchor(plan, term, event) is not None

        place = self._meant(plan, account, event, name, _moving, fits, late=False)
        if place < 0:
            return
        owed = account.promises[place]
        term = self.term(owed)
        mine = self.versions[term.version]
        anchor, lengths = mine.anchor(plan, term, event), mine.lengths(term, owed[WORDS])
        if anchor is not None and lengths is not None:
            new = acts.moved(term, owed, limits(term, anchor, lengths), event[0], event[2], out)
            self._replace(account, owed, new)
            self._due(account, event[0], out)

    def _keep(self, plan: "Plan", account: Account, event: Event, name: str, out: "Notes | None") -> None:
        def fits(term: Term, owed: Owed) -> bool:
            mine = self.versions[term.version]
            return acts.counts(term, owed, mine.step(plan, term, event)) and mine.keeps(plan, term, account, event)

        about = self._about(plan, event, name, _keeping, fits)
        place = acts.meant(account.promises, about)
        if place < 0:
            return
        first = account.promises[place]
        by_period = self.term(first).promise.clock.every is not None
        for owed in [each for each in account.promises if about(each)] if by_period else [first]:
            self._perform(plan, account, owed, event, out)

    def _perform(self, plan: "Plan", account: Account, owed: Owed, event: Event, out: "Notes | None") -> None:
        term = self.term(owed)
        step = self.versions[term.version].step(plan, term, event)
        new, is_breached = acts.performed(term, owed, step, event[0], event[2], out)
        self._replace(account, owed, new)
        if is_breached:
            self._remedy(account, term, owed, event[0], out)
            if new is None:
                note(out, "promise-performed", owed, event[0], event[2])

    def _meant(
        self,
        plan: "Plan",
        account: Account,
        event: Event,
        name: str,
        kinds: Kinds,
        fits: Callable[[Term, Owed], bool] = lambda _term, _owed: True,
        *,
        late: bool = True,
    ) -> int:
        """Return the place of the obligation under a promise that an event is about; -1 when there is none."""
        return acts.meant(account.promises, self._about(plan, event, name, kinds, fits), late=late)

    def _about(
        self,
        plan: "Plan",
        event: Event,
        name: str,
        kinds: Kinds,
        fits: Callable[[Term, Owed], bool],
    ) -> Callable[[Owed], bool]:
        """Return what says whether an event is about an obligation under a promise."""
        asked = {
            place: (field is not None, None if field is None else self.versions[term.version].value(plan, event, field))
            for place, term in self._bearing(kinds, event[3]).items()
            if term.id == name
            for field in (term.promise.keeping.match,)
        }

        def about(owed: Owed) -> bool:
            found = asked.get((owed[VERSION], owed[PLACE]))
            if found is None:
                return False
            by_key, key = found
            return acts.matches(owed, key, asked=by_key) and fits(self.term(owed), owed)

        return about

    def _opened(
        self, mine: Promised, opens: Sequence[Term], account: Account, event: Event, out: "Notes | None"
    ) -> None:
        for term in opens:
            owed = mine.opened(term, account, event)
            if owed is not None:
                account.promises = [*account.promises, owed]
                account.due = min(account.due, owed[NEXT])
                note(out, "promise-opened", owed, event[0], event[2], *_limits(owed))
                self._due(account, event[0], out)

    def relieve(self, account: Account, at: int, cause: str, out: "Notes | None") -> None:
        """Waive everything that is owed: the membership ended, or a pause waives."""
        for owed in account.promises:
            acts.waived(owed, at, cause, out)
        account.promises = []

    def waive(self, account: Account, promise: str | None, case: str, at: int, cause: str, out: "Notes | None") -> None:
        """Waive what is owed for a case by a decision, under one promise or under all."""
        for owed in self.owed_for(account, promise, case):
            acts.waived(owed, at, cause, out)
            self._replace(account, owed, None)

    def owed_for(self, account: Account, promise: str | None, case: str) -> list[Owed]:
        """Return what is owed for a case, under one promise or under all."""
        own = [owed for owed in account.promises if owed[CASE] == case]
        return own if promise is None else [owed for owed in own if self.term(owed).id == promise]


def _waiving(term: Term) -> Sequence[str]:
    return term.promise.waived_by


def _moving(term: Term) -> Sequence[str]:
    return term.promise.moved_by


def _keeping(term: Term) -> Sequence[str]:
    return term.promise.keeping.kinds


def _limits(owed: Owed) -> tuple[object, ...]:
    from loyalty.promises.owed import DUE, EARLIEST, PROBLEM  # noqa: PLC0415

    return owed[DUE], owed[EARLIEST], owed[PROBLEM]
