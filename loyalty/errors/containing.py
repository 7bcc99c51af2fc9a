"""Calls into foreign code: whatever it raises becomes a `PluginError` that names it.

A plugin must not call back into the core while it is called: the doors of the core ask `refuse_inside`, and a plugin
that swallows that refusal is still found out when its call returns.
"""

from collections.abc import Callable
from contextvars import ContextVar
from opcode import opmap
from typing import TypeVar

from loyalty.errors.exceptions import LoyaltyError, PluginError

T = TypeVar("T")

TEXT_MAX = 200
"""So much of a foreign error's text is repeated."""
_CURE = "let it answer whatever its types allow"
_RAISE = {opmap["RAISE_VARARGS"], opmap["RERAISE"]}


class _Call:
    """One call into a plugin; `entered` is the door of the core at which it knocked."""

    __slots__ = ("entered",)

    def __init__(self) -> None:
        self.entered = ""


_inside: ContextVar[_Call | None] = ContextVar("loyalty_plugin_call", default=None)


def contained(plugin: str, hook: str, call: Callable[..., T], *arguments: object) -> T:
    """Call a plugin and return what it gives.

    Raises:
        PluginError: it raised anything, `SystemExit` and `KeyboardInterrupt` included, or called the core.
        KeyboardInterrupt: the user interrupted; that is no deed of the plugin.
    """
    here = _Call()
    token = _inside.set(here)
    try:
        result = call(*arguments)
    except BaseException as error:
        if not here.entered and _is_from_the_keyboard(error):
            raise
        failure = _reentered(plugin, hook, here.entered) if here.entered else _raised(plugin, hook, error)
        raise failure from error
    finally:
        _inside.reset(token)
    if here.entered:
        raise _reentered(plugin, hook, here.entered)
    return result


def contained_silently(plugin: str, hook: str, call: Callable[..., T], *arguments: object) -> T:
    """Call a plugin with data of members, and return what it gives.

    Of what it raises only the kind and the place are told, and nothing is chained to it: the text may repeat an
    argument, which may be personal data.

    Raises:
        PluginError: see `contained`.
        KeyboardInterrupt: the user interrupted.
    """
    here = _Call()
    token = _inside.set(here)
    failure: PluginError | None = None
    try:
        result = call(*arguments)
    except BaseException as error:
        if not here.entered and _is_from_the_keyboard(error):
            raise
        failure = PluginError(plugin, hook, f"raised {placed(error)}", hint=_CURE)
    finally:
        _inside.reset(token)
    if here.entered:
        raise _reentered(plugin, hook, here.entered)
    if failure is not None:
        raise failure
    return result


def guarded(plugin: str, hook: str, look: Callable[..., T], *arguments: object) -> T:
    """Look at what a plugin has given with code of ours; a value that fails even then is the plugin's.

    Raises:
        PluginError: what `look` found, or whatever the value raised.
        KeyboardInterrupt: the user interrupted.
    """
    try:
        return look(*arguments)
    except PluginError:
        raise
    except BaseException as error:
        if _is_from_the_keyboard(error):
            raise
        raise _raised(plugin, hook, error) from error


def inside() -> bool:
    """Whether a plugin is being called."""
    return _inside.get() is not None


def refuse_inside(door: str) -> None:
    """Refuse to open a door of the core to a plugin that is being called.

    Raises:
        LoyaltyError: a plugin is being called.
    """
    here = _inside.get()
    if here is not None:
        here.entered = here.entered or door
        raise LoyaltyError("re-entered", f"a plugin that is called cannot call `{door}`")


def _raised(plugin: str, hook: str, error: BaseException) -> PluginError:
    return PluginError(plugin, hook, f"raised {told(error)}", hint=_CURE)


def _reentered(plugin: str, hook: str, door: str) -> PluginError:
    hint = "let it answer from its arguments alone"
    return PluginError(plugin, hook, f"called `{door}` while it was called", code="re-entered", hint=hint)


def placed(error: BaseException) -> str:
    """Return the kind of an exception and the place where it arose, without its text, which may hold personal data."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    file = "" if place is None else place.tb_frame.f_code.co_filename.replace("\\", "/").rpartition("/")[2]
    return type(error).__name__ + (f" ({file}:{place.tb_lineno})" if place is not None else "")


def told(error: BaseException) -> str:
    """Return a foreign exception in one short line; one that cannot even be written is only named."""
    name = type(error).__name__
    try:
        text = " ".join(str(error).split())
    except BaseException:  # noqa: BLE001 - its own `__str__` is foreign code as well
        return name
    short = text if len(text) <= TEXT_MAX else f"{text[:TEXT_MAX]}…"
    return f"{name}: {short}" if short else name


def _is_from_the_keyboard(error: BaseException) -> bool:
    """Say whether an interrupt came from outside: then no ``raise`` stands where it arose."""
    if not isinstance(error, KeyboardInterrupt):
        return False
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    return place is None or place.tb_frame.f_code.co_code[place.tb_lasti] not in _RAISE
