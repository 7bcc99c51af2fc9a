"""From the plugins that a program lists to its vocabulary. A manager is made for each program, and kept nowhere."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from loyalty.errors import PluginError, contained, guarded
from loyalty.plugin import builtin
from loyalty.plugin.declared import HOOKS
from loyalty.plugin.discovery import found
from loyalty.plugin.faults import Where
from loyalty.plugin.marker import IMPLEMENTATION
from loyalty.plugin.merging import Gathered, merged
from loyalty.program.vocabulary import Vocabulary

if TYPE_CHECKING:
    from loyalty.plugin.registration import Hooks


def manager(names: Sequence[str], given: Mapping[str, object] | None = None) -> Vocabulary:
    """Return what the core and the plugins of a program add to its language, or in `faults` what is wrong with them.

    Args:
        names: the plugins, as the program lists them.
        given: plugins that are not installed, by name: a module, or any object with hooks.
    """
    if not names:
        return _core()
    gathered = Gathered()
    for name, hooks in _registered(names, given or {}, gathered):
        gathered.add(name, _declared(name, hooks, gathered))
    return merged(tuple(names), gathered)


@cache
def _core() -> Vocabulary:
    """Return what a program without plugins has; pluggy is not needed for it."""
    gathered = Gathered()
    gathered.add(builtin.NAME, _declared(builtin.NAME, _plain(builtin), gathered))
    return merged((), gathered)


def _plain(plugin: object) -> "Hooks":
    """Return the hooks of a module that marks them, without registering it."""
    marked = {name: getattr(plugin, name) for name in vars(plugin)}
    return {name: call for name, call in marked.items() if hasattr(call, IMPLEMENTATION)}


def _registered(names: Sequence[str], given: Mapping[str, object], gathered: Gathered) -> "Iterator[tuple[str, Hooks]]":
    from loyalty.plugin.registration import Registration  # noqa: PLC0415 - pluggy is imported only with plugins

    registration = Registration()
    yield builtin.NAME, registration.add(builtin.NAME, builtin)
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            gathered.faults.append(PluginError(name, "", "is listed twice", code="clash", hint="list it once"))
        try:
            yield name, registration.add(name, given[name] if name in given else found(name))
        except PluginError as error:
            gathered.faults.append(error)


def _declared(name: str, hooks: "Hooks", gathered: Gathered) -> dict[str, Mapping[str, Any]]:
    """Call the hooks of one plugin; what is wrong with one of them does not hide the others."""
    done: dict[str, Mapping[str, Any]] = {}
    for hook, call in hooks.items():
        try:
            value = contained(name, hook, call)
            done[hook] = {} if value is None else guarded(name, hook, HOOKS[hook], Where(name, hook), value)
        except PluginError as error:
            gathered.faults.append(error)
    return done
