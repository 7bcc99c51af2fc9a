"""Commands of plugins: there when the plugin is installed, imported when called, and contained."""

from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from loyalty.errors import PluginError
from loyalty.plugin import INTEGER, MONEY, Command, Function, discovery, hook
from loyalty.plugin.commands import commands
from loyalty_cli.exits import Exit
from loyalty_cli.group import cli
from tests.plugins import faults
from tests.plugins.inn import PROGRAM, Inn


@pytest.fixture
def install(monkeypatch):
    """A function that makes a plugin be found under the name `inn`."""

    def put(plugin):
        monkeypatch.setattr(discovery, "installed", lambda: ("inn",))
        monkeypatch.setattr(discovery, "found", lambda _: plugin)
        monkeypatch.setattr("loyalty.plugin.manager.found", lambda _: plugin)

    return put


def said(*words):
    """The exit code and the output of a command line."""
    done = CliRunner().invoke(cli, words)
    return done.exit_code, done.output


def test_command_of_an_installed_plugin_runs(install):
    """It is called under the name of its plugin."""
    install(Inn())

    assert (0, "suite\n") == said("inn", "rooms")


def test_commands_are_listed_with_their_help(install):
    """Nothing of them is imported for it."""
    install(Inn())
    code, text = said("inn", "--help")

    assert 0 == code
    assert "  rooms  List the rooms." in text


def test_command_of_a_plugin_that_is_not_installed_is_unknown():
    """Then there is no such command."""
    code, text = said("inn", "rooms")

    assert Exit.USAGE == code
    assert "There is no command 'inn'." in text


def test_unknown_command_of_a_plugin_is_a_mistake_of_usage(install):
    """As for any command."""
    install(Inn())

    assert Exit.USAGE == said("inn", "beds")[0]


def _commanding(target):
    return SimpleNamespace(loyalty_commands=hook(lambda: [Command("rooms", target, "List the rooms.")]))


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("tests.plugins.nowhere:rooms", "`rooms` of the plugin `inn` cannot be imported: raised ModuleNotFoundError"),
        ("tests.plugins.inn:rooms", "`rooms` of the plugin `inn` cannot be imported: raised AttributeError"),
        ("tests.plugins.inn:Inn", "`rooms` of the plugin `inn` is type, and no command"),
        ("tests.plugins.inn_command:broken", "`rooms` of the plugin `inn` raised ZeroDivisionError"),
    ],
)
def test_command_that_fails_is_the_plugins(install, target, text):
    """It ends with a message that names the plugin, and no traceback."""
    install(_commanding(target))
    code, output = said("inn", "rooms")

    assert Exit.FAULT == code
    assert text in output


@pytest.mark.parametrize("fault", faults.RAISING)
def test_hook_that_raises_is_named(install, fault):
    """Its own commands fail, and those of loyalty do not."""
    call, message = faults.RAISING[fault]
    install(faults.Hooked("inn", "loyalty_commands", call))

    assert (Exit.FAULT, f"`loyalty_commands` of the plugin `inn` {message}") == (
        said("inn", "--help")[0],
        said("inn", "rooms")[1].removeprefix("Error: ").partition(" (")[0],
    )
    assert 0 == said("--help")[0]


def test_help_looks_for_no_plugin(monkeypatch):
    """The help of loyalty itself stays quick."""
    monkeypatch.setattr(discovery, "installed", lambda: pytest.fail("it looked"))

    assert 0 == said("--help")[0]


def test_plugins_says_what_is_added(install):
    """Everything that a plugin declares is listed."""
    install(Inn())
    code, text = said("plugins")

    assert 0 == code
    assert "  benefit kinds  inn.upgrade\n" in text
    assert "  commands       loyalty inn rooms" in text


def test_plugins_says_what_is_wrong(install):
    """A plugin with a fault is a finding."""
    install(SimpleNamespace(loyalty_terms=hook(lambda: 3)))
    code, text = said("plugins")

    assert Exit.FINDINGS == code
    assert "`loyalty_terms` of the plugin `inn` gives a value of type int" in text


def test_commands_are_checked():
    """What is no command is refused when commands are asked for."""
    with pytest.raises(PluginError, match="names no command"):
        commands("inn", _commanding("rooms"))


EVENTS = """
{"id": "1", "member": "lin", "kind": "enrol", "at": "2024-02-01T00:00:00Z"}
{"id": "2", "member": "lin", "kind": "stay", "at": "2024-08-01T12:00:00Z", "nights": 1, "amount": "320.00"}
"""


@pytest.mark.parametrize("words", [("run", "--out", "members.csv"), ("explain", "--member", "lin")])
def test_function_that_fails_is_a_fault_of_its_plugin(install, words, tmp_path, monkeypatch):
    """The command ends with the plugin's name, and nothing is written."""
    install(faults.Hooked("inn", "loyalty_functions", lambda: [*Inn().loyalty_functions()[1:], FAILING]))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inn.toml").write_text(PROGRAM, "utf-8")
    (tmp_path / "events.jsonl").write_text(EVENTS.lstrip(), "utf-8")
    command, *options = words
    code, output = said(command, "inn.toml", "events.jsonl", "--at", "2024-09-01", *options)

    assert Exit.FAULT == code
    assert "`inn_nights` of the plugin `inn` raised ZeroDivisionError" in output
    assert ["events.jsonl", "inn.toml"] == sorted(path.name for path in tmp_path.iterdir())


FAILING = Function("inn_nights", (MONEY,), INTEGER, lambda amount: amount // 0)
