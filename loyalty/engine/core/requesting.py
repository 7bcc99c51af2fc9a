"""Folds requests: an application opens one, people decide it, or it expires; each ends exactly once."""

from typing import TYPE_CHECKING, Any

from loyalty.engine.core.approvals import NOT_ELIGIBLE, Approvals, Refusal
from loyalty.engine.core.base import UNDECIDED
from loyalty.members import core as c
from loyalty.members.account import ASKED_AT, ASKED_BY, ASKED_OF, ENDS, NEVER, REQUEST, ROLES, VOTES, Account, Asked
from loyalty.members.event import Event
from loyalty.requests.approval import ROLE, WHO, YES, person
from loyalty.requests.doubt import Doubt
from loyalty.requests.rule import RequestRule

if TYPE_CHECKING:
    from loyalty.engine.applications import Applications
    from loyalty.engine.machine import Machine
    from loyalty.engine.plan import Notes, Plan

GONE = "there is no such open request: it is not known before this instant, or it has ended"


def next_end(account: Account) -> int:
    """Return the next instant at which a request expires."""
    return min([record[ENDS] for record in account.requests.values()]) if account.requests else NEVER


class Requesting(Approvals):
    """The handlers of applications and of decisions on them."""

    def __init__(self, machine: "Machine") -> None:
        """Serve one machine."""
        super().__init__(machine)
        self._applications: dict[int, Applications] = {}

    def applications(self, at: int) -> "Applications":
        """Return what judges the applications made at an instant."""
        from loyalty.engine.applications import Applications  # noqa: PLC0415 - only for programs with requests

        plan = self.machine.plan_at(at)
        if plan.number not in self._applications:
            self._applications[plan.number] = Applications(self.machine, plan)
        return self._applications[plan.number]

    def rule(self, record: Asked) -> RequestRule:
        """Return what the version in force said when a request was made."""
        return self.applications(record[ASKED_AT]).by_id[record[REQUEST]]

    def requested(self, s: Account, e: Event, out: "Notes | None") -> None:
        """Open a request; refuse it if it does not fulfil its terms, accept it if nobody is asked."""
        judge = self.applications(e.at)
        rule = judge.by_kind[e.kind]
        roles, doubts = judge.roles(rule, e), judge.doubts(rule, s, e)
        asks = judge.value(e, rule.approval.requester)
        end = max(e.at, int(self._instant(s, judge.ends(rule, e)) or 0))
        record: Asked = [rule.id, e.at, e.member, asks, end, roles, []]
        free = not rule.approval.missing(roles, ())
        if free and not doubts and (refused := self._shut(judge.plan, s, rule.id, None, e.at)):
            doubts = (Doubt(refused[0], rule.path),)
        if out is not None:
            out.append(("request-opened", e.at, e.id, rule.id, e.id, e.at, end, rule.approval.missing(roles, ())))
        if doubts:
            self._note("request-refused", e.at, e.id, e.id, record, out, doubts)
        elif free:
            self._accept(s, e.id, record, None, e.at, e.id, out)
        else:
            s.requests[e.id] = record
            s.due = min(s.due, end)

    def approve(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Approve a request, or open a gate that no request opens."""
        if e.values[c.APPROVE_OF] is None:
            super().approve(plan, s, e, out)
        elif self.time(s, e, out):
            vote = [e.values[c.APPROVE_BY], e.values[c.APPROVE_ROLE], 1]
            self._vote(plan, s, e, str(e.values[c.APPROVE_OF]), vote, out)

    def reject(self, plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """Reject a request; in a committee, vote against it."""
        if self.time(s, e, out):
            vote = [e.values[c.REJECT_BY], e.values[c.REJECT_ROLE], 0]
            self._vote(plan, s, e, str(e.values[c.REJECT_OF]), vote, out)

    def withdraw(self, _plan: "Plan", s: Account, e: Event, out: "Notes | None") -> None:
        """End a request by the will of who made it."""
        if not self.time(s, e, out):
            return
        of = str(e.values[c.WITHDRAW_OF])
        refused = None if of in s.requests else ("unknown-request", GONE)
        if not self._refused(s, e, self._pinned(s, e), refused, out) and of in s.requests:
            self._note("request-withdrawn", e.at, e.id, of, s.requests.pop(of), out)

    def expire(self, s: Account, at: int, out: "Notes | None") -> None:
        """End the requests whose time is over; a committee that has its quorum has decided by the votes cast."""
        for of, record in sorted(s.requests.items()):
            if record[ENDS] > at:
                continue
            verdict = self.rule(record).approval.at_the_end(record[ROLES], record[VOTES])
            plan, gate = self.machine.plan_at(at), record[REQUEST]
            refused = self._shut(plan, s, gate, None, at) if verdict else None
            del s.requests[of]
            if verdict is None:
                self._note("request-expired", at, "", of, record, out)
            elif refused is not None:
                self._note("request-refused", at, "", of, record, out, (Doubt(refused[0], self.rule(record).path),))
            elif verdict:
                self._accept(s, of, record, None, at, "", out)
            else:
                self._note("request-rejected", at, "", of, record, out, "", "", "")

    def _vote(self, plan: "Plan", s: Account, e: Event, of: str, vote: list[Any], out: "Notes | None") -> None:
        """Count a decision of one person, and end the request when it is the last that is needed."""
        record, pinned = s.requests.get(of), self._pinned(s, e)
        wanted = e.values[c.APPROVE_TIER] if vote[YES] else None
        refused = ("unknown-request", GONE) if record is None else self._unfit(record, e, vote)
        void = refused is not None
        if record is not None and not void and vote[YES] and pinned is UNDECIDED:
            refused = self._unready(plan, s, e, record, vote, wanted)
        if self._refused(s, e, pinned, refused, out) or record is None or void:
            return
        if vote[YES]:
            self._numbered(s, e.values[c.APPROVE_SERIAL])
        record = s.requests[of] = [*record[:VOTES], [*record[VOTES], vote]]
        rule = self.rule(record)
        verdict = rule.approval.verdict(record[ROLES], record[VOTES])
        left = rule.approval.missing(record[ROLES], record[VOTES])
        word = "request-approved" if vote[YES] else "request-opposed"
        if vote[YES] or verdict is None:
            self._note(word, e.at, e.id, of, record, out, vote[WHO], vote[ROLE], left)
        if verdict is not None:
            del s.requests[of]
        if verdict:
            self._accept(s, of, record, wanted, e.at, e.id, out)
        elif verdict is False:
            reason = e.values[c.REJECT_REASON]
            self._note("request-rejected", e.at, e.id, of, record, out, vote[WHO], vote[ROLE], reason)

    def _unfit(self, record: Asked, e: Event, vote: list[Any]) -> Refusal:
        """Say why a person cannot decide a request; fill in the role where there is only one."""
        approval = self.rule(record).approval
        left = approval.missing(record[ROLES], record[VOTES])
        roles = [*dict.fromkeys(record[ROLES]), *([approval.committee.role] if approval.committee else [])]
        who = person(vote[WHO])
        if who in map(person, (record[ASKED_OF], record[ASKED_BY], e.member)):
            return "own-request", "who makes a request does not decide it"
        if vote[ROLE] is None and len(roles) > 1:
            return "role-needed", f"say as what, by `role`: {', '.join(f'`{role}`' for role in roles)}"
        vote[ROLE] = vote[ROLE] or roles[0]
        if vote[ROLE] not in roles:
            return "wrong-role", f"it is decided by {', '.join(f'`{role}`' for role in roles)}"
        if any(who == person(each[WHO]) for each in record[VOTES]):
            return "decided-already", "this person has decided it already, and one person counts once"
        if vote[ROLE] not in left and (vote[YES] or vote[ROLE] not in record[ROLES]):
            return "decided-already", f"nobody more is needed as `{vote[ROLE]}`"
        return None

    def _unready(
        self, plan: "Plan", s: Account, e: Event, record: Asked, vote: list[Any], wanted: str | None
    ) -> Refusal:
        """Say why a request cannot be accepted by the vote that would do it."""
        approval = self.rule(record).approval
        gate = record[REQUEST]
        if wanted is not None and (refused := self._gates(plan, gate, wanted)[0]):
            return refused
        accepts = approval.verdict(record[ROLES], [*record[VOTES], vote])
        return self._shut(plan, s, gate, wanted, e.at) if accepts else None

    def _shut(self, plan: "Plan", s: Account, gate: str, wanted: str | None, at: int) -> Refusal:
        """Say that a request is a gate, and that the member may enter no tier behind it."""
        gated = self._gates(plan, gate, wanted)[1]
        if not gated or any(plan.steps[n].enters(s, rank, at) for n, rank in gated):
            return None
        return "not-eligible", NOT_ELIGIBLE

    def _accept(
        self, s: Account, of: str, record: Asked, wanted: str | None, at: int, cause: str, out: "Notes | None"
    ) -> None:
        """Accept a request; as a gate, it is open on each ladder for the highest tier that the member may enter."""
        self._note("request-accepted", at, cause, of, record, out)
        plan, gate = self.machine.plan_at(at), record[REQUEST]
        gated = self._gates(plan, gate, wanted)[1]
        open_ = [place for place in gated if plan.steps[place[0]].enters(s, place[1], at)] or gated[:1]
        for place in [max(each for each in open_ if each[0] == n) for n in dict.fromkeys(n for n, _rank in open_)]:
            self._open(plan, s, gate, place, at, cause, out)

    def _note(self, word: str, at: int, cause: str, of: str, record: Asked, out: "Notes | None", *more: object) -> None:
        if out is not None:
            out.append((word, at, cause, record[REQUEST], of, record[ASKED_AT], *more))
