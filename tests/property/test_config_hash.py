"""The hash of a program names what it says, not how it is written."""

import random
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from loyalty.config import dump, read

ROOT = Path(__file__).resolve().parents[1]
GAP = {"streak_gap": "P30D"}
TEXT = (ROOT / "unit" / "config" / "programs" / "language.toml").read_text(encoding="utf-8")
HASH = read(TEXT, parameters=GAP)[0].hash
HEADER = re.compile(r"^(?=\[)", re.MULTILINE)


def blocks(text):
    """The tables of a program's text, each with its header."""
    return HEADER.split(text)[1:]


def shuffled(text, rng):
    """The same program with its tables, and the keys of each, in another order; lists of tables keep theirs."""
    tables = []
    for block in blocks(text):
        header, *lines = [line for line in block.splitlines() if line.strip() and not line.startswith("#")]
        rng.shuffle(lines)
        tables.append((header, "\n".join([header, *lines])))
    order = list(range(len(tables)))
    rng.shuffle(order)
    lists = {header: iter([text for other, text in tables if other == header]) for header, _ in tables}
    return "\n".join(next(lists[tables[place][0]]) for place in order) + "\n"


def respaced(text, rng):
    """The same program with other blanks, comments and notes."""
    lines = []
    for line in text.splitlines():
        extra = rng.choice(["", "  ", "\t", "   # a remark" if not line.endswith('"""') else ""])
        lines.append(rng.choice(["", "  "]) + line + extra)
        lines += [""] * rng.randint(0, 2)
    return "\n".join(lines).replace("[points]", '[points]\nnote = "as printed in June"')


@given(st.integers(0, 2**32))
def test_order_and_layout_do_not_matter(seed):
    """Any order of tables and keys, any blanks, comments and notes: the same hash and, notes apart, the same dump."""
    rng = random.Random(seed)  # noqa: S311 - repeatable
    version, diagnostics = read(respaced(shuffled(TEXT, rng), rng), parameters=GAP)

    assert () == diagnostics
    assert HASH == version.hash


@given(st.integers(0, 2**32))
def test_what_is_said_matters(seed):
    """A change of one number or word that still reads is another program."""
    rng = random.Random(seed)  # noqa: S311 - repeatable
    numbers = list(re.finditer(r"(?<![\w.-])[1-9]\d*(?![\w.-])", TEXT))
    found = rng.choice(numbers)
    version, _ = read(TEXT[: found.start()] + found[0] + "1" + TEXT[found.end() :], parameters=GAP)

    assert version is None or version.hash != HASH or "#" in TEXT[: found.start()].rpartition("\n")[2]


@given(st.integers(0, 2**32))
def test_a_dump_reads_back(seed):
    """load(dump(p)) has the same hash, and dumps to the same text, however p was written."""
    rng = random.Random(seed)  # noqa: S311 - repeatable
    version, _ = read(shuffled(TEXT, rng), parameters=GAP)
    again, diagnostics = read(dump(version))

    assert () == diagnostics
    assert (HASH, dump(version)) == (again.hash, dump(again))


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20), st.decimals(0, 99, places=3))
def test_any_name_and_number_is_dumped(name, number):
    """Texts with any characters and numbers with zeros at their end survive."""
    written = "".join(f"\\U{ord(character):08x}" for character in name)
    text = (
        TEXT.replace('zh = "积分"', f'zh = "{written}"') + f'[parameters.weight]\ntype = "decimal"\nvalue = {number}\n'
    )
    version, diagnostics = read(text, parameters=GAP)
    again, _ = read(dump(version))

    assert () == diagnostics
    assert (version.hash, {"zh": name}) == (again.hash, again.points.names)
