"""Options that several commands have, declared once."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

F = TypeVar("F", bound=Callable[..., Any])


def given_option(ctx: click.Context, parameter: click.Parameter, text: str) -> str:
    """Refuse an empty text, which a script writes by accident, such as `--at "$DAY"` without a DAY."""
    source = ctx.get_parameter_source(parameter.name or "")
    if source is ParameterSource.COMMANDLINE and not text.strip():
        raise click.BadParameter("it is empty", param=parameter)
    return text


format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, or one JSON document for programs.",
)

language_option = click.option(
    "--language",
    type=click.Choice(["zh", "en"]),
    default="en",
    show_default=True,
    help="Language of the output, and which of the program's names are used.",
)

at_option = click.option(
    "--at",
    default="",
    callback=given_option,
    metavar="T",
    help="The instant: 2024-06-30 (its first instant), 2024-06-30T18:00 (local time of the program) or with an offset, "
    '"end of 2024-06" (its last instant; also of 2024, 2024-H1, 2024-Q1, 2024-W10). '
    "Without it, the latest instant in the data.",
)

member_option = click.option(
    "--member", default="", callback=given_option, help="Only this member, and those merged with it."
)

earlier_option = click.option(
    "--earlier",
    type=click.Path(),
    multiple=True,
    metavar="FILE",
    help="An earlier version of the program; may be given several times.",
)

workers_option = click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that share the work."
)

memory_option = click.option(
    "--in-memory",
    type=click.IntRange(0),
    default=250_000,
    show_default=True,
    metavar="EVENTS",
    help="Events kept in memory; with more, a run goes through a temporary directory.",
)


strict_option = click.option(
    "--strict", is_flag=True, help="Stop at a broken line; exit with 1 if any event was rejected."
)


def out_option(text: str) -> Callable[[F], F]:
    """Return the option `--out`, which says in its own words what is written."""
    kind = click.Path(dir_okay=False, path_type=Path)
    return click.option("--out", type=kind, metavar="FILE", help=text)


def program_options(command: F) -> F:
    """Add `--set` and `--values`, which give a program its parameters."""
    command = click.option(
        "--values",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        help="A TOML file with values for the program's parameters.",
    )(command)
    return click.option(
        "--set",
        "settings",
        multiple=True,
        metavar="NAME=VALUE",
        callback=_settings,
        help="A value for one parameter, as TOML or as text: --set earn_per=10.00 --set gap=P30D. Wins over --values.",
    )(command)


def value(text: str) -> Any:
    """Return the TOML value that `text` is, or else the text itself.

    >>> value("10.00"), value("2024-01-31"), value("P30D"), value('"10"')
    (Decimal('10.00'), datetime.date(2024, 1, 31), 'P30D', '10')
    """
    import tomli

    try:
        document = tomli.loads(f"value = {text}", parse_float=Decimal)
    except (tomli.TOMLDecodeError, ValueError, ArithmeticError, RecursionError):
        return text
    return document["value"] if len(document) == 1 else text


def _settings(_: click.Context, parameter: click.Parameter, given: tuple[str, ...]) -> dict[str, Any]:
    """Turn every NAME=VALUE into an entry."""
    settings: dict[str, Any] = {}
    for item in given:
        name, equals, text = item.partition("=")
        if not equals or not name.strip():
            raise click.BadParameter(f"{item!r} is not NAME=VALUE", param=parameter)
        settings[name.strip()] = value(text.strip())
    return settings
