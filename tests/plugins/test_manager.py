"""Plugins take part when a program lists them, and only then; whatever is wrong with one is said before it loads."""

import subprocess
import sys
from datetime import datetime
from functools import partial
from itertools import permutations
from types import FunctionType, SimpleNamespace

import pytest
from pluggy import HookimplMarker

import loyalty
from loyalty.benefits import Request
from loyalty.benefits.core_kinds import CORE_KINDS
from loyalty.plugin import INTEGER, BenefitKind, Function, hook, manager, spec
from loyalty.plugin.declared import HOOKS
from loyalty.plugin.manager import manager as vocabulary
from loyalty.plugin.marker import IMPLEMENTATION, PLAIN, SPECIFICATION
from loyalty.program.vocabulary import Vocabulary
from tests.plugins.inn import EVENTS, PROGRAM, Inn, Upgrade, load

LATER = datetime.fromisoformat("2024-09-01T00:00:00+00:00")


def _faults(plugin, *names):
    return [str(fault) for fault in vocabulary(names or ("odd",), {"odd": plugin, "inn": Inn()}).faults]


def _hooks(**functions):
    """A plugin whose hooks are these functions, marked."""
    own = {name: one if isinstance(one, FunctionType) else _plain(one) for name, one in functions.items()}
    return SimpleNamespace(**{name: hook(function) for name, function in own.items()})


def _plain(call):
    def marked():  # a type cannot be
        return call()

    return marked


def test_program_uses_what_its_plugin_declares():
    """Events, functions and benefits of a plugin work like those of the language."""
    state = load().fold(EVENTS, at=LATER)

    assert "swallow" == state.tier


def test_explanation_says_functions_in_the_plugins_words():
    """A reason reads like the rest of the sentence."""
    said = load().explain(EVENTS, at=LATER).render("en")

    assert "the nights in spend" in said


def test_vocabulary_holds_what_is_declared_in_alphabetical_order():
    """Everything that the plugin declares is there under its name."""
    found = load().vocabulary

    assert ("inn",) == found.plugins
    assert "inn.upgrade" in found.benefit_kinds
    assert [["stay"], ["inn.room"], ["inn.empty"], ["inn-suite"]] == [
        list(each) for each in (found.events, found.request_kinds, found.checks, found.terms)
    ]
    assert ["inn_fee", "inn_half", "inn_nights", "inn_summer", "inn_third", "inn_word"] == list(found.functions)


def test_order_of_plugins_means_nothing():
    """Two orders give one vocabulary and, but for the list itself, one meaning."""
    given = {"inn": Inn(), "spa": Inn("spa")}
    one, other = vocabulary(("inn", "spa"), given), vocabulary(("spa", "inn"), given)

    assert one.declared() == other.declared()
    assert list(one.benefit_kinds) == list(other.benefit_kinds)


@pytest.mark.parametrize("names", list(permutations(("inn", "spa", "pool"))))
def test_programs_are_the_same_in_any_order_of_plugins(names):
    """They have one hash and one plan, and see a member alike."""
    given = {name: Inn(name) for name in names}
    texts = [PROGRAM.replace('["inn"]', str(list(each)).replace("'", '"')) for each in (names, sorted(names))]
    one, other = (loyalty.loads(text, plugins=given) for text in texts)

    assert (one.hash, one.plan_source()) == (other.hash, other.plan_source())
    assert one.fold(EVENTS, at=LATER).to_json() == other.fold(EVENTS, at=LATER).to_json()


def test_one_plugin_may_be_listed_as_a_text():
    """It is the same program."""
    assert load().hash == load(text=PROGRAM.replace('["inn"]', '"inn"')).hash


def test_plugins_check_programs():
    """What a plugin doubts stands among the diagnostics, at its place, and can be waived by name."""
    text = PROGRAM.split("[[benefits]]")[0]
    wary = text.replace('plugins = ["inn"]', 'plugins = ["inn"]\nwaive = ["inn.empty"]')
    found, waived = ([one.code for one in _checked(each) if one.severity == "warning"] for each in (text, wary))

    assert (["inn.empty"], []) == (found, waived)


def _checked(text):
    from loyalty.checks import check

    return check(load(text=text).versions[0])


def test_plugin_that_is_not_listed_takes_no_part():
    """What is handed over and not listed adds nothing."""
    text = PROGRAM.replace('plugins = ["inn"]\n', "")
    with pytest.raises(loyalty.ProgramError) as caught:
        load(text=text)

    assert {"LOY131", "LOY240", "LOY255"} <= {one.code for one in caught.value.diagnostics}


def test_hash_tells_what_plugins_add():
    """The same file with other declarations is another program."""

    class Other(Inn):
        @hook
        def loyalty_event_kinds(self):
            """Declare a stay that is longer."""
            kinds = super().loyalty_event_kinds()
            return {"stay": {**kinds["stay"], "guests": "integer"}}

    assert load().hash != load(Other()).hash


def test_dump_loads_again_to_the_same_hash():
    """The canonical text lists the plugins."""
    program = load()

    assert program.hash == load(text=program.dump()).hash


def test_mistakes_around_an_event_kind_of_a_plugin_stand_where_it_is_listed():
    """The file has no table for it, so the list of plugins is shown."""
    text = PROGRAM.replace("summers", "nights")
    with pytest.raises(loyalty.ProgramError) as caught:
        load(text=text)

    assert [("LOY282", 8)] == [(one.code, one.line) for one in caught.value.diagnostics]


def test_program_cannot_declare_an_event_kind_of_its_plugin_again():
    """Whose fields were meant would not be clear."""
    with pytest.raises(loyalty.ProgramError, match="the plugin `inn` brings the event kind `stay`") as caught:
        load(text=f"{PROGRAM}\n[events.stay]\n")

    assert [("LOY273", 8)] == [(one.code, one.line) for one in caught.value.diagnostics]


def test_wrong_event_table_is_the_plugins_mistake():
    """What a plugin writes wrongly stands where it is listed, under its name."""

    class Wrong(Inn):
        @hook
        def loyalty_event_kinds(self):
            """Declare fields of no type, and of a wrong one."""
            return {"stay": {"nights": "number", "enrol": {"kind": 1}}}

    with pytest.raises(loyalty.ProgramError) as caught:
        load(Wrong())
    said = [one for one in caught.value.diagnostics if one.code == "LOY272"]

    assert {8} == {one.line for one in said}
    assert all("the plugin `inn` declares the event kind `stay` wrongly" in one.message for one in said)


def test_name_of_a_function_is_taken():
    """A metric cannot be called like a function of a plugin."""
    with pytest.raises(loyalty.ProgramError, match="`inn_half` is a function of the plugin `inn`"):
        load(text=PROGRAM.replace("summers", "inn_half"))


FAULTS = [
    (SimpleNamespace(loyalty_terms=hook(partial(dict))), "`loyalty_terms` of the plugin `odd` is no function"),
    (SimpleNamespace(loyalty_checks=_plain(list)), "`loyalty_checks` of the plugin `odd` is not marked"),
    (_hooks(loyalty_benefits=list), "`loyalty_benefits` of the plugin `odd` is no hook (`loyalty_benefit_kinds`)"),
    (_hooks(loyalty_terms=lambda language: {}), "`loyalty_terms` of the plugin `odd` takes arguments"),  # noqa: ARG005
    (_hooks(loyalty_terms=list), "`loyalty_terms` of the plugin `odd` gives a value of type list"),
    (
        _hooks(loyalty_checks=lambda: iter(())),
        "`loyalty_checks` of the plugin `odd` gives a value of type tuple_iterator",
    ),
    (_hooks(loyalty_checks=lambda: [1]), "`loyalty_checks` of the plugin `odd` lists a value of type int"),
    (_hooks(loyalty_checks=lambda: 1 // 0), "`loyalty_checks` of the plugin `odd` raised ZeroDivisionError"),
]


@pytest.mark.parametrize(("plugin", "said"), FAULTS)
def test_faults_are_named(plugin, said):
    """Each thing that is wrong is one fault, which names the plugin and the hook."""
    (fault,) = _faults(plugin)

    assert fault.startswith(said)


def test_options_of_pluggy_are_refused():
    """Wrappers and orders are not for plugins of programs."""
    plugin = SimpleNamespace(loyalty_terms=HookimplMarker("loyalty")(_plain(dict), tryfirst=True))

    assert _faults(plugin)[0].startswith("`loyalty_terms` of the plugin `odd` asks for more than hooks of loyalty have")


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("inn", "inn"), "the plugin `inn` is listed twice"),
        (("nowhere",), "the plugin `nowhere` is not installed"),
        (("odd", "core"), "the plugin `core` is not installed"),
    ],
)
def test_lists_are_checked(names, said):
    """A list names each plugin once, and only what is there."""
    faults = _faults(_hooks(), *names)

    assert 1 == len(faults)
    assert faults[0].startswith(said)


def test_one_object_under_two_names_is_refused():
    """Two names for one plugin would give everything twice."""
    plugin = _hooks()
    (fault,) = vocabulary(("one", "two"), {"one": plugin, "two": plugin}).faults

    assert "the plugin `two` is the same object as another plugin of the list (list it once)" == str(fault)


def test_plugin_cannot_be_called_like_the_core():
    """The name of the core's own declarations is taken."""
    (fault,) = vocabulary(("core",), {"core": _hooks()}).faults

    assert "the plugin `core` has the name of the core itself (another name)" == str(fault)


@pytest.mark.parametrize(
    ("hook_name", "value"),
    [
        ("loyalty_event_kinds", {"stay": {"nights": "integer"}}),
        ("loyalty_functions", [Function("inn_nights", (INTEGER,), INTEGER, abs)]),
        ("loyalty_terms", {"inn-suite": {"en": "Two rooms"}}),
    ],
)
@pytest.mark.parametrize(("names", "last"), [(("inn", "odd"), "odd"), (("odd", "inn"), "inn")])
def test_clashes_name_both_plugins(hook_name, value, names, last):
    """Two plugins that declare one thing cannot be listed together; other names begin with that of the plugin."""
    (fault,) = _faults(_hooks(**{hook_name: lambda: value}), *names)
    (first,) = {"odd", "inn"} - {last}

    assert fault.startswith(f"`{hook_name}` of the plugin `{last}` declares")
    assert fault.endswith(f"which the plugin `{first}` does as well (another name)")


def test_event_kind_of_the_core_is_taken():
    """A plugin cannot declare what every program has."""
    (fault,) = _faults(_hooks(loyalty_event_kinds=lambda: {"enrol": {}}))

    assert "declares the event kind `enrol`, which the core does as well" in fault


def test_same_term_in_the_same_words_is_shared():
    """A word that two domains say alike is one word."""
    words = {"inn-suite": {"en": "Suite", "zh": "套房"}}

    assert [] == _faults(_hooks(loyalty_terms=lambda: words), "inn", "odd")


def test_declarations_are_copied():
    """A plugin that changes what it has returned changes nothing."""
    table = {"nights": "integer"}
    words = {"en": "Upgrade"}
    kinds = [BenefitKind("odd.upgrade", Upgrade, words)]
    plugin = _hooks(loyalty_event_kinds=lambda: {"stay": table}, loyalty_benefit_kinds=lambda: kinds)
    found = vocabulary(("odd",), {"odd": plugin})
    table["nights"] = "text"
    words["en"] = "Downgrade"
    kinds.clear()

    assert {"nights": "integer"} == found.events["stay"].table
    assert {"en": "Upgrade"} == found.benefit_kinds["odd.upgrade"].names


def test_core_registers_by_its_own_hooks():
    """The core's kinds of benefits come through a hook, with pluggy and without."""
    core = sorted(kind.name for kind in CORE_KINDS)
    with_plugins = vocabulary(("inn",), {"inn": Inn()}).benefit_kinds

    assert core == list(vocabulary(()).benefit_kinds)
    assert _said(Vocabulary().benefit_kinds) == _said(vocabulary(()).benefit_kinds)
    assert sorted([*core, "inn.upgrade"]) == list(with_plugins)


def _said(kinds):
    return {name: (kind.settings, dict(kind.names), kind.plugin) for name, kind in kinds.items()}


def test_marks_are_those_of_pluggy():
    """Our marks, which cost no import, are what pluggy itself would set."""
    from pluggy import HookspecMarker

    implementation, specification = HookimplMarker("loyalty")(lambda: None), HookspecMarker("loyalty")(lambda: None)

    assert getattr(implementation, IMPLEMENTATION) == PLAIN
    assert getattr(specification, SPECIFICATION) == getattr(spec.loyalty_terms, SPECIFICATION)


def test_every_hook_has_a_reader():
    """What is specified is read, and nothing else."""
    assert [name for name in vars(spec) if name.startswith("loyalty_")] == list(HOOKS)


WATCHED = ("pluggy", "loyalty.plugin.manager", "loyalty_clothing", "loyalty_clothing.plugin")


def _imported(code):
    """Run code in a fresh interpreter, and return which modules it has imported."""
    ask = f"import sys; print(*[name for name in {WATCHED} if name in sys.modules])"
    return subprocess.run(
        [sys.executable, "-c", f"{code}\n{ask}"], check=True, capture_output=True, text=True
    ).stdout.split()


PLAIN_PROGRAM = PROGRAM.split("[member.fields]")[0]


@pytest.mark.parametrize(
    ("listed", "imported"),
    [
        ("", []),
        ('plugins = ["clothing"]', ["pluggy", "loyalty.plugin.manager", "loyalty_clothing", "loyalty_clothing.plugin"]),
    ],
)
def test_only_what_is_listed_is_imported(listed, imported):
    """A program without plugins pays for none of them, nor for pluggy."""
    text = PLAIN_PROGRAM.replace('plugins = ["inn"]', listed)

    assert imported == _imported(f"import loyalty; loyalty.loads({text!r})")


def test_import_of_the_sdk_imports_no_plugin_machinery():
    """`import loyalty` stays light."""
    assert [] == _imported("import loyalty")


def test_manager_is_a_function():
    """No manager is kept between two programs."""
    assert not [name for name, value in vars(manager).items() if type(value).__name__ == "PluginManager"]


@pytest.mark.parametrize(
    ("start", "answer"),
    [(LATER, ["better-room"]), (None, [])],
)
def test_request_of_a_plugins_kind_asks_for_its_benefits(start, answer):
    """It is about the kinds of benefits that it names, and says what it needs."""
    program = load(text=PROGRAM + '\n[[benefits]]\nid = "soap"\nkind = "gift"\nitem = "soap"\n')
    state = program.fold(EVENTS, at=LATER)
    found = program.benefits(state, Request(kind="inn.room", start=start))
    facts = {each.id: each.facts for each in found.inapplicable}

    assert answer == [each.id for each in found.granted]
    assert {"benefit": None, "kind": "inn.room"} == facts["soap"]
    assert start is not None or {"kind": "inn.room", "missing": ["start"]} == facts["better-room"]
