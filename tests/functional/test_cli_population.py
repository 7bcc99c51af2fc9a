"""The parts of a population run: spreading events, families of merged members, counting rejections."""

import io
import os
import sys
from itertools import permutations

import pytest

from loyalty_cli.exits import Stop
from loyalty_cli.population.crew import Crew
from loyalty_cli.population.kin import Kin
from loyalty_cli.population.spread import Spread, part_of, rows
from loyalty_cli.population.tally import Example, Tally
from loyalty_cli.render.progress import bar


def test_parts_are_the_same_everywhere():
    """The part of a member depends on nothing but its id, so that several processes agree."""
    assert [12, 8, 10] == [part_of(member, 16) for member in ("wang", "li", "王")]


def test_spread_rows_come_back(tmp_path):
    """What several writers spread comes back once, each row in the part of its member."""
    written = [(f"m{n}", n, None, (n, "字"), True) for n in range(5_000)]
    for name, some in (("a", written[::2]), ("b", written[1::2])):
        spread = Spread(tmp_path, 4, name)
        for row in some:
            spread.add(row, row[0])
        spread.flush()
    found = [(part, row) for part in range(4) for row in rows(tmp_path, part)]

    assert sorted((part_of(row[0], 4), row) for row in written) == sorted(found)


def test_families_have_one_head():
    """However merges are read, the same members are one family with the same head."""
    pairs = [("d", "c"), ("b", "a"), ("c", "b"), ("y", "x")]

    found = {tuple(Kin(order).head(member) for member in "abcdxyz") for order in permutations(pairs)}

    assert {("a", "a", "a", "a", "x", "x", "z")} == found


def test_nobody_was_merged():
    """Without merges everybody is alone."""
    assert (False, "m", []) == (bool(Kin()), Kin().head("m"), Kin().members())


def test_examples_do_not_depend_on_the_order():
    """Counts add up and the first examples by id are kept, whoever counted first."""
    events = [("late", Example(f"e{n}", "f:1", "too late")) for n in range(6)]
    events.append(("future", Example("e9", "f:2", "in the future")))

    def counted(some):
        tally = Tally()
        for code, example in some:
            tally.add(code, example)
        return tally

    one = counted(events)
    other = counted(events[4:])
    other.merge(counted(events[:2]))
    other.merge(counted(events[2:4]))

    expected = ({"late": 6, "future": 1}, ["e0", "e1", "e2"], 7)

    assert expected == (one.counts, [example.event for example in one.examples["late"]], one.total)
    assert (one.counts, one.examples) == (other.counts, other.examples)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_crew_does_every_task(workers):
    """One process or several, all results come."""
    with Crew(workers) as crew:
        assert [0, 1, 2, 3] == sorted(crew.work(abs, [0, -1, 2, -3]))


def test_a_crew_that_breaks_down():
    """A worker that is gone ends the run with a sentence."""
    with Crew(2) as crew, pytest.raises(Stop) as stop:
        list(crew.work(os._exit, [1]))

    assert (70, "a worker process ended unexpectedly; perhaps there is too little memory") == (
        stop.value.code,
        stop.value.message,
    )


class Terminal(io.StringIO):
    """Standard error as a terminal."""

    def isatty(self):
        """Say yes."""
        return True


@pytest.mark.parametrize(("total", "least", "shown"), [(100, 0, True), (100, 1_000, False), (0, 1_000, True)])
def test_the_bar_is_for_terminals(monkeypatch, total, least, shown):
    """On a terminal a bar is drawn unless there is little to do; its colours and its end leave nothing behind."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with bar("reading", total, least) as meter:
        meter.done = 50

    assert shown == ("reading" in terminal.getvalue())


def test_no_bar_in_a_file(monkeypatch):
    """In a file or a pipe there is no bar."""
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with bar("reading", 100) as meter:
        meter.done = 50

    assert "" == sys.stderr.getvalue()
