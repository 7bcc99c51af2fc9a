"""Read the expressions of a program: text to tree, tree to meaning, problems to findings with their columns."""

from collections.abc import Mapping, Sequence

import attrs

from loyalty.config.build.context import Build
from loyalty.config.build.habits import advised
from loyalty.config.build.mistakes import COMPARISONS_MAX
from loyalty.config.findings import Finding
from loyalty.lang import Node, Problem, Type, Typed, check, names, parse
from loyalty.lang.context import ZeroDivision
from loyalty.lang.expression import Expression
from loyalty.lang.nodes import Name, children
from loyalty.words import Path

Scope = Mapping[str, Type]

_NAME_AND_OPERATOR = 4


def tree(build: Build, text: str, path: Path) -> Node | None:
    """Return the tree of an expression; None when its text cannot be read, which is then reported."""
    node = parse(text)
    if isinstance(node, list):
        _report(build, node, path, text)
        return None
    return node


@attrs.frozen
class Wanted:
    """What an expression may read and must give; with `unknown` its value may be missing, as that of a formula may."""

    scope: Scope
    type: Type | None = None
    zero_division: ZeroDivision | None = None
    unknown: bool = False


def meaning(
    build: Build,
    text: str,
    node: Node | None,
    path: Path,
    scope: Scope,
    want: Type | None,
    zero_division: ZeroDivision | None = None,
) -> Expression | None:
    """Return a checked expression; None when there is something wrong with it, which is then reported."""
    return checked(build, text, node, path, Wanted(scope, want, zero_division))


def checked(build: Build, text: str, node: Node | None, path: Path, want: Wanted) -> Expression | None:
    """Return an expression that gives what is wanted; None when there is something wrong with it."""
    if node is None:
        return None
    if _is_laborious(build, node, text, want.scope):
        _report_unknown(build, node, path, want.scope)
        return None
    typed = check(
        node,
        want.scope,
        want.type,
        zero_division=want.zero_division,
        functions=build.functions,
        tables={name: one.table for name, one in build.tables.items()},
        unknown=want.unknown,
    )
    if isinstance(typed, Typed):
        return Expression(text, typed, path)
    _report(build, [one for one in typed if not _about(one, text, build.broken)], path, text)
    return None


def expression(build: Build, text: str, path: Path, scope: Scope, want: Type | None) -> Expression | None:
    """Read an expression that stands by itself."""
    return meaning(build, text, tree(build, text, path), path, scope, want)


def _is_laborious(build: Build, node: Node, text: str, scope: Scope) -> bool:
    """Say whether so many names are unknown that looking for similar ones would take long."""
    most = len(text) // _NAME_AND_OPERATOR * len(scope)
    if build.comparisons + most <= COMPARISONS_MAX:
        return False
    unknown = names(node) - scope.keys()
    return bool(unknown) and not build.may_compare(len(unknown) * len(scope))


def _report_unknown(build: Build, node: Node, path: Path, scope: Scope) -> None:
    """Report unknown names without looking for similar ones."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        waiting.extend(children(here))
        known = scope.keys() | build.tables.keys() | build.broken
        if isinstance(here, Name) and here.name not in known:
            build.add(Finding("LOY130", f"there is no `{here.name}` here", path, part=(here.start, here.end)))


def _about(problem: Problem, text: str, broken: set[str]) -> bool:
    """Whether a problem is only that a name, whose own mistake is reported, is not known."""
    return problem.code == "LOY130" and text[problem.start : problem.end] in broken


def _report(build: Build, problems: Sequence[Problem], path: Path, text: str) -> None:
    for problem in problems:
        part = (problem.start, problem.end)
        said, said_zh = problem.message, problem.message_zh
        finding = Finding(problem.code, said, path, problem.cure, problem.why, part=part, message_zh=said_zh)
        build.add(advised(finding, text[problem.start : problem.end].strip("\"'"), build.titles))
