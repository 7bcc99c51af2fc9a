"""Writing results: the same table in every form, whole or not at all."""

from datetime import date
from decimal import Decimal

import pyarrow.parquet as pq
import pytest

from loyalty_cli.exits import Stop
from loyalty_cli.outputs import Column, check_name, write

COLUMNS = [
    Column("member"),
    Column("points.available", "integer"),
    Column("metric.spend", "amount", 2),
    Column("metric.regular", "bool"),
    Column("metric.born", "date"),
]
ROWS = [("wang", 12, "1234567890123456.78", True, "1990-06-15"), ('li, "小"', 0, None, False, None)]


def test_jsonl(tmp_path):
    """Amounts are texts, so that no reader turns them into binary fractions."""
    write(tmp_path / "out.jsonl", COLUMNS, ROWS)

    expected = (
        '{"member": "wang", "points.available": 12, "metric.spend": "1234567890123456.78", '
        '"metric.regular": true, "metric.born": "1990-06-15"}\n'
        '{"member": "li, \\"小\\"", "points.available": 0, "metric.spend": null, '
        '"metric.regular": false, "metric.born": null}\n'
    )

    assert expected == (tmp_path / "out.jsonl").read_text("utf-8")


def test_csv(tmp_path):
    """An empty cell is nothing; truth values are words that `loyalty run` reads again."""
    write(tmp_path / "out.csv", COLUMNS, ROWS)

    expected = (
        "member,points.available,metric.spend,metric.regular,metric.born\n"
        "wang,12,1234567890123456.78,true,1990-06-15\n"
        '"li, ""小""",0,,false,\n'
    )

    assert expected == (tmp_path / "out.csv").read_text("utf-8")


def test_parquet(tmp_path):
    """Amounts are decimals and dates are dates."""
    write(tmp_path / "out.parquet", COLUMNS, ROWS)

    names = [column.name for column in COLUMNS]
    first = ["wang", 12, Decimal("1234567890123456.78"), True, date(1990, 6, 15)]
    second = ['li, "小"', 0, None, False, None]

    assert [dict(zip(names, row, strict=True)) for row in (first, second)] == pq.read_table(
        tmp_path / "out.parquet"
    ).to_pylist()


@pytest.mark.parametrize("name", ["out.jsonl", "out.csv", "out.parquet"])
def test_no_rows(tmp_path, name):
    """A table without rows is still a file."""
    write(tmp_path / name, COLUMNS, [])

    assert (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["out.jsonl", "out.csv", "out.parquet"])
def test_a_failure_leaves_what_was_there(tmp_path, name):
    """When anything goes wrong on the way, the old file stays and no other is left behind."""
    (tmp_path / name).write_text("before")

    def rows():
        yield ROWS[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / name, COLUMNS, rows())

    assert [(name, "before")] == [(path.name, path.read_text()) for path in tmp_path.iterdir()]


def test_rights_follow_the_umask(tmp_path):
    """A file has the rights that any new file has, not those of a temporary one."""
    (tmp_path / "other").touch()
    write(tmp_path / "out.csv", COLUMNS, ROWS)

    assert (tmp_path / "other").stat().st_mode == (tmp_path / "out.csv").stat().st_mode


@pytest.mark.parametrize(
    ("name", "code", "message"),
    [
        ("out.txt", 2, "the form of this file is not known; its name must end in .jsonl, .ndjson, .csv, .parquet"),
        ("no/out.csv", 4, "there is no directory {folder}/no"),
    ],
)
def test_names_are_checked_first(tmp_path, name, code, message):
    """Nobody should wait for a long run whose result cannot be written."""
    with pytest.raises(Stop) as stop:
        check_name(tmp_path / name)

    assert (code, f"{tmp_path / name}: {message.format(folder=tmp_path)}") == (stop.value.code, stop.value.message)
