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

DOUBTFUL_PROMISES = {
    "LOY520": Entry(
        "a promise that cannot be kept",
        "every case of it ends in a breach",
        "change what keeps it",
        "warning",
    ),
    "LOY521": Entry(
        "a promise without a limit",
        "it is never late, so nobody is ever told",
        '`due = "PT24H"`, or `before = "PT1H"`',
        "warning",
    ),
    "LOY522": Entry(
        "a table that leaves somebody out",
        "who is not listed has no such promise",
        "list everybody who has the promise",
        "warning",
    ),
    "LOY523": Entry(
        "a promise that nothing opens",
        "nothing is ever owed",
        "change what opens it, or remove it",
        "warning",
    ),
    "LOY524": Entry(
        "two promises of the same",
        "one case would be late twice",
        "keep one of them",
        "warning",
    ),
    "LOY525": Entry(
        "a promise to nobody",
        "no member can ever have it",
        "name tiers that members can reach",
        "warning",
    ),
    "LOY526": Entry(
        "somebody is told before the case exists",
        "for some cases the limit is nearer than that",
        "a shorter `before`",
        "warning",
    ),
    "LOY527": Entry(
        "an event that keeps one case and opens the next",
        "each such event keeps the case that the one before it opened, which is right only where one follows another",
        "another kind of event, or waive this note",
        "note",
    ),
}
"""What is allowed but doubtful; found by `loyalty.checks`."""
