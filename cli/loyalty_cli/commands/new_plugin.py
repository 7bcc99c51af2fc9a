"""`loyalty new-plugin`: a plugin project that works, with its tests."""

import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template

import click

from loyalty_cli.exits import Exit, Stop

SUFFIX = ".in"
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*").fullmatch


@click.command("new-plugin")
@click.argument("name")
@click.option(
    "--dir", "folder", type=click.Path(path_type=Path), metavar="DIR", help="Where; ./loyalty-NAME if not given."
)
def new_plugin(name: str, folder: Path | None) -> None:
    """Write a new plugin: a project of its own, with a kind of benefit, a function, a check, and tests that pass.

    NAME is the name under which programs list it: small letters, digits and hyphens.

    \b
    loyalty new-plugin hotel
    loyalty new-plugin hotel --dir ../hotel
    """  # noqa: D301 - click wants a real \b
    _check(name)
    target = folder or Path(f"loyalty-{name}")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Stop(Exit.USAGE, f"{target} is there already and is not empty; another --dir")
    written = [_write(path, text, target, _words(name)) for path, text in _templates(files("loyalty_cli") / "template")]
    click.echo("\n".join([f"Written to {target}:", *(f"  {path}" for path in sorted(written))]))
    click.echo(f"\nNext:\n  cd {target}\n  pip install -e '.[test]'\n  pytest")


def _check(name: str) -> None:
    from loyalty_cli.group import COMMANDS

    if not _NAME(name) or len(name) > 30:  # noqa: PLR2004 - words made of it stay readable
        raise Stop(Exit.USAGE, f"'{name}' cannot be the name of a plugin: small letters, digits and single hyphens can")
    if name in {*COMMANDS, "core", "cli", "sdk"}:
        raise Stop(Exit.USAGE, f"'{name}' is taken; another name")


def _words(name: str) -> dict[str, str]:
    """Return what stands in the templates for the name."""
    snake = name.replace("-", "_")
    camel = "".join(part.capitalize() for part in name.split("-"))
    return {"name": name, "snake": snake, "camel": camel, "package": f"loyalty_{snake}", "title": camel}


def _templates(folder: Traversable, above: str = "") -> list[tuple[str, str]]:
    """Return the templates by their path."""
    found = []
    for one in folder.iterdir():
        if one.is_dir():
            found += _templates(one, f"{above}{one.name}/")
        elif one.name.endswith(SUFFIX):
            found.append((f"{above}{one.name.removesuffix(SUFFIX)}", one.read_text("utf-8")))
    return found


def _write(path: str, text: str, target: Path, words: dict[str, str]) -> str:
    """Write one file, and return its path in the project."""
    place = Template(path.replace("package/", "$package/").replace("NAME", "$name")).substitute(words)
    file = target / place
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(Template(text).substitute(words), "utf-8")
    except OSError as error:
        raise Stop(Exit.INPUT, f"{file} cannot be written: {error.strerror}") from error
    return place
