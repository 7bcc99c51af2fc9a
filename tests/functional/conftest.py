"""A small shop for tests of the command line: its program and some events."""

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

SHOP = """\
[program]
id = "tea-corner"
name = { zh = "街角茶铺", en = "Tea on the corner" }
version = "1"
effective_from = 2024-01-01
timezone = "Asia/Shanghai"
currency = "CNY"

[parameters]
gold_from = { type = "money", value = "2000.00" }

[member.fields]
surname = { type = "text", pii = true }
region = { type = "text", default = "755" }

[member.number]
format = "{region} {serial:05}"
serial_per = "region"

[events.purchase]
amount = "money"
refund_within = "P30D"
[events.purchase.lines]
category = { type = "text", default = "" }
amount = "money"

[metrics]
spend = { sum = "purchase.amount" }
tea = { sum = "purchase.amount", where = "category == 'tea'" }
visits = { count = "purchase", window = "year" }
mean = { formula = "spend / visits", zero_division = 0, digits = 1 }

[points]
name = { zh = "茶叶", en = "Leaves" }
expire = { after = "P1Y", round = "month" }

[[points.earn]]
id = "base"
on = "purchase"
per = "1.00"
points = 1

[[tiers]]
id = "silver"
name = { zh = "银卡", en = "Silver" }
enter = "spend >= 500"

[[tiers]]
id = "gold"
name = { zh = "金卡", en = "Gold" }
enter = "spend >= gold_from"
"""

EVENTS = [
    {"id": "1", "member": "wang", "kind": "enrol", "at": "2024-01-05T09:00:00+08:00", "surname": "王"},
    {"id": "2", "member": "wang", "kind": "purchase", "at": "2024-01-05T09:10:00+08:00", "amount": "480.00"},
    {"id": "3", "member": "li", "kind": "enrol", "at": "2024-02-01T18:00:00+08:00", "surname": "李"},
    {"id": "4", "member": "wang", "kind": "purchase", "at": "2024-03-08T11:30:00+08:00", "amount": "36.50"},
    {
        "id": "5",
        "member": "li",
        "kind": "purchase",
        "at": "2024-04-01T18:00:00+08:00",
        "lines": [{"category": "tea", "amount": "2000.00"}, {"category": "cups", "amount": "100.00"}],
    },
    {"id": "6", "member": "li", "kind": "redeem", "at": "2024-04-02T18:00:00+08:00", "points": 150},
    {"id": "7", "member": "li", "kind": "redeem", "at": "2024-04-03T18:00:00+08:00", "points": 9000},
    {"id": "8", "member": "zhao", "kind": "purchase", "at": "2024-04-03T19:00:00+08:00", "amount": "10.00"},
]


@pytest.fixture
def here(tmp_path):
    """A directory of one's own, in which commands are run."""
    before = Path.cwd()
    os.chdir(tmp_path)
    yield tmp_path
    os.chdir(before)


@pytest.fixture
def shop(here):
    """That directory with the program `shop.toml` and its events `events.jsonl`."""
    (here / "shop.toml").write_text(SHOP, "utf-8")
    (here / "events.jsonl").write_text("".join(json.dumps(e, ensure_ascii=False) + "\n" for e in EVENTS), "utf-8")
    return here


@pytest.fixture
def said():
    """A function that runs the command line in this process and returns its exit code and what it prints."""

    def run(*arguments, **options):
        from loyalty_cli.group import cli

        result = CliRunner().invoke(cli, [str(one) for one in arguments], prog_name="loyalty", **options)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.output

    return run
