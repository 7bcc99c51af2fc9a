"""Texts made to keep a parser, or us, busy: each is answered within a second of work."""

import time

import pytest

from loyalty.checks import check
from loyalty.config import read
from tests.unit.config.programs import HEAD, PURCHASE

COUNTS = "[metrics]\n" + "".join(f'm{i} = {{ count = "purchase", window = "P{i + 1}D" }}\n' for i in range(60))
ANDS = " and ".join(f"(m{i} > 3 or m{i + 1} > 7)" for i in range(0, 12, 2))
LONG_NAME = "abcdefghijklmnopqrst" * 3

HOSTILE = {
    "dotted-key": (HEAD + "a." * 20_000 + "b = 1\n", "LOY203"),
    "dotted-header": (HEAD + "[" + "a." * 20_000 + "b]\n", "LOY203"),
    "quoted-parts": (HEAD + '"=".' * 10_000 + "b = 1\n", "LOY203"),
    "long-key": (HEAD + "k" * 500_000 + " = 1\n", "LOY220"),
    "deep-list": (HEAD + "x = " + "[" * 100_000 + "]" * 100_000, "LOY204"),
    "deep-list-with-closings": (HEAD + "x = " + "[[]," * 50_000, "LOY204"),
    "deep-table": (HEAD + "x = " + "{a=" * 50_000, "LOY204"),
    "deep-behind-a-mistake": (HEAD + "x 1\n" + "[" * 100_000, "LOY205"),
    "unknown-keys": (HEAD + "".join(f"k{i} = 1\n" for i in range(60_000)), "LOY211"),
    "unknown-tables": (HEAD + "".join(f"[t{i}]\n" for i in range(40_000)), "LOY211"),
    "many-tiers": (HEAD + '[[tiers]]\nid="a"\nenter="b"\n' * 20_000, "LOY211"),
    "many-words": (HEAD + '[member.fields]\nx = { type = "text", values = [' + '"v",' * 90_000 + "] }\n", "LOY211"),
    "many-digits": (HEAD + "x = " + "9" * 500_000, "LOY210"),
    "many-hex-digits": (HEAD + "[points]\nhold_for = 0x" + "f" * 500_000, "LOY222"),
    "exponent": (HEAD + "[points]\nredeem = { points = 1, worth = 1e1000000 }\n", "LOY210"),
    "exponent-beyond-decimal": (HEAD + "[points]\nredeem = { points = 1, worth = 1e99999999999999999999 }\n", "LOY210"),
    "open-quotes": (HEAD + "x = " + '"""' * 100_001, "LOY205"),
    "long-condition": (HEAD + '[[tiers]]\nid="a"\nenter="' + "a and " * 100_000 + 'a"', "LOY182"),
    "deep-condition": (HEAD + '[[tiers]]\nid="a"\nenter="' + "(" * 1900 + '"\n', "LOY180"),
    "long-format": (HEAD + '[member.number]\nformat="' + "{" * 100_000 + '"', "LOY231"),
    "long-circle": (
        HEAD + PURCHASE + "[metrics]\n" + "".join(f'm{i} = {{ formula = "m{(i + 1) % 400}" }}\n' for i in range(400)),
        "LOY248",
    ),
    "unknown-names": (
        HEAD
        + PURCHASE
        + "[metrics]\n"
        + "".join(f'{LONG_NAME[i % 20 :]}{i} = {{ count = "purchase" }}\n' for i in range(400))
        + "".join(f'[[tiers]]\nid="a{i}"\nenter="{LONG_NAME[::-1]}{i} > 1"\n' for i in range(190)),
        "LOY130",
    ),
    "many-alternatives": (
        HEAD + PURCHASE + COUNTS + "".join(f'[[tiers]]\nid="a{i}"\nenter="{ANDS}"\n' for i in range(190)),
        "LOY300",
    ),
    "many-multipliers": (
        HEAD
        + PURCHASE
        + '[points]\nredeem={points=1,worth="0.01"}\n'
        + "".join(f'[[points.earn]]\nid = "r{i}"\non = "purchase"\nper = 1\npoints = 1\n' for i in range(95))
        + "".join(f'[[points.earn]]\nid = "t{i}"\non = "purchase"\ntimes = 1\n' for i in range(95)),
        "LOY315",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name):
    """The text is answered with its diagnostic, within a second of work."""
    text, code = HOSTILE[name]
    assert len(text.encode()) <= 1024 * 1024
    begun = time.process_time()
    version, diagnostics = read(text)
    found = [*diagnostics, *(check(version) if version is not None else ())]
    printed = [one.render() for one in found]
    taken = time.process_time() - begun

    assert code in {one.code for one in found}
    assert max(map(len, printed)) < 2000
    assert taken < 1


def test_no_more_than_a_hundred_mistakes_are_shown():
    """A list that nobody would read is cut, and says so."""
    text = HEAD + "".join(f'[[tiers]]\nid = "a{i}"\nenter = "b >= 1"\n' for i in range(150))
    _, diagnostics = read(text)

    assert 101 == len(diagnostics)
    assert ("LOY209", "note") == (diagnostics[-1].code, diagnostics[-1].severity)
