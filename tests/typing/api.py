"""Only type-checked: what users write against the public API must stay well typed. Nothing here is run."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import assert_type

import loyalty


def loading() -> loyalty.Program:
    """A program comes from paths, texts, and values for its parameters."""
    from_path = loyalty.load("program.toml")
    from_versions = loyalty.load("v1.toml", Path("v2.toml"), values="values.toml")
    from_text = loyalty.loads("[program]", parameters={"earn_per": "10.00", "gap": "P30D"})
    checked, diagnostics = loyalty.check("program.toml")
    assert_type(checked, loyalty.Program | None)
    assert_type(diagnostics, tuple[loyalty.Diagnostic, ...])
    assert_type(from_path.hash, str)
    assert_type(from_versions.dump(), str)
    return from_text


def folding(program: loyalty.Program, at: datetime) -> loyalty.State:
    """Events are mappings or events; a state is a value."""
    event = program.event({"id": "1", "member": "wang", "kind": "enrol", "at": at})
    assert_type(event, loyalty.Event | loyalty.Rejection)
    if isinstance(event, loyalty.Rejection):
        assert_type(event.code, str)
        return program.fold([], at=at)
    state = program.fold([event, {"id": "2", "member": "wang", "kind": "visit", "at": at}], at=at)
    replay = program.replay([event], at=at)
    assert_type(replay.effects, tuple[loyalty.Effect, ...])
    assert_type(replay.rejected, Mapping[str, loyalty.Rejected])
    applied = program.apply(state, event, history=[event])
    assert_type(applied.state, loyalty.State)
    return program.at(program.state(applied.state.to_json()), at)


def reading(state: loyalty.State) -> None:
    """What a host shows has plain types."""
    assert_type(state.tier, str)
    assert_type(state.tiers, Mapping[str, str])
    assert_type(state.points.available, int)
    assert_type(state.lots, tuple[loyalty.Lot, ...])
    assert_type(state.reviews, Mapping[str, datetime | None])
    assert_type(state.number, str | None)
    assert_type(state.view("office"), Mapping[str, object])
    assert_type(state.view("office", purpose="letters", audit=print), Mapping[str, object])
    assert_type(state.consents, tuple[str, ...])


def populations(program: loyalty.Program, at: datetime) -> Iterator[loyalty.State]:
    """Many members are an iterator of states."""
    yield from program.fold_members([], at=at)


def mistakes() -> str:
    """Every exception has a common root with a code, a path and a hint."""
    try:
        loyalty.load("program.toml")
    except loyalty.ProgramError as error:
        return error.diagnostics[0].render()
    except loyalty.LoyaltyError as error:
        return f"{error.code} {error.path} {error.hint}"
    return ""
