"""What plugins add to a program, and what is wrong with them."""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from loyalty.config.build.context import Build
from loyalty.config.build.events import events
from loyalty.config.findings import Finding
from loyalty.config.raw.event import RawEvent
from loyalty.config.structure import structure_event
from loyalty.members.kind import EventKind
from loyalty.program.vocabulary import EventTable, Vocabulary
from loyalty.words import Path

AT: Path = ("program", "plugins")
_CODES = {
    "missing": "LOY270",
    "import": "LOY271",
    "raised": "LOY271",
    "re-entered": "LOY271",
    "clash": "LOY273",
}


def faulty(vocabulary: Vocabulary, listed: Sequence[str]) -> Iterator[Finding]:
    """Say what is wrong with the plugins, each where the program lists it."""
    for fault in vocabulary.faults:
        message = str(fault).removesuffix(f" ({fault.hint})")
        yield Finding(_CODES.get(fault.code, "LOY272"), message, place(listed, fault.plugin), fault.hint)


def place(listed: Sequence[str], plugin: str) -> Path:
    """Return where a program lists a plugin."""
    return (*AT, listed.index(plugin)) if plugin in listed and len(listed) > 1 else AT


def placed(vocabulary: Vocabulary, finding: Finding) -> Finding:
    """Return a finding about an event kind that a plugin brings where the program lists that plugin."""
    name = finding.path[1] if finding.path[:1] == ("events",) and len(finding.path) > 1 else ""
    added = vocabulary.events.get(str(name))
    if added is None:
        return finding
    return attrs.evolve(finding, path=place(vocabulary.plugins, added.plugin), side="value", part=None)


def added_events(build: Build, own: Mapping[str, RawEvent]) -> dict[str, EventKind]:
    """Return the kinds of events that plugins add to the program's own."""
    found: dict[str, EventKind] = {}
    for name, added in build.vocabulary.events.items():
        if name in own:
            message = f"the plugin `{added.plugin}` brings the event kind `{name}`"
            at = place(build.vocabulary.plugins, added.plugin)
            build.report("LOY273", message, at, f"another name for `[events.{name}]`")
        found.update(_event(build, added))
    return found


def _event(build: Build, added: EventTable) -> dict[str, EventKind]:
    """Build one kind; mistakes in it are the plugin's, and stand where the program lists it."""
    before = len(build.findings)
    raw, wrong = structure_event(added.table, ("events", added.name))
    made = {} if raw is None else events(build, {added.name: raw})
    found = [*wrong, *build.findings[before:]]
    del build.findings[before:]
    for one in found:
        message = f"the plugin `{added.plugin}` declares the event kind `{added.name}` wrongly: {one.message}"
        at = place(build.vocabulary.plugins, added.plugin)
        build.add(Finding("LOY272", message, at, one.cure))
    return made
