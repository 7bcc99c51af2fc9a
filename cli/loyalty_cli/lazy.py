"""A group of commands that imports a command only when it is called."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, NamedTuple

import click

from loyalty_cli.exits import MEANINGS, Exit


class Entry(NamedTuple):
    """Where a command lives (``"module:attribute"``) and its line in the list of commands."""

    target: str
    help: str


class LazyGroup(click.Group):
    """Commands known by name only: help needs no import, and a run imports one module.

    `guard` is called around every command and turns what goes wrong into an exit code.
    """

    def __init__(
        self,
        *args: Any,
        entries: Mapping[str, Entry],
        guard: Callable[[click.Context, Callable[[], Any]], Any],
        **kwargs: Any,
    ) -> None:
        """Take the table of commands beside what every group takes."""
        super().__init__(*args, **kwargs)
        self.entries = dict(entries)
        self.guard = guard

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        """Return the names, in the order of the table."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return one command, or the commands of a plugin; None when there is no such name."""
        if cmd_name not in self.entries:
            from loyalty_cli.foreign import group

            return group(cmd_name)
        module, attribute = self.entries[cmd_name].target.split(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or name the nearest one there is."""
        unknown = args[0] not in self.entries and not args[0].startswith("-") and not ctx.resilient_parsing
        if unknown and self.get_command(ctx, args[0]) is None:
            ctx.fail(f"There is no command '{args[0]}'.{_nearest(args[0], self.entries)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the table of commands and the exit codes."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in self.entries.items()])
        with formatter.section("Exit codes"):
            formatter.write_dl([(str(int(code)), meaning) for code, meaning in MEANINGS.items()])

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """Read the options; what `--help` and `--version` print may fail like any output."""
        from loyalty_cli.guard import unwritten

        try:
            return super().make_context(*args, **kwargs)
        except click.NoSuchOption as error:
            said = f"{error.format_message()} Options stand behind the command: loyalty check ..."
            raise click.UsageError(said, error.ctx) from error
        except OSError as error:
            raise click.exceptions.Exit(unwritten(error)) from error
        except KeyboardInterrupt:
            raise click.exceptions.Exit(Exit.INTERRUPTED) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command inside the guard."""
        return self.guard(ctx, lambda: super(LazyGroup, self).invoke(ctx))


def _nearest(name: str, names: Mapping[str, Entry]) -> str:
    from difflib import get_close_matches

    found = get_close_matches(name, names, n=1)
    return f" Did you mean '{found[0]}'?" if found else ""
