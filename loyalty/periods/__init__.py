"""Instants, calendar units and calendar steps: the only place that knows time zones.

An instant is an integer: microseconds since 1970-01-01T00:00 UTC. Comparisons are made on
instants; calendar rules are applied in the program's zone (clauses 11 to 14).
"""

from loyalty.periods.boundary import Boundary
from loyalty.periods.dates import FEB29, UNITS, anniversary
from loyalty.periods.due import Due
from loyalty.periods.instants import DAY, INSTANT_MAX, INSTANT_MIN, to_instant, utc
from loyalty.periods.named import end_of, name_of, period_named
from loyalty.periods.period import Period
from loyalty.periods.shift import QUARTER, Shift
from loyalty.periods.working import WorkingCalendar
from loyalty.periods.written import written, written_until
from loyalty.periods.zone import Zone, zone

__all__ = [
    "DAY",
    "FEB29",
    "INSTANT_MAX",
    "INSTANT_MIN",
    "QUARTER",
    "UNITS",
    "Boundary",
    "Due",
    "Period",
    "Shift",
    "WorkingCalendar",
    "Zone",
    "anniversary",
    "end_of",
    "name_of",
    "period_named",
    "to_instant",
    "utc",
    "written",
    "written_until",
    "zone",
]
