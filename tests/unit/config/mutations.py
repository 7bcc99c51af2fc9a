"""Programs with random damage, and a harness: reading one must stay quick, small and without a traceback."""

import random
import re
import time
import traceback
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs

from loyalty.checks import check
from loyalty.config import dump, read

SECONDS_MAX = 1.0
BYTES_MAX = 256 * 1024 * 1024
HERE = Path(__file__).parent
SEEDS = [HERE / "programs" / "language.toml", *sorted((HERE.parents[1] / "bad_programs").glob("*.toml"))]
TOKENS = (
    *("[", "]", "[[", "]]", "{", "}", "=", ",", ".", "#", '"', "'", '"""', "'''", "\\", "\\u4e00", "\\x"),
    *("\n", "\r\n", "\t", "\x00", "\ufeff", "＝", "“", "”", "，", "（", "）", "消费", "🎫", "　"),
    *("true", "false", "inf", "nan", "0x", "1e999999", "9" * 40, "-0", "1_000", "2024-02-30", "2024-01-01T00:00:00"),
    *("P1Y", "PT0S", "P99999999Y", "and", "or", "not", "in", "(" * 8, "a." * 17, "[" * 20, "none", "main", "tier"),
    *("kind", "at", "points", "note", "name", "sum", "where"),
)
_WORD = re.compile(r"\w+|[^\w\s]|\s+")

Run = Callable[[Path], object]


@attrs.frozen
class Outcome:
    """How one run went; `fault` is empty when it went well."""

    seconds: float
    peak: int
    fault: str = ""


def mutations(seed: int, count: int) -> Iterator[bytes]:
    """Return damaged programs, the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311 - repeatable damage, not a secret
    texts = [path.read_text(encoding="utf-8") for path in SEEDS]
    for _ in range(count):
        text = texts[0] if rng.random() < 0.5 else rng.choice(texts)
        for _ in range(rng.randint(1, 4)):
            text = rng.choice(_MUTATIONS)(text, rng)
        yield (
            _bytes(text.encode("utf-8", errors="surrogatepass"), rng)
            if rng.random() < 0.2
            else text.encode("utf-8", errors="replace")
        )


def trial(data: bytes, file: Path, run: Run, *, seconds: float = SECONDS_MAX, peak: int = BYTES_MAX) -> Outcome:
    """Run something over a damaged program, and measure it: seconds of work, whatever else the machine does."""
    file.write_bytes(data)
    tracemalloc.start()
    begun = time.process_time()
    fault = ""
    try:
        run(file)
    except Exception:  # noqa: BLE001 - any traceback at all is what is looked for
        fault = traceback.format_exc()
    taken = time.process_time() - begun
    used = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    if not fault and taken > seconds:
        fault = f"it took {taken:.2f} s"
    if not fault and used > peak:
        fault = f"it took {used} bytes"
    return Outcome(taken, used, fault)


def whole(file: Path) -> None:
    """Read, check and print a program; if it is correct, write it and read it back."""
    version, diagnostics = read(file, parameters={"streak_gap": "P30D"})
    found = [*diagnostics, *(check(version) if version is not None else ())]
    for one in found:
        assert one.render()
        assert one.line >= 0
    assert (version is None) is any(one.severity == "error" for one in diagnostics)
    if version is not None:
        again, _ = read(dump(version))
        assert again is not None
        assert again.hash == version.hash


def _bytes(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 5)):
        if changed:
            changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _drop_characters(text: str, rng: random.Random) -> str:
    start = rng.randrange(len(text) + 1)
    return text[:start] + text[start + rng.randint(1, 6) :]


def _insert_token(text: str, rng: random.Random) -> str:
    start = rng.randrange(len(text) + 1)
    return text[:start] + rng.choice(TOKENS) * rng.choice((1, 1, 1, 30)) + text[start:]


def _replace_word(text: str, rng: random.Random) -> str:
    words = list(_WORD.finditer(text))
    if not words:
        return text
    word = rng.choice(words)
    other = rng.choice((rng.choice(words)[0], rng.choice(TOKENS), word[0][::-1], word[0] * 2))
    return text[: word.start()] + other + text[word.end() :]


def _swap_lines(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _drop_line(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    del lines[rng.randrange(len(lines))]
    return "\n".join(lines)


def _repeat_lines(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    start = rng.randrange(len(lines))
    some = lines[start : start + rng.randint(1, 8)]
    return "\n".join(lines[:start] + some * rng.choice((2, 2, 50)) + lines[start:])


def _cut(text: str, rng: random.Random) -> str:
    return text[: rng.randrange(len(text) + 1)]


_MUTATIONS = (
    _drop_characters,
    _insert_token,
    _insert_token,
    _replace_word,
    _replace_word,
    _swap_lines,
    _drop_line,
    _repeat_lines,
    _cut,
)
