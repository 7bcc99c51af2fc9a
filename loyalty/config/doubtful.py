"""What is allowed but doubtful: the part of the table of diagnostics that `loyalty.checks` reports."""

from loyalty.config.entry import Entry

TIERS = {
    "LOY300": Entry(
        "a tier that nobody can enter",
        "its condition is never true, or a higher tier is always met at the same time",
        "change the condition, or remove the tier",
        "warning",
    ),
    "LOY302": Entry(
        "a higher tier is easier to enter than a lower one",
        "the highest tier that is met wins, so the lower one is skipped",
        "put the tiers in rising order",
        "warning",
    ),
    "LOY303": Entry(
        "a tier is harder to keep than to enter",
        "a member who has just entered may lose the tier at the next review without having done anything less",
        "lower `keep`, or leave it out",
        "warning",
    ),
    "LOY304": Entry(
        "`keep` without a review",
        "`keep` is tested at reviews only, so it has no effect",
        '`review = "year"`, or leave `keep` out',
        "warning",
    ),
    "LOY305": Entry(
        "a tier that is never lost at a review",
        "`keep` is always true, so the review has no effect",
        "change `keep`, or leave `review` out",
        "warning",
    ),
}

POINTS = {
    "LOY310": Entry(
        "a points pump",
        "points earned with a purchase are worth as much as the purchase, or more",
        "earn fewer points, or lower their worth",
        "warning",
    ),
    "LOY311": Entry(
        "the condition of a rate reads the amount",
        "after a refund the amount is smaller, but `where` is decided once, at the purchase",
        "`at_least`, which is tested again on a refund",
        "warning",
    ),
    "LOY312": Entry(
        "points end before they begin to count",
        "they would never be spendable in time",
        "a longer `expire`, or a shorter `pending`",
        "warning",
    ),
    "LOY313": Entry(
        "a higher tier earns less",
        "a member who rises would lose",
        "raise the number of the higher tier",
        "warning",
    ),
    "LOY314": Entry(
        "points are worth no whole amount",
        "what a redemption pays is rounded down to a whole minor unit, to the loss of the member",
        "a `step` that is worth a whole amount",
        "warning",
    ),
    "LOY315": Entry(
        "a multiplier without effect",
        "it multiplies by 1, or there is no rate that it could multiply",
        "another factor, or remove it",
        "warning",
    ),
    "LOY316": Entry(
        "a rule without effect",
        "its condition is never true, it gives 0 points, or its dates lie outside of the version",
        "change or remove it",
        "warning",
    ),
}

METRICS = {
    "LOY320": Entry("a metric that nothing reads", "it is calculated for nobody", "use it, or remove it", "note"),
    "LOY321": Entry("a parameter that nothing reads", "its value has no effect", "use it, or remove it", "note"),
    "LOY322": Entry("an event kind that nothing reads", "it changes nothing", "use it, or remove it", "note"),
    "LOY323": Entry(
        "refunds are possible for ever",
        "the state has to keep every purchase of every member in order to take its points back",
        '`refund_within = "P90D"`, if the terms have such a limit',
        "note",
    ),
    "LOY324": Entry(
        "weights that do not sum to 1",
        "a score is a weighted mean only if they do (S39)",
        "`normalise = true`, or other weights",
        "warning",
    ),
    "LOY325": Entry(
        "a condition that is always or never true",
        "it says nothing",
        "change the condition, or leave it out",
        "warning",
    ),
    "LOY326": Entry(
        "`normalise` over weights of both signs",
        "a weighted mean needs weights of one sign",
        "leave `normalise` out",
        "warning",
    ),
}

BENEFITS = {
    "LOY330": Entry(
        "a higher tier gets less of a benefit",
        "a member who rises would lose",
        "give the higher tier as much",
        "warning",
    ),
    "LOY331": Entry("a benefit that nobody can use", "its quota is 0", "a larger quota, or leave it out", "warning"),
}

PERSONAL = {
    "LOY380": Entry("a role that nothing names", "it may see, owe and approve nothing", "use it, or remove it", "note"),
    "LOY381": Entry("a purpose that nothing names", "no personal data are for it", "use it, or remove it", "note"),
    "LOY382": Entry(
        "personal data that nobody may see",
        "other personal data of this program name the roles that may see them; these are a mask for everybody",
        '`seen_by = ["office"]`',
        "warning",
    ),
    "LOY383": Entry(
        "personal data that are bound to no purpose",
        "they are shown whatever they are asked for, while other personal data of this program are not",
        '`purposes = ["service"]`',
        "note",
    ),
}

DOUBTFUL = {**TIERS, **POINTS, **METRICS, **BENEFITS, **PERSONAL}
"""All doubts by code."""
