"""Read a program: from a file or a text to a version, or to every mistake in it."""

import os
from collections.abc import Mapping, Sequence
from functools import partial

import attrs

from loyalty.config.build import Build, EnoughError, Overrides, version
from loyalty.config.build.plugins import faulty, placed
from loyalty.config.canonical import filled, program_hash
from loyalty.config.findings import Finding, MistakeError
from loyalty.config.raw import RawDocument
from loyalty.config.source import Source, parse, source
from loyalty.config.structure import structure
from loyalty.errors import Diagnostic
from loyalty.program.version import Version
from loyalty.program.vocabulary import Vocabularies, without_plugins

Given = os.PathLike[str] | str
Values = os.PathLike[str] | Mapping[str, object]
Result = tuple[Version | None, tuple[Diagnostic, ...]]


def read(
    given: Given,
    *,
    values: Values | None = None,
    parameters: Mapping[str, object] | None = None,
    file: str = "",
    vocabulary: Vocabularies = without_plugins,
) -> Result:
    """Return a program's version and what there is to say about it; None instead of a version when there is an error.

    Never raises for an author's mistake.

    Args:
        given: a path (`os.PathLike`), or the text of a program (`str`).
        values: values of parameters: a path to a TOML file of ``name = value`` lines, or a mapping.
        parameters: values of parameters that win over all others; text may stand for a value of any type.
        file: what to call a text in messages.
        vocabulary: from the plugins that the program lists to what it may use.
    """
    sources: dict[str, Source] = {
        "program": Source("", file or (os.fspath(given) if isinstance(given, os.PathLike) else ""))
    }
    try:
        program = sources["program"] = source(given, file)
        document = parse(program.text)
    except MistakeError as error:
        return None, reported(spelled(sources["program"].text, error), sources)
    outside, mistakes = _values(values, sources)
    given_values = Overrides(outside, parameters or {}, file=isinstance(values, os.PathLike))
    raw, findings = structure(document)
    if raw is None or mistakes:
        return None, reported([*mistakes, *findings, *_beside(document, findings, given_values, vocabulary)], sources)
    build = Build(vocabulary=vocabulary(raw.program.plugins))
    if build.vocabulary.faults:
        return None, reported(list(faulty(build.vocabulary, raw.program.plugins)), sources)
    made = _built(build, raw, given_values)
    if made is None:
        return None, reported([placed(build.vocabulary, finding) for finding in build.findings], sources)
    full = filled(document, made)
    digest = partial(program_hash, full, build.vocabulary.declared(), notes="note" in program.text)
    done = attrs.evolve(made, document=full, digest=digest, file=program.file, text=program.text)
    return done, ()


def _built(build: Build, raw: RawDocument, given: Overrides) -> Version | None:
    """Return the version, or None when there are mistakes, which are then in `build`."""
    try:
        made = version(build, raw, given)
    except EnoughError:
        return None
    return None if build.findings else made


def _beside(
    document: Mapping[str, object], findings: Sequence[Finding], given: Overrides, vocabulary: Vocabularies
) -> list[Finding]:
    """Return the mistakes in the part of a document whose form is right."""
    from loyalty.config.rescue import rescue  # noqa: PLC0415 - only after a mistake

    rescued = rescue(document, findings)
    if rescued.raw is None:
        return []
    build = Build(rescued.broken, vocabulary(rescued.raw.program.plugins))
    if build.vocabulary.faults:
        return list(faulty(build.vocabulary, rescued.raw.program.plugins))
    _built(build, rescued.raw, given)
    return [placed(build.vocabulary, rescued.original(finding)) for finding in build.findings]


def _values(values: Values | None, sources: dict[str, Source]) -> tuple[Mapping[str, object], list[Finding]]:
    """Return the values given outside of the program, and the mistakes in their file."""
    if not isinstance(values, os.PathLike):
        return values or {}, []
    try:
        sources["values"] = Source("", os.fspath(values))
        sources["values"] = source(values)
        return parse(sources["values"].text), []
    except MistakeError as error:
        return {}, [attrs.evolve(one, origin="values") for one in spelled(sources["values"].text, error)]


def spelled(text: str, error: MistakeError) -> list[Finding]:
    """Return a mistake in the spelling of a text, and those behind it; what is needed for it is imported only then."""
    from loyalty.config.mending import slips  # noqa: PLC0415 - only after a mistake

    return list(slips(text, error))


def reported(findings: Sequence[Finding], sources: Mapping[str, Source]) -> tuple[Diagnostic, ...]:
    """Return findings as diagnostics; what is needed for it is imported only then."""
    if not findings:
        return ()
    from loyalty.config.report import diagnostics  # noqa: PLC0415 - only when there is something to say

    return diagnostics(findings, sources)
