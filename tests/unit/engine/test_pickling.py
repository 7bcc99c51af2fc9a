"""Programs and states go to other processes and back."""

import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

import loyalty
from tests.unit.engine.stories import SHOP, at, bought, joined, shop, text_of

HISTORY = joined(bought("2024-02-01", 1500), ("2024-02-02", "redeem", {"points": 100}))
NOW = at("2024-03-01")
MORE = {"id": "x", "member": "m", "kind": "refund", "of": "e1", "amount": 30, "at": at("2024-03-02")}
ROOT = Path(__file__).resolve().parents[3]
FILES = [*sorted(ROOT.glob("configs/*/program.toml")), *sorted(ROOT.glob("bench/programs/*.toml"))]
ALL = [path for path in FILES if loyalty.check(path)[0] is not None]


def there_and_back(value):
    """Return what comes of pickling a value."""
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - it is our own


def test_a_used_program():
    """A program that has folded comes back equal, and folds alike."""
    program = shop()
    state = program.fold(HISTORY, at=NOW)
    again = there_and_back(program.compile())

    assert (program, hash(program)) == (again, hash(again))
    assert state == again.fold(HISTORY, at=NOW)
    assert program != shop(version="2")


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.parent.name)
def test_every_program(path):
    """So does every program of the collection that needs no values."""
    program = loyalty.load(path)

    assert program == there_and_back(program)


@pytest.mark.parametrize("texts", [[text_of()], [text_of(), text_of(SHOP, version="2", since="2024-02-02")]])
def test_states(texts):
    """States come back equal, go on alike, and share what is compiled for them."""
    program = loyalty.loads(*texts)
    states = [program.fold(HISTORY[:n], at=NOW) for n in range(len(HISTORY) + 1)]
    again = there_and_back(states)

    assert states == again
    assert program.apply(states[-1], MORE).state == program.apply(again[-1], MORE).state
    assert program.at(states[-1], at("2024-06-01")) == program.at(again[-1], at("2024-06-01"))
    assert 1 == len({id(state._machine) for state in again})


def fold_one(task):
    """Fold one member's history in another process."""
    program, events = task
    return program.fold(events, at=NOW)


def test_another_process():
    """Workers take a used program and give states back."""
    program = shop()
    here = program.fold(HISTORY, at=NOW)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as workers:
        (there,) = workers.map(fold_one, [(program, HISTORY)])

    assert here == there


def test_a_later_process(tmp_path):
    """A pickled state is whole: another interpreter needs nothing else to say it."""
    file = tmp_path / "state"
    file.write_bytes(pickle.dumps(shop().fold(HISTORY, at=NOW)))
    text = f"import pickle; print(pickle.loads(open({str(file)!r}, 'rb').read()).tier)"
    told = subprocess.run([sys.executable, "-c", text], capture_output=True, check=True, text=True)

    assert "silver\n" == told.stdout
