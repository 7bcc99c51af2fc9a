"""`loyalty test`: scenario files."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from loyalty_cli.exits import Exit, Stop
from loyalty_cli.options import format_option, language_option

if TYPE_CHECKING:
    from loyalty_cli.scenarios import Results


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(), metavar="[PATHS]...")
@click.option("-k", "words", metavar="WORD", multiple=True, help="Only scenarios with WORD in their name or file.")
@click.option("-m", "--mark", "marks", metavar="MARK", multiple=True, help="Only scenarios with this mark.")
@click.option("-v", "--verbose", is_flag=True, help="Name every scenario.")
@click.option("--junit", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write a JUnit report.")
@language_option
@format_option
def test(
    paths: tuple[str, ...],
    words: tuple[str, ...],
    marks: tuple[str, ...],
    junit: Path | None,
    language: str,
    form: str,
    *,
    verbose: bool,
) -> None:
    """Run scenario files, and explain every expectation that is not met.

    PATHS are scenario files, or directories that are searched for *.scenario.toml; without any, this directory.

    \b
    loyalty test
    loyalty test configs/ -k 黄金 --language zh
    loyalty test program.scenario.toml --junit report.xml
    """  # noqa: D301 - click wants a real \b
    from loyalty_cli import scenarios
    from loyalty_cli.render import scenarios as render

    results = scenarios.run(scenarios.found(paths or (".",)), words, marks, language)
    if junit is not None:
        from loyalty_cli.render.junit import write

        write(junit, results)
    click.echo(
        render.as_json(results, language) if form == "json" else render.as_text(results, language, verbose=verbose)
    )
    _leave(results, asked=bool(words or marks))


def _leave(results: "Results", *, asked: bool) -> None:
    """End with the code that says what came out."""
    if results.unloaded:
        raise Stop(Exit.PROGRAM)
    if results.failed or results.wrong:
        raise Stop(Exit.FINDINGS)
    if asked and not results.outcomes:
        raise Stop(Exit.USAGE, "no scenario was chosen")
