"""Build what `[lifecycle]` says."""

from loyalty.config.raw.lifecycle import RawLifecycle
from loyalty.program.lifecycle import Cancel, Lifecycle, Pause, Rejoin


def lifecycle(raw: RawLifecycle) -> Lifecycle:
    """Return the matrix of pause, cancel and rejoin; its words have been checked already."""
    pause, cancel, rejoin = raw.pause, raw.cancel, raw.rejoin
    return Lifecycle(
        Pause(pause.earn, pause.redeem, pause.expire, pause.review, pause.promises),
        Cancel(cancel.points, cancel.metrics),
        Rejoin(rejoin.tier, rejoin.after_cause),
        ("lifecycle",),
    )
