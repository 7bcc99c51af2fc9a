"""The same decision in two rule engines written in Rust, each in its quickest fair form.

Both are compiled before, and evaluated with a context of four numbers. ZEN: a decision of one expression node behind a
static loader, which is its quickest (a decision object made by hand is ten times slower). CEL: one program that returns
both answers in a list, which is quicker than a map or two programs.
"""

from collections.abc import Callable
from typing import Any

import cel as cel_engine
import zen as zen_engine

Context = dict[str, int]
Ask = Callable[[Context], Any]

TIER = "recent >= 40000 {o} (recent >= 30000 {a} visits >= 12) ? 2 : recent >= 15000 ? 1 : 0"


def zen() -> Ask:
    """Return the function that asks ZEN; its answer is a mapping with `result`."""
    tier = TIER.format(o="or", a="and")
    points = "floor(eligible * ($.tier == 2 ? 15 : $.tier == 1 ? 12 : 10) / 1000)"
    expressions = [
        {"id": "1", "key": "tier", "value": tier},
        {"id": "2", "key": "points", "value": f"{points} < room ? {points} : room"},
    ]
    content = {"expressions": expressions, "passThrough": False, "executionMode": "single"}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "content": {}},
        {"id": "rules", "type": "expressionNode", "name": "rules", "content": content},
        {"id": "out", "type": "outputNode", "name": "out", "content": {}},
    ]
    edges = [
        {"id": "a", "type": "edge", "sourceId": "in", "targetId": "rules"},
        {"id": "b", "type": "edge", "sourceId": "rules", "targetId": "out"},
    ]
    document = {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}
    engine = zen_engine.ZenEngine({"loader": {"type": "static", "content": {"grocery": document}}})
    return lambda context: engine.evaluate("grocery", context)


def zen_answer(found: Any) -> tuple[int, int]:
    """Return ZEN's answer in the form of the others."""
    return int(found["result"]["tier"]), int(found["result"]["points"])


def cel() -> Ask:
    """Return the function that asks CEL; its answer is a list."""
    tier = TIER.format(o="||", a="&&")
    points = f"eligible * (({tier}) == 2 ? 15 : ({tier}) == 1 ? 12 : 10) / 1000"
    program = cel_engine.compile(f"[{tier}, ({points}) < room ? ({points}) : room]")
    return program.execute
