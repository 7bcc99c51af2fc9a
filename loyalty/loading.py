"""From files or texts to a program, with all there is to say about them."""

import os
from collections.abc import Mapping, Sequence

from loyalty.api import Program
from loyalty.config import read_versions
from loyalty.config.reading import Given, Values
from loyalty.errors import Diagnostic, ProgramError, refuse_inside
from loyalty.program import Version
from loyalty.program.vocabulary import Vocabularies, Vocabulary, without_plugins

Paths = str | os.PathLike[str]
Parameters = Mapping[str, object]
Plugins = Mapping[str, object]
Read = tuple[Program | None, tuple[Diagnostic, ...]]
"""A program, or None when it has errors, and what there is to say about it."""


def load(
    *paths: Paths,
    parameters: Parameters | None = None,
    values: Values | str | None = None,
    plugins: Plugins | None = None,
) -> Program:
    """Read a program from a file, or from several files that are its versions.

    Args:
        paths: TOML files.
        parameters: values of parameters, which win over all others.
        values: a TOML file with values of parameters, or a mapping.
        plugins: plugins that are not installed, by name; a program uses those it lists.

    Raises:
        ProgramError: the program has mistakes; all of them are in `diagnostics`.
    """
    return _made(check(*paths, parameters=parameters, values=values, plugins=plugins))


def loads(
    *texts: str, parameters: Parameters | None = None, values: Values | None = None, plugins: Plugins | None = None
) -> Program:
    """Read a program from texts; otherwise like `load`."""
    refuse_inside("loyalty.loads")
    return _made(_read(texts, parameters, values, plugins))


def check(
    *paths: Paths,
    parameters: Parameters | None = None,
    values: Values | str | None = None,
    plugins: Plugins | None = None,
) -> Read:
    """Read a program and return it with all there is to say about it; it is None when it has errors.

    Mistakes in the program never raise.
    """
    refuse_inside("loyalty.check")
    given = [path if isinstance(path, os.PathLike) else _path(path) for path in paths]
    return _read(given, parameters, _path(values) if isinstance(values, str) else values, plugins)


def _read(
    given: Sequence[Given], parameters: Parameters | None, values: Values | None, plugins: Plugins | None
) -> Read:
    versions, said = read_versions(given, values=values, parameters=parameters, vocabulary=_vocabularies(plugins))
    return (Program(versions) if versions else None), (*said, *_checked(versions or ()))


def _vocabularies(plugins: Plugins | None) -> Vocabularies:
    def lookup(names: Sequence[str]) -> Vocabulary:
        if not names:
            return without_plugins(names)
        from loyalty.plugin.manager import manager  # noqa: PLC0415 - 4 ms, and pluggy's 12, only with plugins

        return manager(names, plugins)

    return lookup


def _checked(versions: Sequence[Version]) -> tuple[Diagnostic, ...]:
    from loyalty.checks import check as findings  # noqa: PLC0415

    return tuple(diagnostic for version in versions for diagnostic in findings(version))


def _path(path: str) -> os.PathLike[str]:
    from pathlib import Path  # noqa: PLC0415

    return Path(path)


def _made(result: Read) -> Program:
    program, diagnostics = result
    if program is None:
        raise ProgramError(diagnostics)
    return program
