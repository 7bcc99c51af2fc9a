"""The reference names every word there is: a key, a function or a code that is added must get its sentence."""

import ast
import re
from importlib import import_module
from pathlib import Path
from typing import Annotated, get_origin

import attrs
import pytest

import loyalty
from loyalty.benefits import fields
from loyalty.benefits.core_kinds import CORE_KINDS
from loyalty.lang.calls import FUNCTIONS
from loyalty.members.core import CORE, REPLACE
from loyalty.plugin import spec
from loyalty.plugin.declared import HOOKS
from tests.docs import diagnostics
from tests.docs.fragments import ROOT

PAGES = {
    "program": ["program.RawProgram"],
    "parameters": ["program.RawParameter"],
    "member": ["member.RawMember", "member.RawField", "member.RawMemberKind", "member.RawNumber"],
    "roles": ["records.RawRole", "records.RawPurpose", "records.RawRecords"],
    "events": ["event.RawEvent"],
    "metrics": ["metric.RawMetric"],
    "points": [
        "points.RawPoints",
        "points.RawEarn",
        "points.RawExpiry",
        "points.RawPending",
        "points.RawLimit",
        "points.RawRedemption",
    ],
    "tiers": ["tier.RawTier"],
    "ladders": ["tier.RawLadder"],
    "benefits": ["benefit.RawBenefit"],
    "promises": ["promise.RawPromise", "promise.RawEscalation", "promise.RawRemedy"],
    "standards": ["standard.RawStandard"],
    "requests": ["request.RawRequest", "request.RawRefuse", "request.RawCommittee", "request.RawAbove"],
    "targets": ["target.RawTarget", "target.RawFigure"],
    "classes": ["classes.RawClasses", "classes.RawClass"],
    "calendar": ["calendar.RawCalendar"],
    "lifecycle": [
        "lifecycle.RawLifecycle",
        "lifecycle.RawPause",
        "lifecycle.RawCancel",
        "lifecycle.RawRejoin",
    ],
}
GATHERED = {"settings"}  # where the keys of a benefit's kind are kept; no key of its own
EVERYWHERE = {"name", "note"}  # said once, in reference/index.md


def _page(name):
    """Read a page of the reference."""
    return (ROOT / "docs" / "reference" / f"{name}.md").read_text("utf-8")


def _keys(place):
    """List the keys of a table as an author writes them."""
    module, name = place.split(".")
    table = getattr(import_module(f"loyalty.config.raw.{module}"), name)
    return {field.metadata.get("key", field.name) for field in attrs.fields(table)} - EVERYWHERE - GATHERED


@pytest.mark.parametrize("page", PAGES)
def test_page_names_every_key_of_its_tables(page):
    """A key that the configuration reads stands on the page of its noun."""
    text = _page(page)
    keys = set().union(*map(_keys, PAGES[page]))

    assert set() == {key for key in keys if not re.search(rf"(?<![\w-]){key}(?![\w-])", text)}


def _entries():
    """Cut the page of core events into its definitions, by each kind they begin with."""
    for term, text in re.findall(r"^(`.+)\n: ((?:.+\n)+)", _page("core-events"), re.MULTILINE):
        for kind, listed in re.findall(r"`(\w+)`(?: \(([^)]*)\))?", re.sub(r"\([^)]*\)", _closed, term)):
            yield kind, listed + text


def _closed(brackets):
    """Keep the fields in brackets from being read as kinds."""
    return brackets.group().replace("`", "'")


def test_core_events_page_names_every_kind():
    """A kind of event that every program has stands on its page, and no other does."""
    assert {*CORE, REPLACE} == set(dict(_entries()))


@pytest.mark.parametrize("kind", CORE.values(), ids=lambda kind: kind.name)
def test_core_events_page_names_every_field(kind):
    """What a core event carries stands beside its name."""
    text = dict(_entries())[kind.name]
    fields = {field.name for field in kind.fields} - {"replaced_by"}

    assert set() == {field for field in fields if not re.search(rf"['`]{field}['` ]", text)}


def test_events_page_puts_every_kind_in_its_phase():
    """The table of phases has each core kind in the row of its phase."""
    rows = dict(re.findall(r"^\| (-?\d) \| (.+) \|$", _page("events"), re.MULTILINE))

    assert [] == [kind.name for kind in CORE.values() if f"`{kind.name}`" not in rows[str(kind.phase)]]


def test_expressions_page_names_every_function():
    """A function of the language stands on the page of expressions, and no other does."""
    written = re.findall(r"`(\w+)\(", _page("expressions").split("## Functions")[1].split("##")[0])

    assert set(FUNCTIONS) == set(written)


def _classes(root):
    """List a class and all that are made from it."""
    return {root.__name__}.union(*map(_classes, root.__subclasses__()))


def test_python_page_names_every_effect():
    """What an event can bring about stands on the page of the Python API."""
    assert set() == {name for name in _classes(loyalty.Effect) if not re.search(rf"\b{name}\b", _page("python"))}


@pytest.mark.parametrize("kind", [loyalty.State, loyalty.Program], ids=lambda kind: kind.__name__)
def test_python_page_names_every_attribute(kind):
    """What can be asked of a state or a program stands on the page of the Python API."""
    names = {name for name in dir(kind) if not name.startswith("_")}

    assert set() == {name for name in names if not re.search(rf"\b{name}\b", _page("python"))}


def test_python_page_names_every_public_name():
    """What `import loyalty` offers stands on the page of the Python API."""
    assert set() == {name for name in loyalty.__all__ if not re.search(rf"\b{name}\b", _page("python"))}


def test_diagnostics_page_is_fresh():
    """The page of diagnostics says what the tables say; `python -m tests.docs.diagnostics` writes it anew."""
    assert diagnostics.page() == diagnostics.PAGE.read_text("utf-8")
    assert diagnostics.page_zh() == diagnostics.PAGE_ZH.read_text("utf-8")


def test_diagnostics_page_has_every_code():
    """Every code that stands anywhere in the SDK as a text has its entry."""
    found = {
        code
        for file in (ROOT / "loyalty").rglob("*.py")
        for code in re.findall(r'"(LOY\d{3})"', file.read_text("utf-8"))
    }

    assert set() == {code for code in found if f"`{code}` " not in diagnostics.page()}
    assert set() == {code for code in found if f"`{code}` " not in diagnostics.page_zh()}


def _settings():
    """List the keys of every core kind of benefit as an author writes them."""
    for kind in CORE_KINDS:
        yield kind.name, {field.metadata.get("key", field.name) for field in attrs.fields(kind.settings)}


@pytest.mark.parametrize(("kind", "keys"), list(_settings()))
def test_benefits_page_names_every_kind_and_its_keys(kind, keys):
    """A core kind of benefit has its row, with every key."""
    row = next(line for line in _page("benefits").splitlines() if line.startswith(f"| `{kind}` |"))

    assert keys == set(re.findall(r"`(\w+)`", row.split("|")[2]))


def test_plugins_page_names_every_hook_with_its_signature():
    """A hook stands on the page of plugins as it is specified, in the same order, and no other does."""
    source = ast.parse(Path(spec.__file__).read_text("utf-8"))
    hooks = [node for node in source.body if isinstance(node, ast.FunctionDef)]
    specified = [f"{node.name}({ast.unparse(node.args)}) -> {ast.unparse(node.returns)}" for node in hooks]

    assert specified == re.findall(r"^`(loyalty_\w+\(.*)`$", _page("plugins"), re.MULTILINE)
    assert list(HOOKS) == [node.name for node in hooks]


def test_every_hook_says_what_it_is_for():
    """The one file of hooks is documented."""
    assert all(getattr(spec, name).__doc__ for name in HOOKS)


def test_plugins_page_names_every_mark():
    """What a field of a settings class may be marked with stands on the page of plugins."""
    marks = {name for name, value in vars(fields).items() if get_origin(value) is Annotated}

    assert set() == {name for name in marks if f"`{name}`" not in _page("plugins")}
