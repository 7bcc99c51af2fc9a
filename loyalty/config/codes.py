"""Every diagnostic about a program, by code: what it is called, why it matters, and the general cure.

==============  ===========================================================================
codes           about
==============  ===========================================================================
``LOY100-199``  expressions; their table is `loyalty.lang.problems.CATALOGUE`
``LOY200-219``  the file: reading it, its syntax, its limits
``LOY220-239``  the form of a table: keys, types, sizes
``LOY240-259``  what is named somewhere else: events, fields, metrics, ladders, tiers, rules
``LOY260-269``  parameters
``LOY270-279``  plugins
``LOY280-289``  names, ids and ladders
``LOY290-299``  several versions of one program
``LOY300-399``  what is allowed but doubtful; found by `loyalty.checks` and, but for errors, waivable
``LOY400-409``  the calendar: hours, public holidays, closures
``LOY410-419``  promises; their table, and that of doubts about them, is `loyalty.config.promise_codes`
``LOY420-439``  requests: applications and who decides them
``LOY440-449``  doubts about requests, waivable too
``LOY450-469``  targets: their figures, value and requirement
``LOY480-499``  roles, purposes and personal data
``LOY520-549``  doubts about promises, waivable too
==============  ===========================================================================
"""

from collections.abc import Mapping
from types import MappingProxyType

from loyalty.config.doubtful import DOUBTFUL
from loyalty.config.entry import Entry
from loyalty.config.promise_codes import DOUBTFUL_PROMISES, PROMISES

FILE = {
    "LOY200": Entry(
        "the file cannot be read",
        "nothing can be said about a program that is not there",
        "check the path and the rights of the file",
    ),
    "LOY201": Entry(
        "the file is not UTF-8",
        "TOML is UTF-8 text; other encodings such as GBK or UTF-16 turn names into noise",
        'save the file as "UTF-8"',
    ),
    "LOY202": Entry(
        "the program is too large",
        "a program that nobody can read through cannot be compared with the printed rules",
        "split the file into several programs",
    ),
    "LOY203": Entry(
        "a key is too long",
        "keys of this language have at most five parts, and a very long one would keep a parser busy for seconds",
        "use `[table]` headers and short names",
    ),
    "LOY204": Entry(
        "the nesting is too deep",
        "nothing in this language nests more than a few levels deep",
        "take out the inner brackets",
    ),
    "LOY205": Entry(
        "the text is not TOML",
        "what cannot be read has no meaning, and the rest of the file depends on it",
        "as in the reference",
    ),
    "LOY206": Entry(
        "a key or table is written twice",
        "one of the two would silently win",
        "keep one of them",
    ),
    "LOY207": Entry(
        "a full-width sign, or a key that needs quotes",
        "outside of quotes TOML knows only ASCII letters, digits, `-` and `_`, and narrow signs",
        "put the key in quotes, or use the narrow sign",
    ),
    "LOY208": Entry(
        "a control character",
        "characters that nobody sees can hide what a program says",
        "remove it",
    ),
    "LOY209": Entry(
        "there are more mistakes than are shown",
        "a long list hides its beginning",
        "cure these first",
        "note",
    ),
    "LOY211": Entry(
        "too many of something",
        "a program that nobody can read through cannot be compared with the printed rules",
        "split the program, or name fewer things",
    ),
    "LOY210": Entry(
        "a number has too many digits",
        "no amount of anything has so many; it could only be a slip or an attack",
        "a number of ordinary size",
    ),
}

FORM = {
    "LOY220": Entry(
        "an unknown key",
        "a key that is not known would have no effect, and nobody would notice",
        "remove it",
    ),
    "LOY221": Entry("a key is missing", "nothing can be assumed in its place", "add the key"),
    "LOY222": Entry(
        "a value of the wrong type",
        "values are never converted, so that a file means what it says",
        "a value of the type that is wanted",
    ),
    "LOY223": Entry("not one of the words", "only the listed words have a meaning here", "use one of the listed words"),
    "LOY224": Entry("not a number", "infinity and `nan` cannot be compared or paid", "a number"),
    "LOY225": Entry("a value out of bounds", "a program with such a value could not do what it says", "change it"),
    "LOY226": Entry(
        "an amount with too many decimals",
        "such an amount cannot be paid in this currency, and amounts are never rounded silently",
        "no more decimals than the currency has",
    ),
    "LOY227": Entry(
        "not a period",
        "periods are ISO 8601, so that a month and 30 days stay different things",
        '"P1Y", "P30D" or "PT30M"',
    ),
    "LOY228": Entry(
        "not a usable date",
        "a rule holds from a certain instant, in the program's time zone",
        "`2024-01-31`",
    ),
    "LOY229": Entry(
        "keys that need or exclude each other",
        "the file must say exactly one thing",
        "one of the keys",
    ),
    "LOY230": Entry(
        "a key that does not belong here",
        "the key would have no effect, and nobody would notice",
        "leave it out",
    ),
    "LOY231": Entry(
        "the format of the member number",
        "a number is written from this text, the same way for ever",
        '`"{region} {serial:05}"`',
    ),
    "LOY232": Entry(
        "an unknown time zone",
        "days, months and reviews begin at midnight in this zone",
        '`"Asia/Shanghai"`',
    ),
    "LOY233": Entry("an unknown currency", "it decides how many decimals an amount has", '`"CNY"`'),
    "LOY235": Entry("something empty", "an empty list or text says nothing", "name at least one thing"),
    "LOY237": Entry(
        "a streak without `max_gap`",
        "how far apart two events of one run may be changes every count, and no default is right for all",
        '`max_gap = "P30D"`',
    ),
    "LOY238": Entry("this cannot be waived", "only doubts can be waived by name, not errors", "remove it"),
}

REFERENCES = {
    "LOY240": Entry("an unknown event kind", "nothing would ever happen here", "declare it under `[events]`"),
    "LOY241": Entry("an unknown field of an event", "there would be nothing to read", "declare the field"),
    "LOY242": Entry("an unknown metric", "there would be nothing to read", "declare it under `[metrics]`"),
    "LOY243": Entry("an unknown ladder", "a tier belongs to exactly one ladder", "use a declared ladder"),
    "LOY244": Entry("an unknown tier", "no member could ever stand there", "use the id of a tier"),
    "LOY245": Entry(
        "an unknown parameter",
        "text where a number is wanted must be the name of a parameter",
        "declare it under `[parameters]`",
    ),
    "LOY246": Entry("an unknown earning rule", "there would be nothing to multiply", "use the id of a rate"),
    "LOY247": Entry("an unknown member field", "there would be nothing to read", "declare it under `[member.fields]`"),
    "LOY248": Entry("a circle of formulas", "none of them could be calculated first", "break the circle"),
    "LOY249": Entry(
        "a metric reads what it cannot",
        "each way to measure works on one kind of value",
        "read a field of the right type",
    ),
    "LOY250": Entry(
        "the event cannot name its purchase",
        "points wait for an event about their own purchase, not for any",
        '`of = "text"` in the event',
    ),
    "LOY251": Entry("a rate without money", "points per amount need an amount", "declare `amount`"),
    "LOY252": Entry("types that do not match", "a value is copied from one to the other unchanged", "use one type"),
    "LOY253": Entry("things that do not go together", "such a rule would never have an effect", "name another one"),
    "LOY255": Entry(
        "an unknown kind of benefit",
        "nothing would say what it gives; a plugin's kinds need the plugin in `plugins`",
        "use a kind of the reference, or name its plugin under `[program]`",
    ),
    "LOY256": Entry(
        "an unknown occasion",
        "the benefit would exist on no day",
        "name a date field of members, a festival of `[calendar.festivals]`, or a `recency` metric",
    ),
    "LOY257": Entry("an unknown benefit", "there would be nothing to act on", "use the id of a benefit"),
    "LOY258": Entry("an unknown kind of members", "no member could be of it", "declare it under `[member.kinds]`"),
    "LOY259": Entry(
        "not a festival",
        "a date that nobody can look up in a calendar comes never",
        '`"10-01"`, `"lunar 08-15"`, `"day 8"`, `"last day"`, `"friday"`, or a date such as 2024-05-01',
    ),
    "LOY254": Entry(
        "numbers that contradict each other",
        "what one of them allows, the other forbids",
        "change one of them",
    ),
}

PARAMETERS = {
    "LOY260": Entry(
        "a parameter without a value",
        "the source leaves this number blank, so somebody has to decide it before the program can run (clause 30)",
        "give it a value",
    ),
    "LOY261": Entry(
        "a value for a parameter that does not exist",
        "it would have no effect, and nobody would notice",
        "use the name of a parameter",
    ),
    "LOY262": Entry("a value that is not of the parameter's type", "values are never converted", "another value"),
    "LOY263": Entry("a value beyond the parameter's bounds", "the program says which values make sense", "change it"),
    "LOY264": Entry("a parameter of another type", "a value is used as what it is", "use a parameter that fits"),
}

PLUGINS = {
    "LOY270": Entry(
        "a plugin that is not installed",
        "a program uses exactly the plugins it lists, and what this one adds would be missing",
        "install it, or take it off the list",
    ),
    "LOY271": Entry(
        "a plugin that failed",
        "what it adds to the program is not known",
        "tell the author of the plugin",
    ),
    "LOY272": Entry(
        "a plugin that declares something wrongly",
        "everything a plugin adds is looked at before the program loads, so that nothing fails later",
        "tell the author of the plugin",
    ),
    "LOY273": Entry(
        "two things of one name",
        "which of them is meant must not depend on the order of plugins",
        "leave one of the two out",
    ),
    "LOY274": Entry(
        "a check of a plugin that failed",
        "what it would have found is not known",
        "tell the author of the plugin",
    ),
}

NAMES = {
    "LOY280": Entry("a name that cannot be read", "an expression could not write it", "use letters, digits and `_`"),
    "LOY281": Entry("a word that is taken", "it means something already", "use another name"),
    "LOY282": Entry(
        "one name for two things",
        "an expression that reads it would not say which of the two is meant",
        "rename one of them",
    ),
    "LOY283": Entry("something is there twice", "one of the two would have no effect", "keep one of them"),
    "LOY284": Entry(
        "a word that cannot be an id",
        "ids stand in events, files and addresses, where capitals and spaces get lost",
        "use lower-case letters, digits and hyphens; Chinese is allowed",
    ),
    "LOY285": Entry("a ladder without tiers", "nobody could stand on it", "add a tier"),
    "LOY286": Entry(
        "a circle of ladders",
        "which of them is decided first would change the tiers, and the order of tables must not (clause 10)",
        "break the circle",
    ),
}

VERSIONS = {
    "LOY290": Entry("versions of different programs", "a version replaces another of the same id", "use one id"),
    "LOY291": Entry("two versions of one name", "each entry names the version that made it", "use another `version`"),
    "LOY292": Entry("two versions from the same instant", "it is not clear which is in force", "change a date"),
    "LOY293": Entry(
        "a version reads what the older one does not record",
        "facts from before the change stay in the windows of the new version and would lack the field",
        "give the field a default",
    ),
    "LOY294": Entry(
        "versions that count differently",
        "amounts and days that one history adds up must mean the same in all versions",
        "keep the time zone and the currency, or begin a new program",
    ),
}

CALENDAR = {
    "LOY400": Entry(
        "these are not opening hours",
        "working time runs only between an opening and a closing, and a misread one would move every deadline",
        '`"09:00-12:00, 13:30-18:00"`, or `"00:00-24:00"`',
    ),
    "LOY401": Entry(
        "not a day of the week",
        "hours belong to days, and a day that is not listed is closed",
        "`monday`, `monday-friday`, or `extra` for extra working days",
    ),
    "LOY402": Entry("an unknown country", "its public holidays cannot be looked up", '`"CN"`, the code of ISO 3166'),
    "LOY403": Entry(
        "public holidays need an extra package",
        "without their tables nobody can say which days are working days",
        'install "loyalty-sdk[calendar]"',
    ),
    "LOY404": Entry(
        "public holidays that are not official",
        "a guessed holiday moves a deadline, and nobody would notice until it is disputed",
        "give the last year that was announced as `official_until`",
    ),
    "LOY405": Entry("a day both open and closed", "the file can mean only one of the two", "keep one of them"),
}

REQUESTS = {
    "LOY420": Entry(
        "one application for two requests",
        "a decision names the application, and could not say which of the two is meant",
        "a kind of event of its own for each request",
    ),
    "LOY421": Entry(
        "a field of the wrong type for a request",
        "times, numbers and amounts of money are compared, and a text is not",
        "name a field of the right type",
    ),
    "LOY422": Entry(
        "a field that an application may leave out",
        "who does not say it would get around the rule that reads it",
        "`required = true`, or a default",
    ),
    "LOY423": Entry(
        "a committee that can never decide",
        "no vote could be carried, so every request would wait until it expires",
        "change one of the numbers",
    ),
    "LOY424": Entry(
        "a role that approves twice",
        "one person counts once, and it would not be clear which of the two was given",
        "use two roles",
    ),
}

DOUBTFUL_REQUESTS = {
    "LOY440": Entry(
        "a refusal that never happens",
        "what never holds refuses nobody, and nobody would notice",
        "change the condition, or remove it",
        "warning",
    ),
    "LOY441": Entry(
        "an application that is always refused",
        "nobody could ever get what is applied for",
        "change the condition",
        "warning",
    ),
    "LOY442": Entry(
        "a vote that may stay open for ever",
        "a quorum says that some need not vote, and without an end nobody knows whether they still will",
        '`expires = "P30D"`',
        "warning",
    ),
    "LOY443": Entry(
        "a gate that is called nearly like a request",
        "the request would be accepted, and the gate would stay shut",
        "use the id of the request, or another name for the gate",
        "warning",
    ),
}

TARGETS = {
    "LOY450": Entry("a target without figures", "there would be nothing to measure", "at least one figure"),
    "LOY451": Entry(
        "a figure is exactly one number",
        "a formula must be able to say which number it reads",
        "one of the keys",
    ),
    "LOY452": Entry(
        "members at the start of a lifetime",
        "a lifetime has no first instant, so there would always be none",
        '`"joined"` or `"ever"`',
    ),
    "LOY453": Entry(
        "an unknown standard or promise",
        "there would be nothing to count",
        "declare it under `[[standards]]` or `[[promises]]`",
    ),
    "LOY454": Entry(
        "a figure cannot read this",
        "windows, lines and points are what metrics are for",
        "a metric, and `sum_of` or `mean_of`",
    ),
    "LOY455": Entry(
        "the value of a target is no figure of the population",
        "what does not depend on members can be neither met nor missed by them",
        "a formula over figures",
    ),
    "LOY456": Entry(
        "a requirement that does not read the value",
        "the value would be shown and never judged",
        "`value` with a threshold",
    ),
    "LOY459": Entry(
        "a figure of personal data",
        "a sum or an extreme over few members is one member's own value, and results are seen by everybody",
        "another field, or a figure that counts",
    ),
    "LOY458": Entry(
        "obligations without an outcome",
        "obligations are opened, kept, breached and waived, and each is another number",
        '`outcome = "kept"`, or `"due"` for all that fell due',
    ),
    "LOY457": Entry(
        "an unknown group",
        "every member must belong to exactly one group",
        "`tier`, `kind`, or a field with `values` that every member has",
    ),
}

ROLES = {
    "LOY480": Entry(
        "an unknown role",
        "nobody would have that role, so nobody would see, owe or approve anything",
        "use a declared role, or declare it under `[roles]`",
    ),
    "LOY481": Entry(
        "an unknown purpose",
        "nobody could ask for it or consent to it",
        "use a declared purpose, or declare it under `[purposes]`",
    ),
    "LOY482": Entry(
        "personal data copied to or from what is none",
        "the same value would be masked in one place and shown in the other",
        "`pii = true` for both fields",
    ),
}

FORMULAS = {
    "LOY500": Entry(
        "a table that goes by what is not there",
        "a number that nobody is looked up by is never used",
        "`tier`, another ladder, `kind`, or a field with `values`, and its words",
    ),
    "LOY501": Entry(
        "a table where one value is wanted",
        "which of its numbers is meant could not be said here",
        "one value",
    ),
    "LOY503": Entry(
        "a unit that the result cannot have",
        "a result is shown, paid and compared in its unit",
        "change `type`, or what is calculated",
    ),
    "LOY504": Entry(
        "a result that does not say how it is rounded",
        "half a fen cannot be paid, and nothing is rounded silently (clause 9)",
        '`rounding = "half-up"`',
    ),
}

CODES: Mapping[str, Entry] = MappingProxyType(
    {
        **FILE,
        **FORM,
        **REFERENCES,
        **PARAMETERS,
        **PLUGINS,
        **NAMES,
        **VERSIONS,
        **CALENDAR,
        **REQUESTS,
        **DOUBTFUL_REQUESTS,
        **TARGETS,
        **PROMISES,
        **ROLES,
        **FORMULAS,
        **DOUBTFUL,
        **DOUBTFUL_PROMISES,
    }
)
"""All entries by code, except those of expressions."""

EXAMPLES = {
    ("RawDocument", "program"): "`[program]` with `id`, `version`, `effective_from`, `timezone` and `currency`",
    ("RawProgram", "id"): '`id = "my-shop"`',
    ("RawProgram", "version"): '`version = "1"`',
    ("RawProgram", "effective_from"): "`effective_from = 2024-01-01`",
    ("RawProgram", "timezone"): '`timezone = "Asia/Shanghai"`',
    ("RawProgram", "currency"): '`currency = "CNY"`',
    ("RawParameter", "type"): '`type = "money"`, or integer, decimal, percent, text, bool, date, period',
    ("RawField", "type"): '`type = "text"`, or integer, decimal, percent, money, bool, date, instant',
    ("RawNumber", "format"): '`format = "{serial:06}"`',
    ("RawLimit", "points"): "`points = 500`",
    ("RawRedemption", "points"): "`points = 100`",
    ("RawRedemption", "worth"): '`worth = "1.00"`',
    ("RawEarn", "id"): '`id = "base"`',
    ("RawEarn", "on"): '`on = "purchase"`',
    ("RawBenefit", "id"): '`id = "birthday-gift"`',
    ("RawBenefit", "kind"): '`kind = "gift"`',
    ("RawClasses", "of"): '`of = "turnover"`',
    ("RawClasses", "classes"): '`classes = [{ id = "a", when = "share < 70%" }, { id = "b" }]`',
    ("RawClass", "id"): '`id = "a"`',
    ("RawPromise", "id"): '`id = "answer"`',
    ("RawPromise", "kept_by"): '`kept_by = "answer"`',
    ("RawEscalation", "to"): '`to = "lead"`',
    ("RawStandard", "id"): '`id = "volume"`',
    ("RawStandard", "on"): '`on = "inspection"`',
    ("RawStandard", "require"): '`require = "60 <= volume <= 70"`',
    ("RawRequest", "id"): '`id = "room"`',
    ("RawRequest", "on"): '`on = "application"`',
    ("RawRefuse", "when"): '`when = "people > 12"`',
    ("RawCommittee", "role"): '`role = "committee"`',
    ("RawCommittee", "members"): "`members = 5`",
    ("RawCommittee", "quorum"): "`quorum = 3`",
    ("RawAbove", "amount"): '`amount = "amount"`',
    ("RawAbove", "approve_by"): '`approve_by = ["director"]`',
    ("RawTarget", "id"): '`id = "churn"`',
    ("RawTarget", "period"): '`period = "year"`',
    ("RawTarget", "figures"): '`figures.lost = { members = "left" }`',
    ("RawTarget", "value"): '`value = "lost / base"`',
    ("RawTarget", "require"): '`require = "value < 3.5%"`',
    ("RawTier", "id"): '`id = "gold"`',
    ("RawTier", "enter"): '`enter = "spend >= 10_000"`',
}
"""What a missing key could look like, by record and key."""

TABLES = {
    ("RawPoints", "expire"): '`expire = { after = "P1Y" }`',
    ("RawPoints", "redeem"): '`redeem = { points = 100, worth = "1.00" }`',
    ("RawPoints", "pending"): '`pending = { for = "P14D" }`, or `{ until = "delivery" }`',
    ("RawEarn", "expire"): '`expire = { after = "P1Y" }`',
    ("RawEarn", "pending"): '`pending = { for = "P14D" }`, or `{ until = "delivery" }`',
    ("RawEarn", "limit"): '`limit = { points = 500, per = "month" }`',
    ("RawPromise", "due"): '`due = "PT24H"`, or `"2 working hours"`',
    ("RawPromise", "before"): '`before = "PT10M"`',
    ("RawPromise", "earliest"): '`earliest = "PT10M"`',
    ("RawPromise", "every"): '`every = "month"`',
    ("RawPromise", "escalate"): '`escalate = [{ to = "lead" }]`',
    ("RawPromise", "remedy"): "`remedy = { points = 100 }`",
    ("RawDocument", "promises"): "`[[promises]]` with two brackets for each promise, and below it `id` and `kept_by`",
    ("RawMember", "number"): '`[member.number]`, and below it `format = "{serial:06}"`',
    ("RawRequest", "refuse"): '`refuse = [{ when = "people > 12" }]`',
    ("RawRequest", "committee"): '`committee = { role = "committee", members = 5, quorum = 3, majority = "1/2" }`',
    ("RawRequest", "above"): '`above = [{ amount = "amount", over = 10_000, approve_by = ["director"] }]`',
    ("RawDocument", "requests"): "`[[requests]]` with two brackets for each request, and below it `id` and `on`",
    ("RawDocument", "metrics"): '`[metrics]`, and below it `spend = { sum = "purchase.amount" }`',
    ("RawDocument", "events"): '`[events.purchase]`, and below it `amount = "money"`',
    ("RawDocument", "tiers"): "`[[tiers]]` with two brackets for each tier, and below it `id` and `enter`",
    ("RawPoints", "earn"): "`[[points.earn]]` with two brackets for each rule, and below it `id`, `on` and `points`",
}
"""What a table could look like where something else was written, by record and key."""
