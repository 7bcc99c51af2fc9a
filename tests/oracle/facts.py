"""What happened, with its fields by name and how much of it was refunded (decisions 33 and 43)."""

from fractions import Fraction


def allot(total, weights):
    """Share `total` so that every share only grows with it: each unit goes to who lags most, then to the first."""
    whole = sum(weights)
    shares = [max(0, total * weight // whole - len(weights)) if whole else 0 for weight in weights]
    while whole and sum(shares) < total:
        lag = [Fraction(weight, 2 * share + 1) for weight, share in zip(weights, shares, strict=True)]
        shares[lag.index(max(lag))] += 1
    return shares


class Fact:
    """An accepted event of a declared kind (or an enrolment), and its refunds so far."""

    def __init__(self, event, kind, member, number):
        self.event, self.kind, self.number = event, kind, number
        self.at, self.id = event.at, event.id
        self.member = member
        self.values = named(kind.fields, event.values) if kind else {}
        self.lines = _lines(event, kind)
        self.by_line = [0] * len(self.lines)
        self.by_amount = 0
        self.given_back = False
        self.refunds = []
        self.groups = [list(range(len(self.lines)))]

    @property
    def amount(self):
        """The money of the event, None when its kind has none."""
        return self.values.get("amount") if self.kind and self.kind.refundable else None

    @property
    def left(self):
        """What has not been refunded yet."""
        return self.amount - sum(self.by_line) - self.by_amount

    @property
    def withdrawn(self):
        """Whether it was refunded in full."""
        return self.amount is not None and self.left == 0 and self.given_back

    @property
    def priced_lines(self):
        """Whether its lines have amounts of their own."""
        return bool(self.lines) and "amount" in self.lines[0]

    def line_amount(self, position):
        """The amount of one line."""
        return self.lines[position]["amount"]

    def line_left(self):
        """What is left of each line: refunds by amount are allotted over groups, then over the lines of a group."""
        left = [self.line_amount(i) - self.by_line[i] for i in range(len(self.lines))]
        shares = allot(self.by_amount, [sum(left[i] for i in group) for group in self.groups])
        for group, share in zip(self.groups, shares, strict=True):
            for i, part in zip(group, allot(share, [left[i] for i in group]), strict=True):
                left[i] -= part
        return left

    def eligible(self, holds):
        """The money left of the event, or of the lines for which `holds` is true."""
        if isinstance(holds, bool):
            return self.left if holds else 0
        if not self.priced_lines:
            return self.left if any(holds) else 0
        return sum(left for left, held in zip(self.line_left(), holds, strict=True) if held)

    def gross(self, holds):
        """The money of the event, or of the lines for which `holds` is true, as it was bought."""
        if holds is True or not self.priced_lines:
            return self.amount
        return sum(self.line_amount(i) for i, held in enumerate(holds) if held)

    def group_by(self, answers):
        """Group the lines by their answers to the conditions that look at lines."""
        groups = {}
        for i in range(len(self.lines)):
            groups.setdefault(tuple(answer[i] for answer in answers), []).append(i)
        self.groups = list(groups.values())


def _lines(event, kind):
    if kind is None or kind.lines is None:
        return []
    return [named(kind.lines, line) for line in event.lines]


def named(fields, values):
    """Values by name; decimals as exact fractions."""
    return {field.name: plain(field, value) for field, value in zip(fields, values, strict=True)}


def plain(field, value):
    """A value as expressions see it: decimals and percents are kept times 10**9 in events."""
    return value if value is None or field.type not in ("decimal", "percent") else Fraction(value, 10**9)
