"""What happens to points and tiers when a membership pauses, ends or begins again (semantics 28)."""

from typing import Literal

import attrs

from loyalty.words import Path


@attrs.frozen
class Pause:
    """What goes on while a membership is paused; with ``expire=False`` the clocks of lots stand still.

    `promises` says whether what is owed is still to be performed, or waived; nothing new is promised meanwhile.
    """

    earn: bool = False
    redeem: bool = False
    expire: bool = True
    review: bool = True
    promises: Literal["run", "waive"] = "run"


@attrs.frozen
class Cancel:
    """What a cancellation does to points and metrics; a cancellation for cause always lapses the points."""

    points: Literal["lapse", "keep"] = "lapse"
    metrics: Literal["keep", "clear"] = "keep"


@attrs.frozen
class Rejoin:
    """What a returning member gets back; there is never a second joining bonus."""

    tier: Literal["none", "restore"] = "none"
    after_cause: bool = False


@attrs.frozen
class Lifecycle:
    """The matrix of pause, cancel and rejoin."""

    pause: Pause = Pause()
    cancel: Cancel = Cancel()
    rejoin: Rejoin = Rejoin()
    path: Path = ()
