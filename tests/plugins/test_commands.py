"""Commands of plugins: there when the plugin is installed, imported when called, and contained."""

from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from loyalty.errors import PluginError
from loyalty.plugin import Command, discovery, hook
from loyalty.plugin.commands import commands
from loyalty_cli.exits import Exit
from loyalty_cli.group import cli
from tests.plugins import faults
from tests.plugins.inn import Inn


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

    assert Exit.FINDINGS == code
    assert text in output


@pytest.mark.parametrize("fault", faults.RAISING)
def test_hook_that_raises_is_named(install, fault):
    """Its own commands fail, and those of loyalty do not."""
    call, message = faults.RAISING[fault]
    install(faults.Hooked("inn", "loyalty_commands", call))

    assert (Exit.FINDINGS, f"`loyalty_commands` of the plugin `inn` {message}") == (
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
