"""The table `[lifecycle]` as written."""

from typing import Literal

import attrs


@attrs.frozen
class RawPause:
    """What goes on while a membership is paused."""

    earn: bool = False
    redeem: bool = False
    expire: bool = True
    review: bool = True
    promises: Literal["run", "waive"] = "run"
    note: str | None = None


@attrs.frozen
class RawCancel:
    """What a cancellation does."""

    points: Literal["lapse", "keep"] = "lapse"
    metrics: Literal["keep", "clear"] = "keep"
    note: str | None = None


@attrs.frozen
class RawRejoin:
    """What a returning member gets back."""

    tier: Literal["none", "restore"] = "none"
    after_cause: bool = False
    note: str | None = None


@attrs.frozen
class RawLifecycle:
    """Pause, cancel and rejoin."""

    pause: RawPause = RawPause()
    cancel: RawCancel = RawCancel()
    rejoin: RawRejoin = RawRejoin()
    note: str | None = None
