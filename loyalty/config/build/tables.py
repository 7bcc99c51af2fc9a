"""Read parameters whose value is a table: a number for each tier, each kind of member, or each word of a field."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Literal

import attrs

from loyalty.config.build.context import Build
from loyalty.config.build.conversion import EXAMPLES
from loyalty.config.build.scopes import MAIN
from loyalty.config.findings import Finding, known, shown
from loyalty.config.raw.program import RawParameter
from loyalty.lang import DECIMAL, INTEGER, Table, money_type
from loyalty.members.field import Field
from loyalty.members.kind import EventKind, MemberKind
from loyalty.program.parameter import Parameter
from loyalty.tiers.ladder import NONE

if TYPE_CHECKING:
    from fractions import Fraction

    from loyalty.words import Path

TIER, KIND = "tier", "kind"
"""What a table goes by, if not by a field."""
NUMBERS = frozenset({"integer", "decimal", "percent", "money"})
Convert = Callable[[object, str], "int | Fraction | None"]
"""(value as written, word): the number; None when it is wrong, which is then reported."""


@attrs.frozen
class Spot:
    """Where the value of a parameter stands: in the program, in a file of values, or in the call."""

    name: str
    source: Literal["program", "values", "call"]
    file: bool

    def finding(self, code: str, message: str, cure: str, word: str = "", *, key: bool = False) -> Finding:
        """Return a mistake in a table, at one of its words if one is named."""
        inner = (word,) if word else ()
        if self.source == "program":
            return Finding(
                code, message, ("parameters", self.name, "value", *inner), cure, side="key" if key else "value"
            )
        if self.source == "values" and self.file:
            path: Path = (self.name, *inner)
            return Finding(code, message, path, cure, side="key" if key else "value", origin="values")
        return Finding(code, f"{message} (given from outside)", ("parameters", self.name), cure, side="key")


@attrs.frozen
class Written:
    """A table that has been read; `others` are the names by which a table goes that is not one by tier."""

    table: Table
    spot: Spot
    others: frozenset[str] = frozenset()


def written(
    build: Build, raw: RawParameter, value: Mapping[str, object], spot: Spot, convert: Convert
) -> Written | None:
    """Return a table of numbers; which words it may list is asked later, by `check_tables`."""
    if raw.type not in NUMBERS:
        message = f"`{spot.name}` is of type {raw.type}, and only numbers go by a word"
        build.add(spot.finding("LOY501", message, f"one value: `{EXAMPLES[raw.type]}`"))
        return None
    by = value.get("by", TIER)
    cells = {str(word): convert(cell, str(word)) for word, cell in value.items() if word != "by"}
    numbers = {word: number for word, number in cells.items() if number is not None}
    if not cells:
        build.add(spot.finding("LOY235", f"the table `{spot.name}` lists nothing", f"`{{ {NONE} = 0, gold = 1 }}`"))
    if not cells or len(numbers) < len(cells):
        return None
    plain = {"money": money_type(build.currency.exponent), "integer": INTEGER}.get(raw.type, DECIMAL)
    kind = plain.never_zero() if all(numbers.values()) else plain
    build.cells.update(
        (f"{spot.name}.{word}", Parameter(f"{spot.name}.{word}", raw.type, number, spot.source))
        for word, number in numbers.items()
    )
    table = Table(spot.name, str(by), kind, numbers, raw.type == "percent", raw.name or {}, ("parameters", spot.name))
    return Written(table, spot)


def check_tables(
    build: Build,
    ladders: Mapping[str, tuple[str, ...]],
    kinds: Iterable[MemberKind],
    fields: Iterable[Field],
    events: Mapping[str, EventKind],
) -> None:
    """See to it that every table goes by something that is there, and lists words of it.

    Whether it has a number for each of them is asked where an expression reads it: a benefit is for those it lists.
    """
    if not build.tables:
        return
    words = {TIER if ladder == MAIN else ladder: (NONE, *tiers) for ladder, tiers in ladders.items()}
    named = tuple(kind.name for kind in kinds)
    words |= {KIND: named} if named else {}
    declared = [*fields, *(each for event in events.values() for each in (*event.fields, *(event.lines or ())))]
    for field in declared:
        if field.values:
            words[field.name] = tuple(dict.fromkeys((*words.get(field.name, ()), *field.values)))
    for name, one in build.tables.items():
        _check(build, one, words)
        build.tables[name] = attrs.evolve(one, others=frozenset({KIND, *(field.name for field in declared)}))


def _check(build: Build, one: Written, words: Mapping[str, tuple[str, ...]]) -> None:
    table, spot = one.table, one.spot
    if table.by not in words:
        if table.by not in build.broken:
            message = f"there is nothing called `{shown(table.by)}` by which a table could go"
            key = "by" if table.by != TIER else ""
            build.add(spot.finding("LOY500", message, known(words, table.by), key))
        return
    listed = words[table.by]
    for word in table.values:
        if word not in listed and word not in build.broken:
            cure = f"`{build.titles[word]}`" if word in build.titles else build.known(listed, word)
            build.add(spot.finding("LOY500", f"`{table.by}` is never `{shown(word)}`", cure, word, key=True))


def expanded(build: Build, raw: object) -> object:
    """Return the table that a text names, as a benefit would write it; everything else as it is.

    Its numbers are known by names of their own, so that they are read like every other parameter. Where the number is
    0, nothing is given.
    """
    one = build.tables.get(raw) if isinstance(raw, str) else None
    if one is None:
        return raw
    table = one.table
    cells = {word: f"{table.name}.{word}" for word, number in table.values.items() if number}
    return {"by": table.by, **cells} if table.by in one.others else cells
