"""A progress bar on the terminal of standard error, and nothing anywhere else."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from loyalty_cli.sources import Meter

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.progress import Progress


@contextmanager
def bar(label: str, total: int, least: int = 0) -> Iterator[Meter]:
    """Yield a meter; on a terminal a bar shows how much of `total` it has counted (0: unknown), unless it is little."""
    meter = Meter()
    if sys.stderr is None or not sys.stderr.isatty() or 0 < total < least:
        yield meter
        return
    with _progress(meter) as progress:
        progress.add_task(label, total=total or None)
        yield meter


def _progress(meter: Meter) -> "Progress":
    """Return a bar that looks at the meter whenever it is drawn: what is measured need not know of it."""
    from rich.console import Console
    from rich.progress import Progress

    class Watching(Progress):
        def get_renderables(self) -> Iterator["RenderableType"]:
            for task in self.tasks:
                task.completed = meter.done
            return iter(super().get_renderables())

    return Watching(console=Console(stderr=True), transient=True)
