"""Sixteen faults at every hook and in each position: contained, named, and without a trace in the core."""

import itertools
from datetime import datetime
from fractions import Fraction
from types import SimpleNamespace

import attrs
import pytest

import loyalty
from loyalty.checks import check as checked
from loyalty.config.codes import CODES
from loyalty.lang.calls import FUNCTIONS
from loyalty.members.core import CORE
from loyalty.plugin import DECIMAL, INTEGER, BenefitKind, Doubt, Whole, hook
from loyalty.plugin.declared import HOOKS
from tests.plugins import faults
from tests.plugins.inn import EVENTS, PROGRAM, Inn
from tests.plugins.soundness import AT, LOADED, SOUND, loaded, picture

POSITIONS = {"first": ("bad", "inn", "spa"), "middle": ("inn", "bad", "spa"), "last": ("inn", "spa", "bad")}


@pytest.fixture(params=POSITIONS)
def listed(request):
    """The names of three plugins with the bad one first, in the middle, or last."""
    return POSITIONS[request.param]


@pytest.fixture(autouse=True)
def sound():
    """After each test the core is as it was."""
    yield

    assert SOUND == picture()


@pytest.fixture(autouse=True, scope="module")
def loadable():
    """After all tests, so are programs that are loaded anew."""
    yield

    assert LOADED == loaded()


def text(listed, extra=""):
    """The program of the inn with three plugins."""
    return PROGRAM.replace('plugins = ["inn"]', f"plugins = {list(listed)}".replace("'", '"')) + extra


def load(bad, listed, extra=""):
    """Load that program with the bad plugin in its place."""
    return loyalty.loads(text(listed, extra), plugins={"inn": Inn(), "spa": Inn("spa"), "bad": bad})


def refused(bad, listed):
    """What is said when the program does not load: all of it at the bad plugin's place, and about that plugin."""
    with pytest.raises(loyalty.ProgramError) as caught:
        load(bad, listed)
    found = caught.value.diagnostics
    column = text(listed).splitlines()[7].index('"bad"') + 1

    assert {(8, column)} == {(one.line, one.column) for one in found}
    assert all("the plugin `bad`" in one.message for one in found)
    return [(one.code, one.message) for one in found]


@pytest.mark.parametrize("fault", faults.RAISING)
@pytest.mark.parametrize("hook_name", faults.HOOKS)
def test_hook_that_raises(fault, hook_name, listed):
    """Whatever a hook raises keeps the program from loading, under the names of hook and plugin."""
    call, said = faults.RAISING[fault]
    (found,) = refused(faults.Hooked("bad", hook_name, call), listed)

    assert ("LOY271", f"`{hook_name}` of the plugin `bad` {said}") == found


@pytest.mark.parametrize("fault", faults.ODD)
@pytest.mark.parametrize("hook_name", faults.HOOKS)
def test_hook_that_gives_something_else(fault, hook_name, listed):
    """A value of another type is no declaration."""
    value, said = faults.ODD[fault]
    (found,) = refused(faults.Hooked("bad", hook_name, lambda: value), listed)

    assert ("LOY272", f"`{hook_name}` of the plugin `bad` gives a {said}") == found


@pytest.mark.parametrize("hook_name", faults.HOOKS)
def test_hook_that_gives_none(hook_name, listed):
    """None declares nothing, and the program goes on with what the others declare."""
    bad = SimpleNamespace(**{hook_name: hook(lambda: None)})
    state = load(bad, listed).fold(EVENTS, at=AT)

    assert "swallow" == state.tier


@pytest.mark.parametrize("hook_name", faults.HOOKS)
def test_hook_that_gives_far_too_much(hook_name, listed):
    """A flood of declarations is refused."""
    (found,) = refused(faults.Hooked("bad", hook_name, faults.too_many(hook_name)), listed)

    assert "LOY272" == found[0]
    assert "there are too many" in found[1]


@pytest.mark.parametrize("fault", [*faults.ODD, "None"])
@pytest.mark.parametrize("hook_name", faults.HOOKS)
def test_declaration_with_something_odd_inside(fault, hook_name, listed):
    """Declarations are looked at to their ground."""
    value = None if fault == "None" else faults.ODD[fault][0]
    found = refused(faults.Hooked("bad", hook_name, faults.declaring(hook_name, value)), listed)

    assert {"LOY272"} == {code for code, _ in found}


@pytest.mark.parametrize("hook_name", faults.HOOKS)
def test_hook_that_changes_what_it_has_given(hook_name, listed):
    """What a hook gives is copied: a list that it keeps and empties is none of ours."""
    kept = getattr(Inn("bad"), hook_name)()
    kept = kept if isinstance(kept, dict) else list(kept)
    bad = faults.Hooked("bad", hook_name, lambda: kept)
    program = load(bad, listed)
    before = program.vocabulary.declared()
    kept.clear()

    assert before == program.vocabulary.declared()
    assert "swallow" == program.fold(EVENTS, at=AT).tier


@pytest.mark.parametrize("hook_name", faults.HOOKS)
def test_hook_with_another_signature(hook_name, listed):
    """Hooks take nothing."""

    class Wrong(Inn):
        pass

    setattr(Wrong, hook_name, hook(lambda self, program: None))  # noqa: ARG005
    found = refused(Wrong("bad"), listed)

    assert [("LOY272", f"`{hook_name}` of the plugin `bad` takes arguments")] == found


@pytest.mark.parametrize("hook_name", faults.HOOKS)
def test_hook_that_there_is_not(hook_name, listed):
    """A misspelt hook would never be called; the nearest is named."""

    class Wrong(Inn):
        pass

    setattr(Wrong, f"{hook_name}s", hook(lambda self: None))  # noqa: ARG005
    found = refused(Wrong("bad"), listed)

    assert [("LOY272", f"`{hook_name}s` of the plugin `bad` is no hook")] == found


@pytest.mark.parametrize("table", [FUNCTIONS, CODES, CORE, HOOKS], ids=["functions", "codes", "events", "hooks"])
@pytest.mark.parametrize("hook_name", faults.HOOKS)
def test_hook_that_meddles_with_the_core(table, hook_name, listed):
    """The tables of the core cannot be written to."""

    def meddle():
        table.clear()

    ((code, said),) = refused(faults.Hooked("bad", hook_name, meddle), listed)

    assert ("LOY271", True) == (code, "raised AttributeError: 'mappingproxy' object" in said)


@pytest.mark.parametrize("fault", faults.UNSEEN)
@pytest.mark.parametrize("hook_name", faults.HOOKS)
def test_hook_that_is_not_pure(fault, hook_name, listed):
    """A hook that draws lots still gives declarations; that it does, the conformance suite finds."""
    whole = getattr(Inn("bad"), hook_name)

    def call():
        faults.UNSEEN[fault]()
        return whole()

    assert "swallow" == load(faults.Hooked("bad", hook_name, call), listed).fold(EVENTS, at=AT).tier


USES = """
[[tiers]]
id = "eagle"
enter = "inn_nights(spend) >= 1 and bad_rate(inn_half(summers)) >= 1"
"""


def failed(bad, listed):
    """What a fold says that calls the bad plugin's function."""
    program = load(bad, listed, USES)
    with pytest.raises(loyalty.PluginError) as caught:
        program.fold(EVENTS, at=AT)
    error = caught.value

    assert ("bad", "bad_rate") == (error.plugin, error.hook)
    assert "of the plugin `bad`" in str(error)
    return error.message


@pytest.mark.parametrize("fault", faults.RAISING)
def test_function_that_raises(fault, listed):
    """The fold ends with an error that names plugin, function and place, and does not repeat what it says."""
    call, said = faults.RAISING[fault]
    found = failed(faults.function(lambda _: call()), listed)

    assert said.partition(":")[0] == found.partition(" (faults.py:")[0]
    assert "no room" not in found


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("three", "gives a value of type str"),
        (None, "gives None"),
        (float("nan"), "gives a value of type float"),
        (-1, "gives a number out of its bounds"),
        (10**400, "gives a number out of its bounds"),
        (True, "gives a value of type bool"),
        (Fraction(3), "gives a value of type Fraction"),
    ],
    ids=["wrong type", "None", "NaN", "negative", "huge", "bool", "fraction"],
)
def test_function_that_gives_something_else(value, said, listed):
    """A result keeps the declared type and bounds."""
    assert said == failed(faults.function(lambda _: value), listed)


def test_function_that_changes_its_argument(listed):
    """It changes a copy, and is found out."""
    assert "changed an argument" == failed(faults.function(faults.changes_fraction), listed)


@pytest.mark.parametrize("parameters", [(), (DECIMAL, DECIMAL)])
def test_function_with_another_signature(parameters, listed):
    """A function that cannot be called with what it declares is refused before the program loads."""
    (found,) = refused(faults.function(lambda number: number, parameters=parameters), listed)

    assert ("LOY272", True) == (found[0], "its function cannot be called with" in found[1])


@pytest.mark.parametrize("fault", faults.UNSEEN)
def test_function_that_is_not_pure(fault, listed):
    """Its answers are of its type, so that nothing can be seen here; the conformance suite asks twice."""
    program = load(faults.function(lambda _: faults.UNSEEN[fault]()), listed, USES)

    assert program.fold(EVENTS, at=AT).tier in {"swallow", "eagle"}


def test_state_is_as_it_was_after_a_function_failed(listed):
    """An event that makes a function fail leaves the state before it whole."""
    program = load(faults.function(lambda number: 10 // (2 - number), INTEGER), listed, USES)
    state = program.fold(EVENTS[:1], at=datetime.fromisoformat("2024-03-01T00:00:00+00:00"))
    before = state.to_json()
    stay = {**EVENTS[1], "nights": 4}  # half of it is 2, for which the function divides by zero
    with pytest.raises(loyalty.PluginError):
        program.apply(state, stay)

    assert before == state.to_json()
    assert "eagle" == program.apply(state, EVENTS[1]).state.tier


def looked(bad, listed):
    """What `check` says of a program with a bad check; the other plugins' checks run all the same."""
    bare = text(listed).split("[[benefits]]", maxsplit=1)[0]
    program = loyalty.loads(bare, plugins={"inn": Inn(), "spa": Inn("spa"), "bad": bad})
    before = program.dump(), program.hash
    found = [one for one in checked(program.versions[0]) if one.code == "LOY274" or "." in one.code]

    assert before == (program.dump(), program.hash)
    assert ["inn.empty", "spa.empty"] == sorted(one.code for one in found if one.code != "LOY274")
    return [(one.line, one.severity, one.message) for one in found if one.code == "LOY274"]


@pytest.mark.parametrize("fault", faults.RAISING)
def test_check_that_raises(fault, listed):
    """It is a diagnostic of its own."""
    call, said = faults.RAISING[fault]

    assert [(8, "error", f"`bad.look` of the plugin `bad` {said}")] == looked(faults.check(lambda _: call()), listed)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("nothing", "gives a value of type str"),
        (None, "gives None"),
        (float("nan"), "raised TypeError: 'float' object is not iterable"),
        (-1, "raised TypeError: 'int' object is not iterable"),
        ([1], "gives a value of type int"),
        ([Doubt("a place", (1.5,))], "gives a value of type Doubt"),
        ([Doubt("")], "gives a value of type Doubt"),
    ],
    ids=["wrong type", "None", "NaN", "negative", "list", "path", "empty"],
)
def test_check_that_gives_something_else(value, said, listed):
    """Doubts are looked at one by one."""
    found = looked(faults.check(lambda _: value), listed)

    assert [(8, "error", f"`bad.look` of the plugin `bad` {said}")] == found


def test_check_that_never_ends_is_cut(listed):
    """Nobody reads more doubts than are shown."""
    bad = faults.check(lambda _: (Doubt(f"doubt {number}") for number in itertools.count()))
    bare = text(listed).split("[[benefits]]", maxsplit=1)[0]
    program = loyalty.loads(bare, plugins={"inn": Inn(), "spa": Inn("spa"), "bad": bad})

    assert 102 > len([one for one in checked(program.versions[0]) if one.code == "bad.look"])


@pytest.mark.parametrize(
    ("call", "what"), [(faults.changes_version, "metrics"), (faults.changes_deeply, "ladders.main.tiers.0.id")]
)
def test_check_that_changes_the_program(call, what, listed):
    """It changes a copy, and what it changed is named."""
    found = looked(faults.check(call), listed)

    assert [(8, "error", f"`bad.look` of the plugin `bad` changed `{what}` of the program that it looks at")] == found


UPGRADE = """
[[benefits]]
id = "odd"
kind = "bad.upgrade"
level = 2
"""


def unmade(bad, listed):
    """What is said about a benefit whose settings cannot be made."""
    with pytest.raises(loyalty.ProgramError) as caught:
        load(bad, listed, UPGRADE)
    (found,) = caught.value.diagnostics

    assert len(text(listed).splitlines()) + 2 == found.line
    return found.code, found.message


@pytest.mark.parametrize("fault", faults.RAISING)
def test_settings_that_raise(fault, listed):
    """It is a mistake of the plugin, at the benefit that it keeps from being."""
    call, said = faults.RAISING[fault]
    bad = faults.settings(lambda _: call())

    assert ("LOY271", f"`bad.upgrade` of the plugin `bad` {said}") == unmade(bad, listed)


@pytest.mark.parametrize("value", [None, "two", float("nan"), -1, 10**400, 3])
def test_settings_that_change_what_they_are_given(value, listed):
    """A setting stays what the program says."""
    bad = faults.settings(lambda made: object.__setattr__(made, "level", value))

    assert ("LOY271", "`bad.upgrade` of the plugin `bad` changed its setting `level`") == unmade(bad, listed)


@pytest.mark.parametrize("method", ["__getattribute__", "__deepcopy__", "__reduce__", "__new__", "__getattr__"])
def test_settings_that_act_when_they_are_read(method, listed):
    """A settings class holds values, and does nothing when it is read or copied."""
    body = {method: lambda *_: 1 // 0, "__annotations__": {"level": Whole}, "level": 1}
    acting = attrs.frozen(eq=False, kw_only=True, slots=False)(type("Acting", (), body))
    bad = faults.Hooked("bad", "loyalty_benefit_kinds", lambda: [BenefitKind("bad.upgrade", acting, {})])
    ((code, said),) = refused(bad, listed)

    assert ("LOY272", True) == (code, f"`Acting` defines `{method}`" in said)


def test_values_that_fail_when_they_are_looked_at(listed):
    """What a plugin gives may be hostile in any way: it is looked at under guard."""

    class Meta(type):
        def __getattribute__(cls, name):
            raise SystemExit(name)

    hostile = Meta("Hostile", (), {})
    bad = faults.Hooked("bad", "loyalty_benefit_kinds", lambda: [BenefitKind("bad.upgrade", hostile, {})])
    ((code, said),) = refused(bad, listed)

    assert ("LOY271", True) == (code, said.startswith("`loyalty_benefit_kinds` of the plugin `bad` raised SystemExit"))


def test_settings_may_refuse_a_value(listed):
    """A ValueError of the class is the author's mistake, in the words of the plugin."""

    def refuse(made):
        if made.level > 1:
            raise ValueError("there is no second class")

    assert ("LOY229", "there is no second class") == unmade(faults.settings(refuse), listed)
