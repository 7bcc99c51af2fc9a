"""Installed plugins, by the name of their entry point; only what is asked for is imported."""

from typing import TYPE_CHECKING

from loyalty.errors import PluginError, contained, nearest
from loyalty.plugin.marker import PROJECT

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint


def installed() -> tuple[str, ...]:
    """Return the names of the plugins that are installed; none of them is imported."""
    return tuple(sorted({point.name for point in _points()}))


def found(name: str) -> object:
    """Import one plugin.

    Raises:
        PluginError: it is not installed, two packages bring it, or its import failed.
    """
    points = {(point.value, _package(point)): point for point in _points() if point.name == name}
    if not points:
        near = nearest(name, installed(), 1)
        hint = f"`{near[0]}`" if near else "install the package that brings it, or take it off the list"
        raise PluginError(name, "", "is not installed", code="missing", hint=hint)
    if len(points) > 1:
        packages = " and ".join(sorted(package for _, package in points))
        hint = "uninstall all but one"
        raise PluginError(name, "", f"is brought by several packages: {packages}", code="clash", hint=hint)
    (point,) = points.values()
    return imported(name, point)


def imported(name: str, point: "EntryPoint") -> object:
    """Return what an entry point names.

    Raises:
        PluginError: its import failed.
    """
    try:
        return contained(name, "import", point.load)
    except PluginError as error:
        message = f"cannot be imported: {error.message}"
        raise PluginError(name, "", message, code="import", hint=f"see that `{point.value}` can be imported") from error


def _points() -> "tuple[EntryPoint, ...]":
    from importlib.metadata import entry_points  # noqa: PLC0415 - 15 ms, only with plugins

    return tuple(entry_points(group=PROJECT))


def _package(point: "EntryPoint") -> str:
    return point.dist.name if point.dist is not None else "an unknown package"


def module(name: str) -> str:
    """Return the module that an installed plugin's entry point names; empty when there is none."""
    return next((point.module for point in _points() if point.name == name), "")
