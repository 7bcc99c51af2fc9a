"""Strict registration: every hook is known, marked, and takes what its specification says."""

import inspect
from collections.abc import Callable
from typing import Any

from pluggy import PluginManager, PluginValidationError

from loyalty.errors import PluginError, contained, nearest
from loyalty.plugin import builtin, spec
from loyalty.plugin.declared import HOOKS
from loyalty.plugin.marker import IMPLEMENTATION, PLAIN, PROJECT

Hooks = dict[str, Callable[[], Any]]


class Registration:
    """One pluggy manager, made for one program."""

    def __init__(self) -> None:
        """Begin with the specifications alone."""
        self._manager = PluginManager(PROJECT)
        self._manager.add_hookspecs(spec)

    def add(self, name: str, plugin: object) -> Hooks:
        """Register a plugin and return its hooks.

        Raises:
            PluginError: there is something wrong with one of them.
        """
        if name == builtin.NAME and plugin is not builtin:
            raise PluginError(name, "", "has the name of the core itself", code="clash", hint="another name")
        for attribute in contained(name, "registration", dir, plugin):
            if attribute.startswith(f"{PROJECT}_"):
                _check(name, attribute, contained(name, attribute, getattr, plugin, attribute))
        self._register(name, plugin)
        callers = self._manager.get_hookcallers(plugin) or []
        found = {caller.name: caller for caller in callers}
        return {
            hook: impl.function
            for hook in HOOKS
            if hook in found
            for impl in found[hook].get_hookimpls()
            if impl.plugin_name == name
        }

    def _register(self, name: str, plugin: object) -> None:
        try:
            contained(name, "registration", self._manager.register, plugin, name)
            self._manager.check_pending()
        except PluginValidationError as error:
            raise PluginError(name, "", f"is not valid: {error}", code="bad-declaration") from error
        except PluginError as error:
            raise _refused(name, error) from error


def _check(name: str, attribute: str, value: object) -> None:
    """Refuse what looks like a hook and would never be called, or would be called otherwise than it says."""
    options = getattr(value, IMPLEMENTATION, None)
    if options is None and not (callable(value) and attribute in HOOKS):
        return
    if attribute not in HOOKS:
        near = nearest(attribute, HOOKS, 1)
        hint = f"`{near[0]}`" if near else "one of the hooks in `loyalty.plugin.spec`"
        raise PluginError(name, attribute, "is no hook", code="undeclared", hint=hint)
    if not inspect.isroutine(value):
        raise PluginError(name, attribute, "is no function", code="bad-declaration", hint="a plain `def`")
    if options is None:
        raise PluginError(name, attribute, "is not marked", code="bad-declaration", hint="`@loyalty.plugin.hook`")
    if options != PLAIN:
        message = "asks for more than hooks of loyalty have"
        raise PluginError(name, attribute, message, code="bad-declaration", hint="`@loyalty.plugin.hook`")


def _refused(name: str, error: PluginError) -> PluginError:
    """Return what pluggy refused, in our words."""
    cause = error.__cause__
    if isinstance(cause, PluginValidationError):
        wrong = str(cause).splitlines()[0].rsplit("'", 2)
        hook = wrong[1] if len(wrong) == 3 else ""  # noqa: PLR2004 - what stands before, in and after the quotes
        return PluginError(name, hook, "takes arguments", code="bad-declaration", hint="hooks take none")
    if isinstance(cause, ValueError):
        message = "is the same object as another plugin of the list"
        return PluginError(name, "", message, code="clash", hint="list it once")
    return error
