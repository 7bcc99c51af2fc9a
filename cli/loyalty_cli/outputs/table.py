"""A table of plain values: what every form of output can hold."""

from typing import Literal, NamedTuple

Row = tuple[str | int | bool | None, ...]
"""One row: texts, whole numbers and truth values; exact decimals are texts such as ``"12.50"``, dates ISO texts."""


class Column(NamedTuple):
    """A column and what its values are; `digits` are the decimal places of an amount."""

    name: str
    type: Literal["text", "integer", "bool", "date", "amount"] = "text"
    digits: int = 0
