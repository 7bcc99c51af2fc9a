"""What is left of purchases after the refunds of a course (semantics 19)."""

from collections.abc import Mapping, Sequence

from loyalty.engine.machine import Machine
from loyalty.members.core import REFUND_AMOUNT, REFUND_LINE_AMOUNT, REFUND_LINE_NUMBER
from loyalty.members.event import Event


class Netting:
    """Looks up what refunds took of each purchase, and of which nothing is left."""

    def __init__(self, machine: Machine, refunds: Sequence[tuple[Event, str, bool]]) -> None:
        """Take the refunds that were carried out, in their order."""
        self.machine = machine
        self.gone = {purchase for _event, purchase, done in refunds if done}
        self._refunds: dict[str, list[Event]] = {}
        for event, purchase, _done in refunds:
            self._refunds.setdefault(purchase, []).append(event)

    def left(self, purchase: Event, amount: int) -> int:
        """Return what is left of a purchase that came to an amount."""
        if purchase.id in self.gone:
            return 0
        lines: dict[int, int] = {}
        for refund in self._refunds.get(purchase.id, ()):
            if not refund.lines:
                amount -= int(refund.values[REFUND_AMOUNT])
            for line in refund.lines:
                amount -= self._taken(purchase, line, lines, amount)
        return amount

    def _taken(self, purchase: Event, line: Sequence[object], lines: dict[int, int], left: int) -> int:
        """Return what a refund takes of a line: all that is left of it where it names no amount."""
        number, asked = line[REFUND_LINE_NUMBER], line[REFUND_LINE_AMOUNT]
        assert isinstance(number, int)
        if asked is None:
            place = self._kind_of(purchase)
            whole = purchase.lines[number][place]
            assert isinstance(whole, int)
            asked = min(whole - lines.get(number, 0), left)
        assert isinstance(asked, int)
        lines[number] = lines.get(number, 0) + asked
        return asked

    def _kind_of(self, purchase: Event) -> int:
        """Return where the lines of a purchase have their amount."""
        events: Mapping[str, object] = self.machine.plan_at(purchase.at).version.events
        kind = events[purchase.kind]
        return kind.line_position("amount")  # type: ignore[attr-defined, no-any-return]
