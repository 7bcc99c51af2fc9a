"""What happened to obligations: they opened, were kept, breached, moved, waived, and what followed."""

from datetime import datetime

import attrs

from loyalty.engine.effects import Effect


@attrs.frozen(kw_only=True)
class PromiseEffect(Effect):
    """Something happened to an obligation; `rule` is the promise and `case` what opened it."""

    case: str


@attrs.frozen(kw_only=True)
class PromiseOpened(PromiseEffect):
    """Something is owed from now: until `due`, and not before `earliest`; `problem` says why that is not known."""

    due: datetime | None = None
    earliest: datetime | None = None
    problem: str = ""


@attrs.frozen(kw_only=True)
class PromiseStep(PromiseEffect):
    """A part of what is owed was done, the `step` if it has a name; so many are `left`."""

    step: str = ""
    left: int = 0


@attrs.frozen(kw_only=True)
class PromiseKept(PromiseEffect):
    """What is owed was performed in time."""


@attrs.frozen(kw_only=True)
class PromiseBreached(PromiseEffect):
    """What is owed was not performed by `due`, or too `early`; only `missed` when it should, not must, have been."""

    due: datetime | None = None
    missed: bool = False
    early: bool = False


@attrs.frozen(kw_only=True)
class PromisePerformed(PromiseEffect):
    """What had been breached was performed after all, and is no longer owed."""


@attrs.frozen(kw_only=True)
class PromiseWaived(PromiseEffect):
    """The house was released before the limit."""


@attrs.frozen(kw_only=True)
class PromiseDropped(PromiseEffect):
    """What had been breached is no longer owed; it stays breached."""


@attrs.frozen(kw_only=True)
class PromiseMoved(PromiseEffect):
    """What is owed is counted from another instant: until `due`, and not before `earliest`."""

    due: datetime | None = None
    earliest: datetime | None = None


@attrs.frozen(kw_only=True)
class PromiseEscalated(PromiseEffect):
    """What is owed was handed over to the role `to`."""

    to: str
    due: datetime | None = None


@attrs.frozen(kw_only=True)
class PromiseRemedied(PromiseEffect):
    """A breach gave the member `points`, or one use of the benefit `benefit`."""

    points: int = 0
    benefit: str = ""
