"""All bars in one run: ``make bench``. Prints a table, writes ``build/bench.json``, ends with 1 if a bar is missed."""

import json
import platform
import sys
from pathlib import Path

import attrs

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)] if str(ROOT) not in sys.path else []

from bench import advisers, basket, decision, demonstration, fold, loading, owed, population, startup, state  # noqa: E402
from bench.bar import Bar, Equality, table  # noqa: E402


def main() -> int:
    """Measure everything; the demo first, while this process is still small."""
    bars = demonstration.bars() + startup.bars() + loading.bars()
    program = population.grocery()
    found, equalities = decision.compare(program)
    bars += found
    members = population.histories(program)
    found, same = fold.compare(program, members)
    bars += found + state.bars(program, members) + advisers.bars() + owed.bars()
    priced, alike = basket.compare()
    bars += priced
    equalities += [same, *alike]
    print(table(bars, equalities))
    write(bars, equalities)
    return 0 if all(bar.met for bar in bars) and all(found.met for found in equalities) else 1


def write(bars: list[Bar], equalities: list[Equality]) -> None:
    """Write the figures with what they were measured on."""
    report = {
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "bars": [{**attrs.asdict(bar), "met": bar.met} for bar in bars],
        "equalities": [{**attrs.asdict(each), "met": each.met} for each in equalities],
    }
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    (build / "bench.json").write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main())
