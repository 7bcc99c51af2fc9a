"""From texts and mappings to what the oracle folds, without the engine."""

from datetime import datetime

from loyalty import config
from loyalty.errors import Rejection
from loyalty.members.reader import Reader
from tests.oracle import moments
from tests.oracle.fold import fold


def load(*texts):
    """The versions of a program."""
    versions, diagnostics = config.read_versions(texts)
    assert versions is not None, "\n".join(each.render() for each in diagnostics)
    return versions


def reader(version):
    """What reads events for a version."""
    return Reader(
        kinds=version.events,
        member_fields=version.fields,
        member_kinds={kind.name: kind.needs for kind in version.member_kinds},
        zone=version.zone,
        currency=version.currency,
        skew=version.skew,
    )


def read_events(versions, mappings):
    """The events that can be read, and the codes of those that cannot, by id."""
    read, events, refused = reader(versions[0]), [], {}
    for mapping in mappings:
        found = read.read_all(mapping)
        if isinstance(found, Rejection):
            refused[mapping["id"]] = found.code
        else:
            events += found
    return events, refused


def at(text, version):
    """An instant from a local time in the program's zone, or from a time with its offset."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is not None:
        return moments.instant(moment)
    return moments.from_local(moment, moments.zone_of(version))


def ask(texts, mappings, when, **options):
    """The oracle's view of a history told as mappings."""
    versions = load(*([texts] if isinstance(texts, str) else texts))
    events, refused = read_events(versions, mappings)
    seen = fold(versions, events, at(when, versions[0]), **options)
    return {**seen, "rejected": {**refused, **seen["rejected"]}}
