"""Parquet, with the extra `parquet`: amounts as decimals, dates as dates."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from loyalty_cli.outputs.table import Column, Row

_GROUP_ROWS = 50_000
_DIGITS_MAX = 38


def write(path: Path, columns: Sequence[Column], rows: Iterable[Row]) -> None:
    """Write the rows in groups; a table without rows still has its columns."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        from loyalty.errors import MissingExtra

        raise MissingExtra("parquet", "reading or writing Parquet") from error
    schema = pa.schema([(column.name, _type(pa, column)) for column in columns])
    with pq.ParquetWriter(path, schema) as writer:
        for group in _groups(iter(rows)):
            cells = zip(*group, strict=True)
            arrays = [
                pa.array([_cell(column, cell) for cell in values], kind)
                for column, kind, values in zip(columns, schema.types, cells, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _groups(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while group := list(islice(rows, _GROUP_ROWS)):
        yield group


def _type(pa: Any, column: Column) -> Any:
    if column.type == "amount":
        return pa.decimal128(_DIGITS_MAX, column.digits)
    return {"text": pa.string(), "integer": pa.int64(), "bool": pa.bool_(), "date": pa.date32()}[column.type]


def _cell(column: Column, cell: Any) -> Any:
    if cell is None or column.type not in {"amount", "date"}:
        return cell
    return Decimal(cell) if column.type == "amount" else date.fromisoformat(cell)
