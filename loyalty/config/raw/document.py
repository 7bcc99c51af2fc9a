"""A whole program file as written."""

from collections.abc import Mapping

import attrs

from loyalty.config.raw.benefit import RawBenefit
from loyalty.config.raw.calendar import RawCalendar
from loyalty.config.raw.classes import RawClasses
from loyalty.config.raw.event import RawEvent
from loyalty.config.raw.lifecycle import RawLifecycle
from loyalty.config.raw.member import RawMember
from loyalty.config.raw.metric import RawMetric
from loyalty.config.raw.points import RawPoints
from loyalty.config.raw.program import RawParameter, RawProgram
from loyalty.config.raw.promise import RawPromise
from loyalty.config.raw.records import RawPurpose, RawRecords, RawRole
from loyalty.config.raw.request import RawRequest
from loyalty.config.raw.standard import RawStandard
from loyalty.config.raw.target import RawTarget
from loyalty.config.raw.tier import RawLadder, RawTier


@attrs.frozen
class RawDocument:
    """The tables of a program, each in its shape and none of them understood yet."""

    program: RawProgram
    parameters: Mapping[str, RawParameter] = attrs.field(factory=dict)
    calendar: RawCalendar = attrs.field(factory=RawCalendar)
    roles: Mapping[str, RawRole] = attrs.field(factory=dict)
    purposes: Mapping[str, RawPurpose] = attrs.field(factory=dict)
    records: RawRecords = attrs.field(factory=RawRecords)
    member: RawMember = attrs.field(factory=RawMember)
    events: Mapping[str, RawEvent] = attrs.field(factory=dict)
    metrics: Mapping[str, RawMetric] = attrs.field(factory=dict)
    points: RawPoints | None = None
    ladders: Mapping[str, RawLadder] = attrs.field(factory=dict)
    tiers: tuple[RawTier, ...] = ()
    benefits: tuple[RawBenefit, ...] = ()
    promises: tuple[RawPromise, ...] = ()
    standards: tuple[RawStandard, ...] = ()
    requests: tuple[RawRequest, ...] = ()
    targets: tuple[RawTarget, ...] = ()
    classes: Mapping[str, RawClasses] = attrs.field(factory=dict)
    lifecycle: RawLifecycle = attrs.field(factory=RawLifecycle)
