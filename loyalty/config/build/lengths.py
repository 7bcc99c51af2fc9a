"""Read lengths of time that run by the clock or in working time."""

from loyalty.config.build.context import Build
from loyalty.config.findings import shown
from loyalty.errors import LoyaltyError
from loyalty.periods import Due
from loyalty.words import Path

_FITS = ("period", "text")


def length(build: Build, raw: str, path: Path, *, zero: bool = False) -> Due | None:
    """Return a length of time, or that of a parameter: one of type period, or a text such as ``5 working days``.

    None when it cannot be read, which is then reported.
    """
    parameter = build.parameters.get(raw)
    if parameter is not None and parameter.type == "period":
        return Due.of(parameter.value)  # type: ignore[arg-type] # a period, by its type
    if parameter is not None and parameter.type != "text":
        message = f"the parameter `{raw}` is of type {parameter.type}, and a length of time is wanted here"
        build.report("LOY264", message, path, f'declare `{raw}` with type = "period"')
        return None
    text = raw if parameter is None else str(parameter.value)
    try:
        return Due.parse(text, zero=zero)
    except LoyaltyError as error:
        if raw not in build.broken:
            _report(build, raw, text, path, error)
        return None


def _report(build: Build, raw: str, text: str, path: Path, error: LoyaltyError) -> None:
    """Say what is wrong; a plain word is probably the name of a parameter."""
    if raw in build.parameters:
        message = f'the value of `{raw}`, "{shown(text)}", is not a length of time'
        build.report("LOY410", message, path, f"another value for `{raw}`: {error.hint}")
        return
    fitting = [name for name, parameter in build.parameters.items() if parameter.type in _FITS]
    near = build.known(fitting, raw) if raw.isidentifier() else ""
    cure = near.replace("`", '"') if near.startswith("`") else error.hint
    build.report("LOY410", f'"{shown(text)}" is not a length of time', path, cure)
