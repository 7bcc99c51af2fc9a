"""Give every parameter its value: the caller's, that of a values file, or the program's own."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal

import attrs

from loyalty.config.build.context import Build
from loyalty.config.build.conversion import EXAMPLES, NOUNS, convert
from loyalty.config.build.ids import CALENDAR_WORDS, check_name
from loyalty.config.build.tables import Spot, Written, written
from loyalty.config.findings import Finding, shown
from loyalty.config.raw.program import RawParameter
from loyalty.errors import LoyaltyError
from loyalty.periods import Period
from loyalty.program.parameter import Parameter
from loyalty.words import Path

Given = Literal["program", "values", "call"]

_UNORDERED = frozenset({"text", "bool", "period"})
_CODES = {"too-precise": "LOY226", "bad-period": "LOY227"}


@attrs.frozen
class Overrides:
    """Values from outside: those of a file and those of the call, which win.

    `file` says whether `values` come from a file that mistakes can be shown in.
    """

    values: Mapping[str, object] = attrs.field(factory=dict)
    call: Mapping[str, object] = attrs.field(factory=dict)
    file: bool = False


def parameters(build: Build, raw: Mapping[str, RawParameter], given: Overrides) -> None:
    """Read all parameters into `build`; a parameter without a value is an error (semantics 30)."""
    for name, one in raw.items():
        path: Path = ("parameters", name)
        check_name(build, name, path, "parameter")
        _check_word(build, name, path)
        found = _parameter(build, name, one, given, path)
        if found is None:
            build.broken.add(name)
        elif isinstance(found, Written):
            build.tables[name] = found
        else:
            build.parameters[name] = found
    _check_given(build, raw, given)


def _check_word(build: Build, name: str, path: Path) -> None:
    """A period or a calendar word may stand where a parameter may, so a parameter cannot be called like one."""
    if name not in CALENDAR_WORDS:
        if not name.startswith("P"):
            return
        try:
            Period.parse(name)
        except LoyaltyError:
            return
    build.report("LOY281", f'"{name}" is a period, so no parameter can be called so', path, f"`the_{name}`", key=True)


def _check_given(build: Build, raw: Mapping[str, RawParameter], given: Overrides) -> None:
    for source, names in (("values", given.values), ("call", given.call)):
        for name in names:
            if name in raw:
                continue
            message = f"`{shown(name)}` is given a value, and is no parameter of the program"
            if source == "values" and given.file:
                build.add(_outside(Finding("LOY261", message, (), build.known(raw, name), side="key"), name))
            else:
                build.report("LOY261", message, ("parameters",), build.known(raw, str(name)), key=True)


def _outside(finding: Finding, name: str) -> Finding:
    return attrs.evolve(finding, path=(name,), origin="values")


def _parameter(build: Build, name: str, raw: RawParameter, given: Overrides, path: Path) -> Parameter | Written | None:
    least, most = (_bound(build, raw, side, path) for side in ("min", "max"))
    if least is not None and most is not None and least > most:
        build.report("LOY263", f"`min` of `{name}` is above its `max`", (*path, "min"), "a smaller `min`")
        return None
    source, value = _given(name, raw, given)
    if value is None:
        example = f"`value = {EXAMPLES[raw.type]}`"
        cure = f"{example}, or give it with `--set {name}=...` or a values file"
        build.report("LOY260", f"the parameter `{name}` has no value", path, cure, key=True)
        return None

    def converted(one: object, word: str = "") -> Any:
        try:
            found = convert(raw.type, one, build.currency, from_text=source == "call")
            _check_bounds(name, raw, found, least, most)
        except LoyaltyError as error:
            build.add(_refused(name, raw, Spot(name, source, given.file), error, word))
            return None
        return found

    if isinstance(value, Mapping):
        return written(build, raw, value, Spot(name, source, given.file), converted)
    number = converted(value)
    if number is None:
        return None
    return Parameter(name, raw.type, number, source, raw.note or "", raw.name or {}, path)


def _given(name: str, raw: RawParameter, given: Overrides) -> tuple[Given, object]:
    if name in given.call:
        return "call", given.call[name]
    if name in given.values:
        return "values", given.values[name]
    return "program", raw.value


def _refused(name: str, raw: RawParameter, spot: Spot, error: LoyaltyError, word: str) -> Finding:
    """Say that a value does not fit, in the place that it comes from."""
    code = "LOY263" if error.code == "bounds" else _CODES.get(error.code, "LOY262")
    message = error.message
    if error.code != "bounds":
        message = f"the value of `{name}` is not {NOUNS[raw.type]}: {message}"
    cure = error.hint or f"{NOUNS[raw.type]}: `{EXAMPLES[raw.type]}`"
    outside = spot.source == "call" or (spot.source == "values" and not spot.file)
    return spot.finding("LOY262" if outside and error.code != "bounds" else code, message, cure, word)


def _check_bounds(name: str, raw: RawParameter, value: Any, least: Any, most: Any) -> None:
    if (least is None or value >= least) and (most is None or value <= most):
        return
    low = "" if raw.min is None else f"at least {_plain(raw.min)}"
    high = "" if raw.max is None else f"at most {_plain(raw.max)}"
    wanted = " and ".join(filter(None, (low, high)))
    raise LoyaltyError("bounds", f"the value of `{name}` must be {wanted}", hint=f"a value of {wanted}")


def _bound(build: Build, raw: RawParameter, side: str, path: Path) -> Any:
    """Return `min` or `max` in the units of the value."""
    value = raw.min if side == "min" else raw.max
    if value is None:
        return None
    if raw.type in _UNORDERED:
        message = f"a parameter of type {raw.type} has no `{side}`: its values are not larger or smaller"
        build.report("LOY230", message, (*path, side), f"leave `{side}` out", key=True)
        return None
    try:
        return convert(raw.type, value, build.currency)
    except LoyaltyError as error:
        build.refuse(error, (*path, side), "LOY262")
        return None


def _plain(value: object) -> str:
    return format(value, "f") if isinstance(value, Decimal) else shown(value)
