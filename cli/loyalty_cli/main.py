"""The entry point of the installed `loyalty`; it imports nothing before Ctrl-C can end it quietly."""

import signal
import sys

INTERRUPTED, TERMINATED = 130, 143


def main() -> None:
    """Run the command line."""
    try:
        signal.signal(signal.SIGTERM, _terminated)
        from loyalty_cli.group import cli
        from loyalty_cli.guard import closed

        sys.exit(closed() or cli(prog_name="loyalty"))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _terminated(*_: object) -> None:
    """Leave as after any error, so that temporary files go."""
    sys.exit(TERMINATED)
