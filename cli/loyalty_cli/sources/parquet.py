"""Parquet, with the extra `parquet`: columns as in CSV, or order lines as a nested column `lines`."""

from collections.abc import Iterator
from typing import Any

from loyalty_cli.exits import Exit, Stop
from loyalty_cli.sources.lines import PREFIX, gathered
from loyalty_cli.sources.record import Broken, Meter, Piece, Record

_BATCH_ROWS = 4096


def read(piece: Piece, meter: Meter) -> Iterator[Record | Broken]:
    """Yield the events of some row groups; nulls are missing fields, instants keep microseconds.

    `line` of a record is its row, from 1.
    """
    file = _opened(piece.path)
    rows = _rows(piece, file, meter)
    return gathered(rows) if _flat(file) else rows


def pieces(path: str, size: int) -> list[Piece]:
    """Cut a file between row groups; flat order lines keep it whole, as one order may span two groups."""
    file = _opened(path)
    groups = [file.metadata.row_group(number) for number in range(file.num_row_groups)]
    per_piece = 1 if size and not _flat(file) else max(len(groups), 1)
    found, row = [], 1
    for start in range(0, len(groups), per_piece):
        part = groups[start : start + per_piece]
        found.append(Piece(path, "parquet", start, start + len(part), row, sum(g.total_byte_size for g in part)))
        row += sum(group.num_rows for group in part)
    return found


def _opened(path: str) -> Any:
    try:
        import pyarrow.parquet
    except ImportError as error:
        from loyalty.errors import MissingExtra

        raise MissingExtra("parquet", "reading or writing Parquet") from error
    try:
        return pyarrow.parquet.ParquetFile(path)
    except pyarrow.ArrowInvalid as error:
        raise Stop(Exit.INPUT, f"{path}: this is not a Parquet file") from error


def _flat(file: Any) -> bool:
    return any(name.startswith(PREFIX) for name in file.schema_arrow.names)


def _rows(piece: Piece, file: Any, meter: Meter) -> Iterator[Record | Broken]:
    row = piece.line
    share = piece.size / max(sum(file.metadata.row_group(g).num_rows for g in range(piece.start, piece.stop)), 1)
    for batch in file.iter_batches(batch_size=_BATCH_ROWS, row_groups=list(range(piece.start, piece.stop))):
        names = batch.schema.names
        for cells in zip(*(_column(column) for column in batch.columns), strict=True):
            body = {name: cell for name, cell in zip(names, cells, strict=True) if cell is not None}
            yield Record(piece.path, row, body)
            row += 1
        meter.done += int(batch.num_rows * share)


def _column(column: Any) -> list[Any]:
    """Return a column as Python values, instants cut to microseconds, which is what a datetime can hold."""
    import pyarrow as pa

    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    try:
        values = column.to_pylist()
    except (OverflowError, ValueError):
        values = [_cell(cell) for cell in column]
    return [_plain(value) for value in values] if _has_gaps(column) else values


def _has_gaps(column: Any) -> bool:
    """Whether something may be missing inside the values of a column: a field of an order line, say."""
    import pyarrow as pa

    kind = column.type
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return _has_gaps(column.flatten())
    if pa.types.is_struct(kind):
        return any(field.null_count or _has_gaps(field) for field in column.flatten())
    return bool(pa.types.is_nested(kind))


def _cell(cell: Any) -> Any:
    """Return one value; an instant that no calendar holds becomes a text, which no field of time accepts."""
    try:
        return cell.as_py()
    except (OverflowError, ValueError):
        return f"a {cell.type} that cannot be read"


def _plain(cell: Any) -> Any:
    if isinstance(cell, dict):
        return {name: _plain(value) for name, value in cell.items() if value is not None}
    return [_plain(value) for value in cell] if isinstance(cell, list) else cell
