"""Reading events: exact numbers, places of what is broken, and the same events from every form of file."""

import io
import json
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from loyalty_cli.exits import Stop
from loyalty_cli.sources import Broken, Record, Shapes, jsonl, pieces, read

SHAPES = Shapes(
    {"purchase": {"amount": "money", "special_price": "bool", "rate": "decimal", "count": "integer"}},
    {"purchase": {"category": "text", "quantity": "integer", "amount": "money"}},
)


def everything(path, size=0, shapes=SHAPES):
    """Return all that a file yields, cut into pieces of about `size` bytes."""
    return [found for piece in pieces([str(path)], size) for found in read(piece, shapes)]


def bodies(path, size=0):
    """Return the events of a file that must have nothing broken."""
    return [record.body for record in everything(path, size)]


@pytest.fixture
def written(tmp_path):
    """Write a file under a name and return its path."""

    def write(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_numbers_are_exact(written):
    """A JSON number is read as it is written, not as the nearest binary fraction."""
    path = written("a.jsonl", '{"id": "e1", "amount": 0.1, "points": 3}\n')

    assert [{"id": "e1", "amount": Decimal("0.1"), "points": 3}] == bodies(path)


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        (b'{"a": NaN}', "not-a-number", "NaN is not a number"),
        (b'{"a": -Infinity}', "not-a-number", "-Infinity is not a number"),
        (b'{"a": 1, "b": {"c": 1, "c": 2}}', "duplicate-key", 'the key "c" stands twice'),
        (b'{"a": 1', "not-json", "Expecting ',' delimiter at column 8"),
        (b'{"a": 1} {"a": 2}', "not-json", "Extra data at column 10"),
        (b"[1, 2]", "not-an-object", "an event is a JSON object, {...}"),
        (b'{"a": "\xff"}', "not-utf-8", "byte 8 is not UTF-8"),
        (b'{"a": "\\ud800"}', "not-utf-8", "half of a character pair (a lone surrogate) stands alone"),
        (b'{"a": ' + b"9" * 5000 + b"}", "not-a-number", "a number has too many digits"),
        (b'{"a": 1e9999999999999999999999}', "not-a-number", "a number is too big"),
        (b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "not-json", "nested too deeply"),
        (b'{"a": "' + b"x" * 1_000_000 + b'"}', "line-too-long", "longer than 1,000,000 bytes"),
    ],
)
def test_broken_lines_have_their_place(written, line, code, message):
    """A broken line is named by its number and its fault, and the lines around it are read."""
    path = written("a.jsonl", b'{"id": "e1"}\n\n' + line + b'\n{"id": "e2"}\n')

    expected = [
        Record(str(path), 1, {"id": "e1"}),
        Broken(str(path), 3, code, message),
        Record(str(path), 4, {"id": "e2"}),
    ]

    assert expected == everything(path)


def test_whole_surrogate_pairs_are_characters(written):
    """An escaped pair of surrogates is one character."""
    path = written("a.jsonl", '{"id": "\\ud83d\\ude00"}')

    assert [{"id": "😀"}] == bodies(path)


def test_byte_order_mark_and_windows_line_ends(written):
    """Files saved on Windows are read like others."""
    path = written("a.jsonl", b'\xef\xbb\xbf{"id": "e1"}\r\n{"id": "e2"}\r\n')

    assert [{"id": "e1"}, {"id": "e2"}] == bodies(path)


@pytest.mark.parametrize("size", [1, 7, 100, 5_000, 1_000_000])
def test_pieces_cover_a_file_once(written, monkeypatch, size):
    """However a file is cut, its pieces yield every line once, with its own number."""
    monkeypatch.setattr(jsonl, "_BLOCK", 64)
    lines = [json.dumps({"id": f"e{n}", "pad": "字" * (n % 13)}) if n % 7 else "" for n in range(300)]
    path = written("a.jsonl", "\n".join(lines))

    expected = [(n + 1, f"e{n}") for n in range(300) if n % 7]

    assert expected == [(record.line, record.body["id"]) for record in everything(path, size)]


def test_standard_input(monkeypatch):
    """`-` stands for JSON Lines from the standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b'{"id": "e1"}\n')))

    assert [Record("-", 1, {"id": "e1"})] == everything("-")


CSV = """id,member,kind,at,amount,special_price,rate,count,lines.category,lines.quantity
e1,wang,purchase,2024-03-01T10:00:00+08:00,12.50,true,1.5,3,,
e2,li,purchase,2024-03-02T10:00:00+08:00,30,,,,tea,2
e2,li,purchase,2024-03-02T10:00:00+08:00,30,,,,"cups, two",1
e3,li,enrol,2024-03-01T09:00:00+08:00,,,,,,
"""

EVENTS = [
    {
        "id": "e1",
        "member": "wang",
        "kind": "purchase",
        "at": "2024-03-01T10:00:00+08:00",
        "amount": "12.50",
        "special_price": True,
        "rate": Decimal("1.5"),
        "count": 3,
    },
    {
        "id": "e2",
        "member": "li",
        "kind": "purchase",
        "at": "2024-03-02T10:00:00+08:00",
        "amount": "30",
        "lines": [{"category": "tea", "quantity": 2}, {"category": "cups, two", "quantity": 1}],
    },
    {"id": "e3", "member": "li", "kind": "enrol", "at": "2024-03-01T09:00:00+08:00"},
]


def test_csv(written):
    """Cells take the declared types, empty cells are missing, and neighbouring rows with one id become lines."""
    assert bodies(written("a.csv", CSV)) == EVENTS


def test_csv_cells_that_do_not_fit_stay_text(written):
    """What does not look like its type is left for the program to reject."""
    path = written("a.csv", "id,member,kind,at,count,rate,special_price\ne1,w,purchase,x,3.5,8折,maybe\n")

    assert [
        {
            "id": "e1",
            "member": "w",
            "kind": "purchase",
            "at": "x",
            "count": "3.5",
            "rate": "8折",
            "special_price": "maybe",
        }
    ] == bodies(path)


def test_csv_rows_apart_are_two_events(written):
    """Rows of one id that do not stand together stay two events: the engine will call them a conflict."""
    rows = CSV.splitlines(keepends=True)
    path = written("a.csv", "".join([rows[0], rows[2], rows[1], rows[3]]))

    assert ["e2", "e1", "e2"] == [body["id"] for body in bodies(path)]


def test_csv_broken_rows(written):
    """A row with too few cells or with bytes that are not UTF-8 is broken; the rest is read."""
    path = written("a.csv", b'id,member,kind,at\ne1,w\n"e2","w","k\n","t"\ne3,\xff,k,t\ne4,w,k,t\n')

    expected = [
        Broken(str(path), 2, "ragged-row", "2 cells, and the header has 4"),
        Record(str(path), 3, {"id": "e2", "member": "w", "kind": "k\n", "at": "t"}),
        Broken(str(path), 5, "not-utf-8", "a cell is not UTF-8"),
        Record(str(path), 6, {"id": "e4", "member": "w", "kind": "k", "at": "t"}),
    ]

    assert expected == everything(path)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("", "a.csv:1: the header row has no column `id`, `member`, `kind`, `at`"),
        ("id,member,kind\n", "a.csv:1: the header row has no column `at`"),
        ("id,member,kind,at,at\n", "a.csv:1: the header row names `at` twice"),
    ],
)
def test_csv_headers(written, header, message):
    """A file whose header row cannot be right is not read at all."""
    path = written("a.csv", header)

    with pytest.raises(Stop) as stop:
        everything(path)

    assert (4, f"{path.parent}/{message}") == (stop.value.code, stop.value.message)


def _table(events):
    """Return the events as a Parquet table with the types a warehouse would give them."""
    return pa.table(
        {
            "id": [e["id"] for e in events],
            "member": pa.array([e["member"] for e in events]).dictionary_encode(),
            "kind": [e["kind"] for e in events],
            "at": [e["at"] for e in events],
            "amount": [e.get("amount") for e in events],
            "special_price": [e.get("special_price") for e in events],
            "rate": pa.array([e.get("rate") for e in events], pa.decimal128(10, 1)),
            "count": pa.array([e.get("count") for e in events], pa.int32()),
            "lines": pa.array(
                [e.get("lines") for e in events],
                pa.list_(pa.struct({"category": pa.string(), "quantity": pa.int64(), "note": pa.string()})),
            ),
        }
    )


@pytest.mark.parametrize("size", [0, 1])
def test_parquet(tmp_path, size):
    """Nested lines, dictionaries, decimals and nulls come out as from the other forms, in however many pieces."""
    path = tmp_path / "a.parquet"
    pq.write_table(_table(EVENTS), path, row_group_size=1)

    expected = [Record(str(path), row, body) for row, body in enumerate(EVENTS, 1)]

    assert expected == everything(path, size)


@pytest.mark.parametrize("size", [0, 1])
def test_parquet_flat_lines(tmp_path, size):
    """Flat columns `lines.*` are gathered as in CSV, also across row groups."""
    path = tmp_path / "a.parquet"
    table = {"id": ["e2", "e2", "e3"], "kind": ["purchase"] * 3, "lines.category": ["tea", "cups", None]}
    pq.write_table(pa.table(table), path, row_group_size=1)

    expected = [
        {"id": "e2", "kind": "purchase", "lines": [{"category": "tea"}, {"category": "cups"}]},
        {"id": "e3", "kind": "purchase"},
    ]

    assert expected == bodies(path, size)


def test_parquet_instants(tmp_path):
    """Instants keep their zone and microseconds; what is finer is cut."""
    path = tmp_path / "a.parquet"
    at = pa.array([1_700_000_000_123_456_789], pa.timestamp("ns", "UTC"))
    pq.write_table(pa.table({"at": at}), path)

    assert ["2023-11-14T22:13:20.123456+00:00"] == [body["at"].isoformat() for body in bodies(path)]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "a.txt",
            "",
            "{path}: the form of this file is not known; its name must end in .jsonl, .ndjson, .csv, .parquet",
        ),
        ("a.parquet", "nothing", "{path}: this is not a Parquet file"),
        ("no/a.jsonl", None, "{path}: No such file or directory"),
        ("no/a.csv", None, "{path}: No such file or directory"),
        ("no/a.parquet", None, "{path}: No such file or directory"),
    ],
)
def test_unreadable_files(written, tmp_path, name, content, message):
    """A file that cannot be read stops the command with one sentence."""
    path = written(name, content) if content is not None else tmp_path / name

    with pytest.raises(Stop) as stop:
        everything(path)

    assert (4, message.format(path=path)) == (stop.value.code, stop.value.message)
