"""Put a version together from the raw records: units first, then names, then everything that reads names."""

from loyalty.config.build.benefits import Benefits, multiplied
from loyalty.config.build.classes import classifications
from loyalty.config.build.context import Build
from loyalty.config.build.entitled import Entitled
from loyalty.config.build.events import events
from loyalty.config.build.figures import Figures
from loyalty.config.build.identity import identity, units
from loyalty.config.build.lifecycle import lifecycle
from loyalty.config.build.member import linked, member_fields, member_kinds, number_format
from loyalty.config.build.metrics import metrics
from loyalty.config.build.occasions import festivals, occasions
from loyalty.config.build.parameters import Overrides, parameters
from loyalty.config.build.personal import personal
from loyalty.config.build.plugins import added_events
from loyalty.config.build.points import points
from loyalty.config.build.promises import Promises
from loyalty.config.build.requests import Requests
from loyalty.config.build.roles import purposes, roles
from loyalty.config.build.scopes import Scopes, facts
from loyalty.config.build.standards import standards
from loyalty.config.build.tables import check_tables
from loyalty.config.build.targets import Targets
from loyalty.config.build.tiers import ladders, outline
from loyalty.config.build.unique import check_unique
from loyalty.config.build.working import working
from loyalty.config.raw.document import RawDocument
from loyalty.program.version import Version


def version(build: Build, raw: RawDocument, values: Overrides) -> Version:
    """Return the version that the records describe; mistakes are in `build`, and then the version is of no use."""
    units(build, raw.program)
    parameters(build, raw.parameters, values)
    identity_of = identity(build, raw.program)
    of_roles, of_purposes = roles(build, raw.roles), purposes(build, raw.purposes)
    plain = member_fields(build, raw.member, raw.records)
    kinds = member_kinds(build, raw.member.kinds, plain)
    declared = {**events(build, raw.events), **added_events(build, raw.events)}
    fields = linked(build, plain, raw.member, declared)
    tiers = outline(build, raw.ladders, raw.tiers)
    check_unique(build, raw, declared, tiers)
    check_tables(build, tiers, kinds, fields, declared)
    scopes = Scopes(facts(build, fields, kinds, tiers), declared, build.currency.exponent, tiers)
    measured = metrics(build, raw.metrics, scopes)
    earned = points(build, raw.points, scopes)
    public = festivals(build, raw.calendar.festivals)
    inherits = frozenset(name for name, ladder in raw.ladders.items() if ladder.benefits == "inherit")
    words = {field.name: field.values for field in fields if field.values}
    has = Entitled(tiers, inherits, tuple(kind.name for kind in kinds), words)
    dated = occasions(build, fields, public, measured)
    offered = Benefits(build, scopes, has, dated, earned).all(raw.benefits)
    hours = working(build, raw.calendar)
    owed = Promises(build, scopes, has, dated, offered, earned is not None, hours is not None)
    secret = personal(measured, declared, fields)
    figures = Figures(build, scopes, [each.id for each in raw.standards], [each.id for each in raw.promises], secret)
    kept = standards(build, raw.standards, scopes)
    return Version(
        **identity_of,
        parameters=build.parameters,
        roles=of_roles,
        purposes=of_purposes,
        tables={name: one.table for name, one in build.tables.items()},
        fields=fields,
        member_kinds=kinds,
        number=number_format(build, raw.member.number, fields, tuple(tier for ids in tiers.values() for tier in ids)),
        events=declared,
        metrics=measured,
        points=multiplied(earned, offered),
        ladders=ladders(build, raw.ladders, raw.tiers, scopes, measured),
        festivals=public,
        working=hours,
        benefits=offered,
        classifications=classifications(build, raw.classes, scopes),
        promises=owed.all(raw.promises),
        requests=Requests(build, scopes, has, fields).all(raw.requests),
        standards=kept,
        targets=Targets(build, scopes, has, figures).all(raw.targets),
        lifecycle=lifecycle(raw.lifecycle),
        vocabulary=build.vocabulary,
    )
