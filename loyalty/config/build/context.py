"""What building a program carries along: the mistakes so far, the parameters, and the units of the program."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from loyalty.config.build.mistakes import Mistakes
from loyalty.config.findings import shown
from loyalty.config.unquoted import iso_date
from loyalty.errors import LoyaltyError
from loyalty.members.moments import FIRST, LAST
from loyalty.periods import Period, Zone, to_instant, zone
from loyalty.program.vocabulary import Vocabulary
from loyalty.quantities import Currency, exact, integer
from loyalty.words import Path

if TYPE_CHECKING:
    from loyalty.config.build.tables import Written
    from loyalty.lang.function import Function
    from loyalty.members.purpose import Purpose
    from loyalty.members.role import Role
    from loyalty.program.parameter import Parameter

Use = Literal["money", "number", "whole", "period", "date", "truth"]

_FITS: dict[Use, frozenset[str]] = {
    "money": frozenset({"money"}),
    "number": frozenset({"integer", "decimal", "percent"}),
    "whole": frozenset({"integer"}),
    "period": frozenset({"period"}),
    "date": frozenset({"date"}),
    "truth": frozenset({"bool"}),
}
_WANTED: dict[Use, str] = {
    "money": "an amount of money",
    "number": "a number",
    "whole": "a whole number",
    "period": "a period",
    "date": "a date",
    "truth": "true or false",
}
_DAY = Period(days=1)


class Build(Mistakes):
    """One run from raw records to a version: the mistakes, the parameters, the roles, the zone and the currency.

    A reader that finds a mistake reports it and returns some harmless value, so that everything behind it is looked
    at as well; the version is thrown away when there was an error.
    """

    def __init__(self, broken: Iterable[str] = (), vocabulary: Vocabulary | None = None) -> None:
        super().__init__(broken)
        self.parameters: dict[str, Parameter] = {}
        self.roles: dict[str, Role] = {}
        self.purposes: dict[str, Purpose] = {}
        self.tables: dict[str, Written] = {}
        self.cells: dict[str, Parameter] = {}
        self.zone: Zone = zone("UTC")
        self.currency = Currency("CNY")
        self.vocabulary = vocabulary or Vocabulary()
        self.functions: Mapping[str, Function] = self.vocabulary.functions

    def money(self, raw: object, path: Path, least: int = 1) -> int:
        """Read an amount in minor units, at least `least` of them."""
        value = self._parameter("money", raw)
        if value is None:
            try:
                value = self.currency.money(raw)  # type: ignore[arg-type]
            except LoyaltyError as error:
                return self._no("money", raw, error, path, least)
        return self._least(value, least, self.currency.format(least), path)  # type: ignore[no-any-return]

    def whole(self, raw: object, path: Path, least: int | None = 1) -> int:
        """Read a whole number."""
        value = self._parameter("whole", raw)
        if value is None:
            try:
                value = integer(raw)  # type: ignore[arg-type]
            except LoyaltyError as error:
                return self._no("whole", raw, error, path, least or 1)
        return value if least is None else self._least(value, least, str(least), path)  # type: ignore[no-any-return]

    def truth(self, raw: object, path: Path) -> bool:
        """Read true or false."""
        value = self._parameter("truth", raw)
        if value is None and isinstance(raw, str):
            wrong = LoyaltyError("wrong-type", "true or false is wanted here", hint="`true`, or `false`")
            return bool(self._no("truth", raw, wrong, path, 1))
        return bool(raw if value is None else value)

    def number(self, raw: object, path: Path, least: int | None = 0) -> Fraction:
        """Read a number exactly; text may be a percentage."""
        value = self._parameter("number", raw)
        if value is None:
            try:
                value = fraction(raw)
            except LoyaltyError as error:
                return Fraction(self._no("number", raw, error, path, 1))
        return Fraction(value if least is None else self._least(value, least, str(least), path))

    def share(self, raw: object, path: Path) -> Fraction:
        """Read a percentage above 0 and at most 100 %; a bare number counts percents."""
        value = self._parameter("number", raw)
        if value is None:
            try:
                plain = raw.removesuffix("%").rstrip() if isinstance(raw, str) else raw
                value = exact(plain) / 100  # type: ignore[arg-type]
            except LoyaltyError as error:
                return Fraction(self._no("number", raw, error, path, 1))
        if not 0 < value <= 1:
            self.report("LOY225", f"{shown(raw)} is not a share between 0 % and 100 %", path, '`"50%"`')
        return Fraction(value)

    def period(self, raw: object, path: Path, words: tuple[str, ...] = (), *, zero: bool = False) -> Period:
        """Read a period, longer than nothing unless `zero`; `words` are calendar words that would have done as well."""
        value = self._parameter("period", raw)
        if value is None:
            try:
                value = Period.parse(raw)
            except LoyaltyError as error:
                self._bad_period(str(raw), error, path, words)
                return _DAY
        if value.is_zero and not zero:
            self.report("LOY225", "a period of no length", path, '`"P1D"` or longer')
        return value  # type: ignore[no-any-return]

    def moment(self, raw: object, path: Path) -> int:
        """Read an instant: a date is its first instant in the program's zone."""
        value = self._parameter("date", raw)
        try:
            if value is not None:
                return self.zone.midnight(date.fromordinal(date(1970, 1, 1).toordinal() + value))
            if isinstance(raw, datetime):
                return self._in_calendar(to_instant(raw), path)
            if isinstance(raw, date):
                return self._in_calendar(self.zone.midnight(raw), path)
        except LoyaltyError as error:
            self.refuse(error, path, "LOY228")
            return 0
        meant = iso_date(str(raw)) or "2024-01-31"
        wrong = LoyaltyError("bad-date", "a date is wanted here, not a text", hint=f"`{meant}`, without quotes")
        return self._no("date", raw, wrong, path, 0)

    def _in_calendar(self, instant: int, path: Path) -> int:
        if not FIRST <= instant < LAST:
            self.report("LOY228", "the date lies outside the years 1900 to 2199", path)
        return instant

    def _parameter(self, use: Use, raw: object) -> Any:
        """Return the value of the parameter that `raw` names, if it names one that fits."""
        parameter = self._named(raw)
        if parameter is None:
            return None
        return parameter.value if parameter.type in _FITS[use] else None

    def _no(self, use: Use, raw: object, error: LoyaltyError, path: Path, instead: int) -> int:
        """Report that `raw` is neither a value nor a parameter for this use."""
        if isinstance(raw, str) and raw in self.broken:
            return instead
        if isinstance(raw, str) and self._named(raw) is not None:
            self._unfit(use, raw, path)
        elif isinstance(raw, str) and raw in self.tables:
            self._several(use, raw, path)
        elif isinstance(raw, str) and _is_name(raw):
            self._no_parameter(use, raw, path)
        else:
            self.refuse(error, path)
        return instead

    def _unfit(self, use: Use, name: str, path: Path) -> None:
        found = self._named(name)
        is_a, name = "" if found is None else found.type, name.partition(".")[0]
        message = f"the parameter `{name}` is of type {is_a}, and {_WANTED[use]} is wanted here"
        wanted = " or ".join(f'type = "{kind}"' for kind in sorted(_FITS[use]))
        self.report("LOY264", message, path, f"a value, or declare `{name}` with {wanted}")

    def _named(self, raw: object) -> "Parameter | None":
        """Return the parameter of a name, or the number of a table that has one for itself."""
        return self.parameters.get(raw) or self.cells.get(raw) if isinstance(raw, str) else None

    def _several(self, use: Use, name: str, path: Path) -> None:
        message = (
            f"the parameter `{name}` is a table by `{self.tables[name].table.by}`, and {_WANTED[use]} is wanted here"
        )
        self.report("LOY501", message, path, f"a value; expressions and benefits read `{name}`")

    def _no_parameter(self, use: Use, name: str, path: Path) -> None:
        fitting = [word for word, parameter in self.parameters.items() if parameter.type in _FITS[use]]
        cure = self.known(fitting, name) or f"{_WANTED[use]}, or declare the parameter under `[parameters]`"
        self.report("LOY245", f"there is no parameter `{shown(name)}`, and {_WANTED[use]} is wanted here", path, cure)

    def _bad_period(self, raw: str, error: LoyaltyError, path: Path, words: tuple[str, ...]) -> None:
        if raw in self.broken:
            return
        if raw in self.parameters:
            self._unfit("period", raw, path)
        elif raw in self.tables:
            self._several("period", raw, path)
        else:
            candidates = [*words, *(name for name, found in self.parameters.items() if found.type == "period")]
            near = self.known(candidates, raw)
            cure = f'"{near.split("`")[1]}"' if near.startswith("`") and _is_name(raw) else _period_cure(error, words)
            self.report("LOY227", f'"{shown(raw)}" is not a period', path, cure)

    def _least(self, value: Any, least: int, written: str, path: Path) -> Any:
        if value < least:
            self.report("LOY225", f"this must be at least {written}", path, f"`{written}` or more")
            return least
        return value


def fraction(raw: object) -> Fraction:
    """Read a number, a number as text or a percentage as text.

    Raises:
        LoyaltyError: see `loyalty.quantities.exact`.
    """
    if isinstance(raw, str) and raw.endswith("%"):
        return exact(raw[:-1].rstrip()) / 100
    return exact(raw)  # type: ignore[arg-type]


def _is_name(text: str) -> bool:
    return text.replace("-", "_").replace(" ", "_").isidentifier()


def _period_cure(error: LoyaltyError, words: tuple[str, ...]) -> str:
    listed = ", ".join(f'"{word}"' for word in words)
    cure = error.hint
    return f"{cure}, or one of the words {listed}" if words else cure
