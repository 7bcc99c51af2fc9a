"""Commands of plugins: `loyalty hotel ...` is there when a plugin `hotel` is installed, and imports no other."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from loyalty.plugin.commands import Loadable


def group(name: str) -> "PluginGroup | None":
    """Return the commands of an installed plugin; None when there is no such plugin."""
    from loyalty.plugin.discovery import installed

    return PluginGroup(name) if name in installed() else None


class PluginGroup(click.Group):
    """The commands of one plugin; its module is imported when they are listed, a command when it is called."""

    def __init__(self, name: str) -> None:
        """Take the plugin's name."""
        super().__init__(name, help=f"Commands of the plugin `{name}`.", no_args_is_help=True)

    @cached_property
    def found(self) -> "dict[str, Loadable]":
        """The commands by name."""
        from loyalty.plugin.commands import commands
        from loyalty.plugin.discovery import found

        return {one.name: one for one in commands(str(self.name), found(str(self.name)))}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        """Return the names of the commands."""
        return list(self.found)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return one command; None when there is no such name."""
        if cmd_name not in self.found:
            return None
        command = self.found[cmd_name].load()
        if not isinstance(command, click.Command):
            raise self._fault(cmd_name, f"is {type(command).__name__}, and no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the table of commands."""
        rows = [(name, one.command.help) for name, one in self.found.items()]
        with formatter.section("Commands"):
            if rows:
                formatter.write_dl(rows)
            else:
                formatter.write_text("The plugin adds none.")

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what goes wrong in it is the plugin's, and not loyalty's."""
        return self._contained(ctx, lambda: super(PluginGroup, self).invoke(ctx))

    def _contained(self, ctx: click.Context, run: Callable[[], Any]) -> Any:
        from loyalty.errors import LoyaltyError

        try:
            return run()
        except (click.ClickException, click.exceptions.Exit, click.Abort, LoyaltyError, OSError):
            raise
        except Exception as error:
            from loyalty.errors.containing import told

            raise self._fault(ctx.invoked_subcommand or "", f"raised {told(error)}") from error

    def _fault(self, command: str, message: str) -> Exception:
        from loyalty.errors import PluginError

        return PluginError(str(self.name), command, message)
