"""A case that is called by an empty text is a case, also after the state was saved."""

from tests.unit.promises.house import at, happened, house, promise


def test_an_empty_ticket_is_kept_after_saving() -> None:
    """The solution of the ticket without a text keeps its promise, whether the state was saved in between or not."""
    program = house(promise(due="P3D", match="ticket"))
    ticket = {"ticket": ""}
    *before, last = happened(("2024-03-01T10:00", "problem", ticket), ("2024-03-02T10:00", "solution", ticket))
    saved = program.state(program.fold(before, at=at("2024-03-02T00:00")).to_json())

    assert program.fold([*before, last], at=at("2024-03-02T10:00")) == program.apply(saved, last).state
    assert () == program.promises(program.apply(saved, last).state)
