"""Opening hours minute by minute: what a working calendar must say, found by walking, never by arithmetic on hours.

A stretch of minutes is laid out once, each either open or closed. Every answer counts or walks along it. Of the SDK it
uses nothing but the rules of time zones, to read the clock.
"""

from datetime import UTC, datetime, timedelta

from loyalty.periods.iana import rules

MINUTE = 60_000_000
DAY_MINUTES = 1440
QUARTER = timedelta(minutes=15)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Street:
    """A house watched every minute from one UTC midnight on.

    `hours_of(day)` gives the parts of a date as pairs of texts; parts of a day before the first whole local day and
    after the last one are not known and must not be asked for.
    """

    def __init__(self, zone, first, days, hours_of):
        """Look at the clock at every quarter of an hour, which is as often as zones change it."""
        self.begin = datetime(first.year, first.month, first.day, tzinfo=UTC)
        self.base = round((self.begin - EPOCH).total_seconds()) // 60
        self.walls = list(_walls(rules(zone), self.begin, days))
        self.open = bytearray(len(self.walls))
        self.ends, self.working = {}, []
        for number, minutes in self._days():
            self._open_day(number, minutes, hours_of(EPOCH.date() + timedelta(days=number)))

    def _days(self):
        """Return each day's number with its minutes; a day shown again is over when the next one began."""
        latest, days = 0, {}
        for minute, wall in enumerate(self.walls):
            if wall >= (latest + 1) * DAY_MINUTES:
                latest = wall // DAY_MINUTES
                days[latest] = []
            days[latest].append(minute)
        return list(days.items())[1:-1]

    def _open_day(self, number, minutes, parts):
        """Open the minutes of a day from the first that shows the opening, or later, to the closing shown last."""
        seen = [self.walls[minute] for minute in minutes]
        for opening, closing in parts:
            start, end = (number * DAY_MINUTES + _minutes(text) for text in (opening, closing))
            since = next((place for place, wall in enumerate(seen) if wall >= start), len(seen))
            until = len(seen) - seen[::-1].index(end) - 1 if end in seen else _last_before(seen, end)
            for minute in minutes[since:until]:
                self.open[minute] = 1
        self.ends[number] = minutes[-1] + 1
        if any(self.open[minute] for minute in minutes):
            self.working.append((minutes[0], number))

    def _split(self, instant):
        """Return the place of an instant's minute, and how far into it the instant is."""
        minute, rest = divmod(instant, MINUTE)
        return minute - self.base, rest

    def is_open(self, instant):
        """Look whether the minute is open."""
        return bool(self.open[self._split(instant)[0]])

    def next_opening(self, instant):
        """Walk to the first open minute."""
        place, rest = self._split(instant)
        found = place if self.open[place] else self.open.index(1, place)
        return (found + self.base) * MINUTE + (rest if found == place else 0)

    def after_working_time(self, instant, micros):
        """Walk until so much open time is used up; None beyond the end of the street."""
        place, rest = self._split(instant)
        left = micros + (rest if self.open[place] else 0)
        place = self.open.find(1, place)
        while left > MINUTE and place >= 0:
            left -= MINUTE
            place = self.open.find(1, place + 1)
        return None if place < 0 else (place + self.base) * MINUTE + left

    def after_working_days(self, instant, count):
        """Walk over the days that begin after the instant and are open at some time; the end of the last one."""
        place = self._split(instant)[0]
        later = [day for begin, day in self.working if begin > place]
        return (self.ends[later[count - 1]] + self.base) * MINUTE if count <= len(later) else None

    def between(self, start, end):
        """Count the open minutes, and the parts of minutes at both ends."""
        (first, early), (last, late) = self._split(start), self._split(end)
        whole = sum(self.open[first:last]) * MINUTE
        return whole - self.open[first] * early + self.open[last] * late


def _walls(tz, begin, days):
    """Yield what the clock shows in each minute, in minutes since 1970."""
    for quarter in range(days * 96):
        at = begin + quarter * QUARTER
        local = at.astimezone(tz)
        first = round((local.replace(tzinfo=UTC) - EPOCH) / timedelta(minutes=1))
        yield from range(first, first + 15)


def _last_before(seen, end):
    """Return the place after the last minute before the closing, for a closing that the clock never shows."""
    return max((place + 1 for place, wall in enumerate(seen) if wall < end), default=0)


def _minutes(text):
    """Read a time of day."""
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)
