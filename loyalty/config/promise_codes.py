"""What can be wrong or doubtful about promises: a part of the table of diagnostics."""

from loyalty.config.entry import Entry

PROMISES = {
    "LOY410": Entry(
        "not a length of time",
        "a limit is counted by the clock, or in working time, and the file must say which",
        '`"PT30M"`, `"2 working hours"`, or `"5 working days"`',
    ),
    "LOY411": Entry(
        "what opens a promise",
        "something is owed because of an event or a date, or once in each period of the calendar",
        '`on = "complaint"`, or `every = "month"`',
    ),
    "LOY412": Entry(
        "an unknown opening of a promise",
        "nothing would ever be owed",
        "name an event kind, a date field of members, or a festival of `[calendar.festivals]`",
    ),
    "LOY413": Entry(
        "limits that contradict each other",
        "no instant is left at which the promise could be kept",
        "change one of the limits",
    ),
    "LOY414": Entry(
        "nothing to count from",
        "the limit is counted from an instant or a date that every event says which opens or moves the promise",
        '`start = "instant"` in the event',
    ),
    "LOY415": Entry(
        "the case is not named",
        "which of several open cases an event is about is told by one field, the same in all events of the case",
        "declare the field with one type in all these events",
    ),
    "LOY416": Entry(
        "a step that cannot be done",
        "each step is done once, by an event that names it",
        "name each step once, as the events do",
    ),
    "LOY417": Entry(
        "nobody can be told then",
        "a case is handed over at its breach, so long before it, or so long after it",
        '`escalate = [{ to = "lead" }]`',
    ),
    "LOY418": Entry(
        "working time without opening hours",
        "working hours run only while the house is open, and a guess would move every limit",
        "say when the house is open",
    ),
    "LOY419": Entry(
        "a remedy that cannot be given",
        "what a breach gives must exist, and a member must be able to use it",
        "`remedy = { points = 100 }`",
    ),
}
"""Mistakes."""
