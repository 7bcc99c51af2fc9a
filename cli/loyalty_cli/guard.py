"""The one place where what goes wrong in a command becomes an exit code."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import click

from loyalty_cli.exits import Exit, Stop


def guarded(ctx: click.Context, command: Callable[[], Any]) -> Any:
    """Run `command`; a `Stop`, Ctrl-C, a closed pipe, a full disk and faults end it with a message and their own codes.

    Click's own exceptions pass: they carry their message and code. With ``LOYALTY_TRACEBACK=1`` a fault keeps its
    traceback, for a report. Without, its text is not printed: nobody knows which value of whom stands in it.
    """
    try:
        result = command()
        sys.stdout.flush()
    except KeyboardInterrupt:
        ctx.exit(Exit.INTERRUPTED)
    except OSError as error:
        ctx.exit(unwritten(error))
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except Exception as error:
        if os.environ.get("LOYALTY_TRACEBACK"):
            raise
        _leave(ctx, error if isinstance(error, Stop) else _stop(error))
    return result


def unwritten(error: OSError) -> Exit:
    """Say what the system refused, and return the code for it; a reader that went away hears nothing."""
    _forget_output()
    if isinstance(error, BrokenPipeError):
        return Exit.BROKEN_PIPE
    place = f"{error.filename}: " if error.filename else ""
    complain(f"Error: {place}{os.strerror(error.errno) if error.errno else error}")
    return Exit.INPUT


def closed() -> Exit | None:
    """Return the code for a standard output that was closed before the start; None when it is open."""
    if sys.stdout is not None:
        return None
    complain("Error: the standard output is closed; send it to /dev/null if it is not wanted")
    return Exit.INPUT


def complain(text: str) -> None:
    """Write to the standard error; when that cannot be written either, the exit code has to be enough."""
    with suppress(OSError):
        click.echo(text, err=True)


def _leave(ctx: click.Context, stop: Stop) -> None:
    if stop.message:
        complain(f"Error: {stop.message}")
    ctx.exit(stop.code)


def _stop(error: Exception) -> Stop:
    from loyalty.errors import LoyaltyError, MissingExtra, PluginError
    from loyalty.errors.containing import placed

    if isinstance(error, PluginError):
        return Stop(Exit.FAULT, str(error))
    if isinstance(error, LoyaltyError):
        return Stop(Exit.INPUT if isinstance(error, MissingExtra) else Exit.FINDINGS, str(error))
    message = f"a fault in loyalty itself: {placed(error)}"
    return Stop(Exit.FAULT, f"{message}\nSet LOYALTY_TRACEBACK=1 to see where it arose.")


def _forget_output() -> None:
    """Send what is still buffered nowhere, so that the interpreter does not complain when it ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return
