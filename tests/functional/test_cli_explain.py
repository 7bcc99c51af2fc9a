"""`loyalty explain`: the tree of reasons as text, drawn on a terminal, and as JSON."""

import json
from datetime import datetime
from pathlib import Path

import pytest

import loyalty
from loyalty_cli.render.reasons import drawn


def reason(member, ask="why", tier=None, at="2024-04-03T19:00:00+08:00"):
    """Return the reason that the API gives for a member of the shop."""
    lines = Path("events.jsonl").read_text("utf-8").splitlines()
    events = [one for one in map(json.loads, lines) if one["member"] == member]
    return loyalty.load("shop.toml").explain(events, at=datetime.fromisoformat(at), ask=ask, tier=tier)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ([], ("why", None)),
        (["why"], ("why", None)),
        (["why", "silver"], ("why", "silver")),
        (["why-not"], ("why-not", None)),
        (["why-not", "gold"], ("why-not", "gold")),
    ],
)
def test_text(said, shop, words, asked, language):
    """The text is that of the API, in either language, for every way to ask."""
    expected = reason("wang", *asked).render(language) + "\n"

    assert (0, expected) == said(
        "explain", "shop.toml", "events.jsonl", *words, "--member", "wang", "--language", language
    )


def test_what_is_missing(said, shop):
    """The first lines say what the tier asks for, and what is missing."""
    code, text = said("explain", "shop.toml", "events.jsonl", "why-not", "gold", "--member", "wang")

    assert 0 == code
    assert text.startswith("✗ main: not yet Gold  [shop.toml:")
    assert "spend: 1483.50 more needed (>= 2000.00, now 516.50)" in text


def test_json(said, shop):
    """The same tree as nested objects."""
    code, text = said("explain", "shop.toml", "events.jsonl", "--member", "li", "--format", "json")

    assert (0, json.loads(json.dumps(reason("li").to_dict()))) == (code, json.loads(text))


def test_at(said, shop):
    """Any instant can be asked for."""
    at = "2024-03-01T00:00:00+08:00"
    expected = reason("wang", at=at).render("en") + "\n"

    assert (0, expected) == said("explain", "shop.toml", "events.jsonl", "--member", "wang", "--at", "2024-03-01")


@pytest.mark.parametrize("memory", ["0", "250000"])
def test_merged_members(said, shop, memory):
    """The events of a member merged with another belong to the survivor, whoever is asked for."""
    merge = {"id": "9", "member": "li", "kind": "merge", "at": "2024-05-01T10:00:00+08:00", "absorbs": "wang"}
    (shop / "more.jsonl").write_text(json.dumps(merge) + "\n")
    found = {
        said("explain", "shop.toml", "events.jsonl", "more.jsonl", "--member", member, "--in-memory", memory)
        for member in ("li", "wang")
    }

    ((code, text),) = found
    assert 0 == code
    assert text.startswith("Member li at 2024-05-01 10:00\n")
    assert "2616.50" in text


def test_events_that_could_not_be_read(said, shop):
    """Rejections on the way are mentioned, since they are not part of the answer."""
    (shop / "more.jsonl").write_text("oops\n")
    code, text = said("explain", "shop.toml", "events.jsonl", "more.jsonl", "--member", "wang")

    assert 0 == code
    assert text.endswith("events that could not be read: 1; `loyalty run` says why\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["events.jsonl", "--member", "who"], "Error: no event is about a member `who`\n"),
        (
            ["events.jsonl", "why-not", "glod", "--member", "li"],
            "Error: there is no tier, benefit, metric, promise or request `glod` (gold)\n",
        ),
        (["why", "--member", "li"], "Error: write files of events, then why or why-not, then at most one tier\n"),
        (["events.jsonl", "why", "a", "b", "--member", "li"], "then at most one tier\n"),
        (["events.jsonl"], "Error: Missing option '--member'.\n"),
    ],
)
def test_slips(said, shop, words, message):
    """What was not understood is said in one sentence."""
    code, text = said("explain", "shop.toml", *words)

    assert (2, True) == (code, text.endswith(message))


def test_drawn_for_a_terminal(shop):
    """On a terminal the tree has lines and colours, and the same words."""
    text = drawn(reason("wang", "why-not", "gold"), "en", width=200)

    assert "\x1b[31m✗ \x1b[0mmain: not yet Gold\x1b[2m  shop.toml:" in text
    assert "└── " in text


def test_personal_data_is_never_printed(said, shop):
    """An explanation shows no personal data."""
    text = "".join(
        said("explain", "shop.toml", "events.jsonl", "--member", "wang", "--format", one)[1] for one in FORMATS
    )

    assert "王" not in text


FORMATS = ("text", "json")
