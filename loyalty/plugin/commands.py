"""The commands that a plugin adds to the command line; each is imported when it is called."""

from importlib import import_module

import attrs

from loyalty.errors import PluginError, contained, guarded
from loyalty.plugin.command import Command
from loyalty.plugin.declared import HOOKS
from loyalty.plugin.faults import Where
from loyalty.plugin.registration import Registration

HOOK = "loyalty_commands"


@attrs.frozen
class Loadable:
    """A command of a plugin that can be loaded."""

    plugin: str
    command: Command

    @property
    def name(self) -> str:
        """How it is called."""
        return self.command.name

    def load(self) -> object:
        """Import the command.

        Raises:
            PluginError: it cannot be imported, or is not there.
        """
        module, attribute = self.command.target.split(":")
        try:
            return contained(self.plugin, self.name, lambda: getattr(import_module(module), attribute))
        except PluginError as error:
            message = f"cannot be imported: {error.message}"
            hint = f"see that `{self.command.target}` can be imported"
            raise PluginError(self.plugin, self.name, message, code="import", hint=hint) from error


def commands(name: str, plugin: object) -> tuple[Loadable, ...]:
    """Return the commands of a plugin, in alphabetical order.

    Raises:
        PluginError: the plugin cannot be registered, or does not declare its commands as it should.
    """
    hook = Registration().add(name, plugin).get(HOOK)
    value = None if hook is None else contained(name, HOOK, hook)
    found = {} if value is None else guarded(name, HOOK, HOOKS[HOOK], Where(name, HOOK), value)
    return tuple(Loadable(name, command) for _, command in sorted(found.items()))
