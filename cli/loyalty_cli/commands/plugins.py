"""`loyalty plugins`: what is installed, and what it adds."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from loyalty_cli.exits import Exit, Stop
from loyalty_cli.options import format_option

if TYPE_CHECKING:
    from loyalty.program.vocabulary import Vocabulary


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@format_option
def plugins(names: tuple[str, ...], form: str) -> None:
    """List the plugins that are installed, and what each adds to programs and to this command line.

    \b
    loyalty plugins
    loyalty plugins clothing --format json
    """  # noqa: D301 - click wants a real \b
    from loyalty.plugin.discovery import installed

    found = {name: _added(name) for name in names or installed()}
    click.echo(json.dumps(found, ensure_ascii=False, indent=2) if form == "json" else "\n\n".join(_text(found)))
    if any("faults" in added for added in found.values()):
        raise Stop(Exit.FINDINGS)


def _added(name: str) -> dict[str, list[str]]:
    """Return what a plugin adds, or what is wrong with it."""
    from loyalty.plugin.commands import commands
    from loyalty.plugin.discovery import found
    from loyalty.plugin.manager import manager

    words = manager((name,))
    if words.faults:
        return {"faults": [str(fault) for fault in words.faults]}
    calls = [f"loyalty {name} {one.name}" for one in commands(name, found(name))]
    return {what: rows for what, rows in (*_rows(name, words), ("commands", calls)) if rows}


def _rows(name: str, words: "Vocabulary") -> Iterator[tuple[str, list[str]]]:
    yield "benefit kinds", [kind.name for kind in words.benefit_kinds.values() if kind.plugin == name]
    yield "event kinds", list(words.events)
    yield "request kinds", list(words.request_kinds)
    yield "functions", [function.usage for function in words.functions.values()]
    yield "checks", list(words.checks)
    yield "terms", list(words.terms)


def _text(found: dict[str, dict[str, list[str]]]) -> Iterator[str]:
    if not found:
        yield "No plugin is installed."
    for name, added in found.items():
        rows = [f"  {what:<14} {', '.join(rows)}" for what, rows in added.items()]
        yield "\n".join([name, *(rows or ["  adds nothing"])])
