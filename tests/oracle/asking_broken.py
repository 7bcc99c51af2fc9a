"""Houses that decide requests wrongly on purpose, each in one way; the laws must find it."""

from tests.oracle.asking import Applicant, Asked


class EndsAgain(Applicant):
    """What has ended is still found by a later decision."""

    def end(self, name, outcome, reasons=()):
        """Remember how it ended, and leave it open."""
        self.ended.setdefault(name, []).append((outcome, self.now, reasons))


class Forgets(Applicant):
    """A cancelled membership drops its requests without a word."""

    def end(self, name, outcome, reasons=()):
        """Say nothing of what is withdrawn."""
        super().end(name, outcome, reasons)
        if outcome == "withdrawn":
            del self.ended[name]


class OwnAsked(Asked):
    """Who applies may decide."""

    @property
    def applicants(self):
        """Nobody is kept out."""
        return set()


class ApplicantsDecide(Applicant):
    """Four eyes are not asked for."""

    asked_class = OwnAsked

    def unfit(self, event):
        """The member may decide, too."""
        return super().unfit(event._replace(member=""))


class ExpiresByJob(Applicant):
    """A request expires with the next event, not by time."""

    def dues(self):
        """Nothing of requests is due."""
        yield from super(Applicant, self).dues()


class NeverVoid(Applicant):
    """What was accepted stays, also when the application never happened."""

    def happen(self, event, verdict=None, *, pinned=False):
        """Take a decision on something unknown for an acceptance."""
        super().happen(event, verdict, pinned=pinned)
        unknown = event.kind == "approve" and event.values[4] is not None and event.values[4] not in self.open
        if pinned and verdict is None and unknown and event.values[4] not in self.ended:
            self.ended[event.values[4]] = [("accepted", self.now, ())]


class JudgesAgain(Applicant):
    """Decisions are taken again whenever the history is folded."""

    def happen(self, event, verdict=None, *, pinned=False):
        """Forget what was answered."""
        decides = event.kind in ("approve", "reject", "withdraw")
        super().happen(event, None if decides else verdict, pinned=pinned and not decides)


class CountsTwice(Applicant):
    """One person may decide as often as he likes."""

    def unfit(self, event):
        """Forget who has voted."""
        code = super().unfit(event)
        return None if code == "decided-already" else code


class TodaysTerms(Applicant):
    """Who decides a request is what the version of today says."""

    def unfit(self, event):
        """Take the roles and the committee of now."""
        for asked in self.open.values():
            asked.rule = next((rule for rule in self.version().requests if rule.id == asked.rule.id), asked.rule)
        return super().unfit(event)
