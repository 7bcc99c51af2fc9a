"""`loyalty check`: every mistake in a program, at once."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from loyalty_cli.exits import Exit, Stop
from loyalty_cli.options import format_option, language_option, program_options

if TYPE_CHECKING:
    from loyalty.api import Program
    from loyalty.errors import Diagnostic


@click.command()
@click.argument("program", nargs=-1, required=True, type=click.Path(), metavar="PROGRAM...")
@program_options
@click.option("--show-plan", is_flag=True, help="Print the Python function that the program was compiled into.")
@click.option("--strict", is_flag=True, help="Warnings are findings too: exit with 1.")
@language_option
@format_option
def check(
    program: tuple[str, ...],
    settings: dict[str, Any],
    values: Path | None,
    language: str,
    form: str,
    **flags: bool,
) -> None:
    """Find every mistake in a program, each with its place, why it matters and what to write.

    PROGRAM is a TOML file; several files are versions of one program.

    \b
    loyalty check program.toml
    loyalty check v1.toml v2.toml --values shop.toml --set earn_per=10.00
    loyalty check program.toml --language zh
    loyalty check program.toml --strict --format json
    """  # noqa: D301 - click wants a real \b
    import loyalty
    from loyalty_cli.render import findings

    loaded, diagnostics = loyalty.check(*program, parameters=settings, values=values)
    plan = loaded.plan_source() if loaded and flags["show_plan"] else ""
    render = findings.as_json if form == "json" else findings.as_text
    click.echo(render(program, diagnostics, plan, language))
    if _wrong(loaded, diagnostics, strict=flags["strict"]):
        raise Stop(Exit.FINDINGS)


def _wrong(loaded: "Program | None", diagnostics: "tuple[Diagnostic, ...]", *, strict: bool) -> bool:
    worst = {one.severity for one in diagnostics}
    return loaded is None or "error" in worst or (strict and "warning" in worst)
