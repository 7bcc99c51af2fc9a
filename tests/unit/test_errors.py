"""Errors, diagnostics and how they read."""

import copy
import pickle
import subprocess
import sys

import pytest

from loyalty.errors import (
    Conflict,
    Diagnostic,
    EventError,
    HistoryNeeded,
    LoyaltyError,
    MissingExtra,
    ProgramError,
    Rejection,
    StateMismatch,
    dotted,
    nearest,
)
from loyalty.errors.carets import CELLS_MAX, cells

REJECTION = Rejection(
    "e7", "wang", "too-precise", "an amount of money has at most 2 decimals here", "amount", "round it"
)
UNKNOWN = Diagnostic(
    code="LOY203",
    severity="error",
    message="there is no metric or field `spent`",
    why="a condition can only read what the program declares",
    cure="`spend`   (nearest known names: spend, spend_year)",
    file="configs/x/program.toml",
    line=12,
    column=10,
    end_column=15,
    source_line='enter = "spent >= 10_000"\n',
    path=("tiers", 0, "enter"),
)


def marked(diagnostic: Diagnostic) -> tuple[str, str]:
    """The source line and the carets below it, as drawn."""
    _, source, carets = diagnostic.render().split("\n")[:3]
    return source, carets


def at(source: str, column: int, end_column: int) -> Diagnostic:
    """A mistake in a source line."""
    return Diagnostic(
        "LOY001", "error", "no", file="a.toml", line=3, column=column, end_column=end_column, source_line=source
    )


def test_render() -> None:
    """A mistake says where, what, why and what to write, with a caret under the words meant."""
    expected = """\
configs/x/program.toml:12:10: LOY203 error: there is no metric or field `spent`
   12 | enter = "spent >= 10_000"
      |          ^^^^^
   why: a condition can only read what the program declares
   write: `spend`   (nearest known names: spend, spend_year)"""

    assert expected == UNKNOWN.render()


def test_render_without_place() -> None:
    """A mistake without a line names the path instead, and leaves out what it does not know."""
    expected = "tiers[0].enter: LOY300 warning: this can never hold"

    assert expected == Diagnostic("LOY300", "warning", "this can never hold", path=("tiers", 0, "enter")).render()


def test_render_bare() -> None:
    """A mistake with neither place nor path is one line."""
    assert "LOY300 note: nothing is earned" == Diagnostic("LOY300", "note", "nothing is earned").render()


def test_file_without_line() -> None:
    """A file without a line is named alone."""
    assert "a.toml: LOY001 error: empty" == Diagnostic("LOY001", "error", "empty", file="a.toml", column=4).render()


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ('name = "满一万元" or spent', "spent"),
        ('进入 = "消费额 >= 10_000"', "消费额"),
        ("ｎａｍｅ = spent", "spent"),
        ("ﾅﾏｴ = spent", "spent"),
        ("e\u0301te\u0301 = spent", "spent"),
        ("\t\tenter = spent", "spent"),
        ("满\u3000二 = 第３档", "第３档"),
        ("👍 = spent", "spent"),
    ],
)
def test_caret_under_wide_text(source: str, word: str) -> None:
    """Carets stand in the terminal cells of the word, whatever stands before it."""
    column = source.index(word) + 1
    shown, carets = marked(at(source, column, column + len(word)))
    expected = (cells(shown[: shown.index(word)]), cells(word))

    assert expected == (carets.index("^"), carets.count("^"))
    assert carets.rstrip("^").rstrip(" ") == "      |"


def test_cells_of_chinese() -> None:
    """A Chinese character takes two cells, a combining mark none."""
    assert (2, 4, 1, 1, 3) == tuple(map(cells, ("元", "（）", "e\u0301", "ﾅ", "abc")))


@pytest.mark.parametrize(("column", "end_column"), [(1, 1), (4, 4), (4, 2), (99, 120), (4, 999)])
def test_caret_never_fails(column: int, end_column: int) -> None:
    """Positions at or beyond the end of the line still draw one caret at least, and never beyond the end by more."""
    _, carets = marked(at("abc", column, end_column))

    assert 1 <= carets.count("^") <= 3
    assert len(carets) <= len("      | ") + 4


def test_line_without_column() -> None:
    """A mistake of a whole line is shown without a caret."""
    expected = "a.toml:3: LOY001 error: no\n    3 | abc"

    assert expected == at("abc", 0, 0).render()


def test_truncated_text() -> None:
    """What is missing at the end of a line is marked just after it."""
    shown, carets = marked(at('enter = "spend >="', 19, 19))

    assert len(shown) == carets.index("^")


def test_long_line_is_cut_around_the_caret() -> None:
    """A line of 40,000 characters is shown as far as a terminal goes, with the word meant in it."""
    source = "字" * 20_000 + "spent" + "x" * 20_000
    shown, carets = marked(at(source, 20_001, 20_006))

    assert "spent" in shown
    assert cells(shown) <= CELLS_MAX + 8
    assert cells(shown[: shown.index("spent")]) == carets.index("^")


def test_long_word_is_cut() -> None:
    """A word wider than the room is shown by its beginning."""
    shown, carets = marked(at("a = " + "字" * 5_000, 5, 5_005))

    assert cells(shown) <= CELLS_MAX + 8
    assert 40 < carets.count("^") <= CELLS_MAX


def test_no_control_characters() -> None:
    """A hostile file cannot steer the terminal through its own source line."""
    shown, _ = marked(at("a = \x1b[2J\u202e spent", 4, 5))

    assert shown.isprintable()


def test_wide_line_numbers() -> None:
    """A line number of more than five digits moves the caret too."""
    text = Diagnostic("LOY001", "error", "no", line=1_234_567, column=1, end_column=2, source_line="abc").render()
    expected = ["1234567 | abc", "        | ^"]

    assert expected == text.split("\n")[1:]


def test_tree() -> None:
    """Whoever catches the root catches everything."""
    errors = [
        ProgramError([UNKNOWN]),
        EventError(REJECTION),
        Conflict("conflict", "e1 came twice"),
        HistoryNeeded("history-needed", "late"),
        StateMismatch("state-mismatch", "other program"),
        MissingExtra("parquet", "reading Parquet"),
    ]
    expected = ["LOY203", "too-precise", "conflict", "history-needed", "state-mismatch", "missing-extra"]

    assert all(isinstance(error, LoyaltyError) for error in errors)
    assert expected == [error.code for error in errors]


@pytest.mark.parametrize(
    "error",
    [
        LoyaltyError("bad", "it is bad", ("a", 0), "do better"),
        ProgramError([UNKNOWN]),
        EventError(REJECTION),
        Conflict("conflict", "e1 came twice", ("id",), "send it once"),
        MissingExtra("parquet", "reading Parquet"),
    ],
)
def test_errors_travel(error: LoyaltyError) -> None:
    """Errors cross processes with all they carry."""
    expected = (type(error), vars(error), str(error))
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):  # noqa: S301 - our own bytes
        assert expected == (type(twin), vars(twin), str(twin))


def test_text_of_errors() -> None:
    """An error reads as place, message and cure."""
    expected = [
        "tiers[0].enter: it is bad (do better)",
        "it is bad",
        UNKNOWN.render(),
        "amount: event 'e7': an amount of money has at most 2 decimals here (round it)",
        'reading Parquet needs the extra `parquet` (install "loyalty-sdk[parquet]")',
        "event 'e7' too-precise: amount: an amount of money has at most 2 decimals here (round it)",
    ]

    assert expected == [
        str(LoyaltyError("bad", "it is bad", ("tiers", 0, "enter"), "do better")),
        str(LoyaltyError("bad", "it is bad")),
        str(ProgramError([UNKNOWN])),
        str(EventError(REJECTION)),
        str(MissingExtra("parquet", "reading Parquet")),
        str(REJECTION),
    ]


def test_program_error_takes_the_first_error() -> None:
    """The code and the path are those of the first error, whatever warnings stand before it."""
    warning = Diagnostic("LOY900", "warning", "odd")
    error = ProgramError(iter([warning, UNKNOWN]))

    assert ("LOY203", UNKNOWN.path, (warning, UNKNOWN)) == (error.code, error.path, error.diagnostics)


def test_program_error_without_mistakes() -> None:
    """An empty list still makes a readable error."""
    assert "the program is not usable" == str(ProgramError([]))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ((), ""),
        (("tiers", 0, "enter"), "tiers[0].enter"),
        ((0, "a"), "[0].a"),
        (("metrics", "年消费", "where"), "metrics.年消费.where"),
        (("metrics", "a b", "where"), 'metrics."a b".where'),
        (("metrics", "", "where"), 'metrics."".where'),
    ],
)
def test_dotted(path: tuple[str | int, ...], expected: str) -> None:
    """A path reads as an author would write it."""
    assert expected == dotted(path)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("spent", ("spend", "spend_year")),
        ("SPEND", ("spend", "spend_year")),
        ("年消費", ("年消费",)),
        ("zzz", ()),
        ("x" * 100_000, ()),
    ],
)
def test_nearest(word: str, expected: tuple[str, ...]) -> None:
    """The nearest names are found without regard to case, in any script, and in little time."""
    assert expected == nearest(word, ["visits", "spend_year", "spend", "年消费"])


def test_import_is_light() -> None:
    """Errors, quantities and periods bring in nothing slow."""
    heavy = ["zoneinfo", "difflib", "re", "fractions", "whenever", "unicodedata", "json", "importlib.resources"]
    program = (
        "import sys, attrs; before = set(sys.modules); import loyalty.errors, loyalty.quantities, loyalty.periods;"
        f"print(sorted(set({heavy!r}) & (set(sys.modules) - before)))"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", f"import sys; sys.path[:] = {sys.path!r}; {program}"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert "[]" == done.stdout.strip()
