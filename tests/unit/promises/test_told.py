"""What is said about obligations: names of promises and roles, and what became of each."""

import loyalty
from tests.unit.promises.house import MEMBER, at, happened

PROGRAM = loyalty.loads("""
[program]
id = "house"
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"
[roles.lead]
name = { zh = "组长", en = "Team leader" }
[member.fields]
birthday = "date"
[events.problem]
[events.solution]
[[promises]]
id = "solution"
name = { zh = "解决", en = "Solution" }
on = "problem"
due = "PT24H"
kept_by = "solution"
owner = "lead"
escalate = [{ to = "lead" }]
[[promises]]
id = "thanks"
on = "problem"
kept_by = "solution"
""")
LATE = happened(("2024-03-01T10:00", "problem"), ("2024-03-01T11:00", "problem"), ("2024-03-01T12:00", "solution"))


def said(language, name=None):
    """Return the lines of the explanation of a promise."""
    reason = PROGRAM.explain(LATE, at=at("2024-03-05T00:00"), tier=name)
    return [reason.text[language], *(each.text[language] for each in reason.children)]


def test_roles_have_their_names():
    """Who was told is called as people call them."""
    state = PROGRAM.fold(LATE, at=at("2024-03-05T00:00"))
    (late, _) = PROGRAM.promises(state)

    assert (MEMBER, "e2", ("lead",)) == (late.member, late.case, late.escalated_to)
    assert "handed over to Team leader" in late.texts["en"]
    assert "已移交 组长" in late.texts["zh"]


def test_what_became_of_one_promise():
    """All of its cases; what time alone breached needs no second instant."""
    assert said("en", "solution") == [
        "promises: 1 kept, 1 breached, 1 of them late",
        "Solution for e1: opened 2024-03-01 10:00, due by 2024-03-02 10:00, kept 2024-03-01 12:00",
        "Solution for e2: opened 2024-03-01 11:00, due by 2024-03-02 11:00, breached, handed over to Team leader",
    ]
    assert said("zh", "solution")[-1] == "解决（e2）：2024-03-01 11:00 产生，期限 2024-03-02 11:00，违约，已移交 组长"
    assert said("en", "thanks") == [
        "promises: 1 open, 1 kept",
        "thanks for e1: opened 2024-03-01 10:00, kept 2024-03-01 12:00",
        "thanks for e2: opened 2024-03-01 11:00",
    ]
