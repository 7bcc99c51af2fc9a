"""Declarations that are wrong in one thing: each is refused before a program loads, with what is wrong and a cure."""

from fractions import Fraction
from types import SimpleNamespace
from typing import Literal

import attrs
import pytest

from loyalty.errors import LoyaltyError
from loyalty.lang.types import INSTANT
from loyalty.plugin import (
    BOOL,
    DECIMAL,
    INTEGER,
    BenefitKind,
    Check,
    Command,
    Function,
    Percent,
    RequestKind,
    Whole,
    Words,
    enum_type,
    hook,
)
from loyalty.plugin.manager import manager
from tests.plugins.faults import Plain
from tests.plugins.inn import PROGRAM, Inn, load


def settings(**fields):
    """A settings class with these fields: an annotation, or an annotation and a default."""
    made = {name: one if isinstance(one, tuple) else (one, attrs.NOTHING) for name, one in fields.items()}
    body = {"__annotations__": {name: mark for name, (mark, _) in made.items()}}
    body |= {name: default for name, (_, default) in made.items() if default is not attrs.NOTHING}
    return attrs.frozen(eq=False, kw_only=True)(type("Made", (), body))


@attrs.define
class Loose:
    """Settings that can be changed."""

    level: Whole = 1


def kind(cls, name="odd.upgrade", names=None):
    """A kind of benefit with these settings."""
    return BenefitKind(name, cls, {"en": "Upgrade"} if names is None else names)


def function(call=abs, parameters=(INTEGER,), result=INTEGER, name="odd_rate", **more):
    """A function that is right but for one thing."""
    return Function(name, parameters, result, call, **more)


def check(**more):
    """A check that is right but for one thing."""
    return Check(**{"code": "odd.look", "title": "a", "why": "b", "cure": "c", "call": list, **more})


async def later(number):
    """Answer some other time."""
    return number


def nothing():
    """Take nothing."""
    return []


deep = {"a": {"b": {"c": {"d": {"e": {"f": {}}}}}}}
KINDS, FUNCTIONS, CHECKS = "loyalty_benefit_kinds", "loyalty_functions", "loyalty_checks"
WRONG = [
    (KINDS, [kind(Plain, "upgrade")], "`upgrade` is no name for it"),
    (KINDS, [kind(Plain, "odd.Upgrade")], "`odd.Upgrade` is no name for it"),
    (KINDS, [kind(Plain, 7)], "a name is a value of type int"),
    (KINDS, [kind(Plain), kind(Plain)], "it is there twice"),
    (KINDS, [kind(dict)], "its settings are no attrs class"),
    (KINDS, [kind(Loose)], "`Loose` can be changed"),
    (KINDS, [kind(settings(level=int))], "the setting `level` has no mark"),
    (KINDS, [kind(settings(quota=Whole))], "`quota` is a key that all benefits have"),
    (KINDS, [kind(settings(level=(Whole, -1)))], "the default of `level` is not of its type"),
    (KINDS, [kind(settings(share=(Percent, Fraction(3, 2))))], "the default of `share` is not of its type"),
    (KINDS, [kind(settings(share=(Percent, 0.5)))], "the default of `share` is not of its type"),
    (KINDS, [kind(settings(words=(Words, ["a"])))], "the default of `words` is not of its type"),
    (KINDS, [kind(settings(words=(Words, attrs.Factory(list))))], "the default of `words` is not of its type"),
    (KINDS, [kind(settings(level=(Whole, attrs.Factory(lambda _: 1, takes_self=True))))], "depends on others"),
    (KINDS, [kind(settings(level=(Whole, attrs.field(converter=int))))], "`level` is converted"),
    (KINDS, [kind(settings(grade=(Literal["a", "b"], "c")))], "the default of `grade` is not of its type"),
    (KINDS, [kind(Plain, names={"english": "Upgrade"})], "`english` is no language"),
    (KINDS, [kind(Plain, names={"en": " "})], "a name says nothing"),
    (KINDS, [kind(Plain, names={7: "Upgrade"})], "keys that are no texts"),
    (KINDS, [kind(Plain, names="Upgrade")], "gives a value of type str"),
    (FUNCTIONS, [function(name="max")], "declares the function `max`, a word of the language"),
    (FUNCTIONS, [function(name="odd-rate")], "a name that no expression can write"),
    (FUNCTIONS, [function(3)], "`call` is a value of type int"),
    (FUNCTIONS, [function(later)], "does not answer at once"),
    (FUNCTIONS, [function(parameters=(INTEGER, BOOL))], "cannot be called with 2 arguments"),
    (FUNCTIONS, [function(parameters=[INTEGER, "money"])], "lists a value of type str"),
    (FUNCTIONS, [function(parameters=(INSTANT,))], "functions know no instant"),
    (FUNCTIONS, [function(result=INTEGER.optional())], "never missing"),
    (FUNCTIONS, [function(result=DECIMAL.scaled(100))], "never missing"),
    (FUNCTIONS, [function(result=enum_type((1, 2)))], "lists a value of type int"),
    (FUNCTIONS, [function(least=3, most=2)], "its bounds contain nothing"),
    (FUNCTIONS, [function(most=10**16)], "its bounds contain nothing, or too much"),
    (FUNCTIONS, [function(most=1.5)], "`least` and `most` are whole numbers"),
    (FUNCTIONS, [function(names={"en": "the rate of {1}"})], "names arguments that it does not have"),
    (FUNCTIONS, [function(names={"en": "the rate of {0.real}"})], "names arguments that it does not have"),
    (CHECKS, [check(code="look")], "`look` is no name for it"),
    (CHECKS, [check(severity="error")], "`severity` is `error`"),
    (CHECKS, [check(title="two\nlines")], "`title` says nothing, or more than one line"),
    (CHECKS, [check(call=nothing)], "cannot be called with 1 argument"),
    ("loyalty_request_kinds", [RequestKind("odd.room", (), ())], "it asks for no kind of benefit"),
    ("loyalty_request_kinds", [RequestKind("odd.room", ("gift",), ("taken",))], "what it needs is `taken`"),
    (
        "loyalty_request_kinds",
        [RequestKind("odd.room", ("gifts",), ())],
        "that there is not: `gifts`",
    ),
    ("loyalty_event_kinds", {"odd": deep}, "its table is too deep"),
    (
        "loyalty_event_kinds",
        {"odd": {"rate": {"type": "decimal", "default": 0.5}}},
        "has a value of type float",
    ),
    ("loyalty_event_kinds", {"odd": ["nights"]}, "gives a value of type list"),
    ("loyalty_terms", {"odd-room": {}}, "it has no name in any language"),
    ("loyalty_terms", {"Odd room": {"en": "Room"}}, "`Odd room` is no name for it"),
    ("loyalty_commands", [Command("rooms", "odd.commands", "Rooms.")], "`odd.commands` names no command"),
    ("loyalty_commands", [Command("-rooms", "odd:rooms", "Rooms.")], "`-rooms` is no name for it"),
]


@pytest.mark.parametrize(("hook_name", "value", "said"), WRONG, ids=[said for _, _, said in WRONG])
def test_declaration_is_refused(hook_name, value, said):
    """The fault names the plugin and the hook, says what is wrong, and what to do."""
    (fault,) = manager(("odd",), {"odd": SimpleNamespace(**{hook_name: hook(lambda: value)})}).faults

    assert ("odd", hook_name) == (fault.plugin, fault.hook)
    assert said in str(fault)
    assert fault.hint


@pytest.mark.parametrize(
    ("cls", "written"),
    [
        (settings(level=(Whole | None, None)), ""),
        (settings(share=(Percent, Fraction(1, 2)), words=(Words, ("a",))), ""),
        (settings(words=(Words, attrs.Factory(tuple))), ""),
        (settings(grade=(Literal["a", "b"], "b")), ""),
        (settings(level=Whole), "level = 2"),
    ],
)
def test_declaration_is_taken(cls, written):
    """Defaults are what a program could have written."""

    class Other(Inn):
        @hook
        def loyalty_benefit_kinds(self):
            """Declare another upgrade."""
            return [BenefitKind("inn.upgrade", cls, {"en": "Upgrade"})]

    program = load(Other(), PROGRAM.replace("classes = 2", written))

    assert isinstance(program.versions[0].benefits[0].settings("swallow"), cls)


def test_settings_may_refuse_in_words_of_their_own():
    """A LoyaltyError of the class keeps its place and its cure."""

    @attrs.frozen(eq=False, kw_only=True)
    class Strict:
        """Even levels only."""

        level: Whole

        def __attrs_post_init__(self):
            """Refuse odd ones."""
            if self.level % 2:
                raise LoyaltyError("odd", "the level is odd", ("level",), "an even one")

    class Other(Inn):
        @hook
        def loyalty_benefit_kinds(self):
            """Declare another upgrade."""
            return [BenefitKind("inn.upgrade", Strict, {"en": "Upgrade"})]

    with pytest.raises(LoyaltyError, match="the level is odd") as caught:
        load(Other(), PROGRAM.replace("classes = 2", "level = 3"))
    (found,) = caught.value.diagnostics

    assert ("LOY229", "an even one", ("benefits", 0, "level")) == (found.code, found.cure, found.path)
