"""Damaged programs are answered with diagnostics: never with a traceback, never slowly, never with much memory."""

from tests.unit.config.mutations import mutations, trial, whole


def test_damaged_programs(tmp_path):
    """Three hundred damaged programs are read within a second and 256 MiB each, without a traceback."""
    file = tmp_path / "program.toml"
    outcomes = [(data, trial(data, file, whole)) for data in mutations(20240101, 300)]

    assert [] == [(data, outcome.fault) for data, outcome in outcomes if outcome.fault]


def test_mutations_are_repeatable():
    """The same seed damages programs in the same way, and another seed in another."""
    assert list(mutations(1, 20)) == list(mutations(1, 20))
    assert list(mutations(1, 20)) != list(mutations(2, 20))


def test_mutations_do_damage(tmp_path):
    """Most damaged programs are wrong, and some are still right: the harness sees both."""
    file = tmp_path / "program.toml"
    seen = set()

    def look(path):
        from loyalty.config import read

        seen.add(read(path, parameters={"streak_gap": "P30D"})[0] is None)

    for data in mutations(3, 300):
        trial(data, file, look)

    assert {True, False} == seen


def test_the_harness_sees_a_traceback(tmp_path):
    """A reader that raises is a fault."""

    def broken(_):
        raise KeyError("spend")

    assert "KeyError" in trial(b"", tmp_path / "p.toml", broken).fault


def test_the_harness_sees_slowness(tmp_path):
    """A reader that takes too long is a fault."""
    outcome = trial(b"", tmp_path / "p.toml", lambda _: sum(range(2_000_000)), seconds=0.001)

    assert outcome.fault.endswith(" s")


def test_the_harness_sees_memory(tmp_path):
    """A reader that takes too much memory is a fault."""
    outcome = trial(b"", tmp_path / "p.toml", lambda _: bytearray(2_000_000), peak=1_000_000)

    assert outcome.fault.endswith("bytes")
