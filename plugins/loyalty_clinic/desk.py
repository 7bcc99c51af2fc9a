"""One place that decides: two requests for the last bed never both succeed."""

from collections.abc import Callable
from datetime import datetime
from threading import Lock

from loyalty import Member
from loyalty_clinic.admission import Admission, admit
from loyalty_clinic.wards import Request, Stay, Wards


class Desk:
    """Decides on requests one after another, whoever asks at the same time.

    It keeps nothing but the present `wards`. Where several processes decide, keep the wards in a database and let it
    refuse a write over a version that was read before another write.
    """

    def __init__(self, wards: Wards) -> None:
        """Begin with what is taken."""
        self._wards = wards
        self._lock = Lock()

    @property
    def wards(self) -> Wards:
        """The wards as they are now."""
        return self._wards

    def admit(self, member: Member, request: Request, at: datetime) -> Admission:
        """Decide on a request; see `loyalty_clinic.admit`."""
        with self._lock:
            answer = admit(member, request, self._wards, at)
            self._wards = answer.wards
            return answer

    def discharge(self, request: str, at: datetime) -> tuple[Admission, ...]:
        """Free a bed, or give up a request, from `at`; return who of the waiting list has a bed now."""
        with self._lock:
            self._wards, moved = promoted(self._wards.without(request, at), at)
            return moved

    def cancelled(
        self, member: str, at: datetime, still: Callable[[Request], bool] = lambda _: False
    ) -> tuple[Admission, ...]:
        """End the stays and requests of a member whose right was cancelled (S58), except those that `still` keeps."""
        with self._lock:
            wards = self._wards
            requests = [stay.request for stay in wards.stays] + [each.request for each in wards.waiting]
            for request in requests:
                if request.member == member and not still(request):
                    wards = wards.without(request.id, at)
            self._wards, moved = promoted(wards, at)
            return moved


def promoted(wards: Wards, at: datetime) -> tuple[Wards, tuple[Admission, ...]]:
    """Give free beds to the waiting list, in its order; whose stay would have begun before `at` goes on waiting."""
    moved: list[Admission] = []
    for each in wards.waiting:
        request = each.request
        found = wards.room_for(each) if request.start >= at else None
        if found is not None:
            stay = Stay(request, found[0].id, found[1], request.end)
            wards = wards.with_stay(stay)
            moved.append(Admission("admitted", "free-bed", wards, stay=stay))
    return wards, tuple(moved)
