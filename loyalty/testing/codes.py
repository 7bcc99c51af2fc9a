"""The mistakes of scenario files, LOY9nn, and why each matters; those of TOML itself have the codes of programs."""

WHY = {
    "LOY901": "an unknown key would be ignored, and the scenario would not test what it seems to",
    "LOY902": "a value of another type can never be what is meant",
    "LOY903": "without it there is nothing to run",
    "LOY904": "an event says in one key what kind it is, and in that key's table its fields",
    "LOY905": "an event or an expectation is about one of the scenario's members",
    "LOY906": "only an event of this scenario can be rejected in it",
    "LOY907": "an event id is unique, or the second event would be a conflict",
    "LOY908": "the program has no such tier, so the expectation could never hold",
    "LOY909": "the program has no such thing, so the expectation could never hold",
    "LOY910": "a failure must say which of the scenarios it is",
    "LOY911": "a scenario that expects nothing cannot fail",
    "LOY912": "a program that does not load has no scenarios",
    "LOY913": "a repeated event says how often and how far apart, both",
    "LOY914": "there is one way to say who the members are",
}
