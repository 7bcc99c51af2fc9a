"""The domains that come with loyalty pass the suite that every plugin passes."""

from pathlib import Path

import tomli

from loyalty.testing.conformance import PluginConformance

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = sorted((ROOT / "configs").glob("*/program.toml"))


def programs(name):
    """The shipped programs that list one plugin, and nothing that a values file would have to give."""
    documents = {path: tomli.loads(path.read_text("utf-8")) for path in PROGRAMS}
    return [path for path, each in documents.items() if each["program"].get("plugins") == [name] and _is_whole(each)]


def _is_whole(document):
    return all("value" in parameter for parameter in document.get("parameters", {}).values())


class Domain(PluginConformance):
    """What all domains promise beside: names in both languages."""

    languages = ("en", "zh")


class TestClothing(Domain):
    """The shop."""

    plugin = "clothing"
    programs = programs("clothing")


class TestBank(Domain):
    """The bank."""

    plugin = "bank"
    programs = programs("bank")


class TestClinic(Domain):
    """The clinic."""

    plugin = "clinic"
    programs = programs("clinic")


def test_every_domain_runs_the_suite():
    """A package that is added gets its class here."""
    packages = {path.name.removeprefix("loyalty_") for path in (ROOT / "plugins").glob("loyalty_*")}

    assert packages == {one.plugin for one in Domain.__subclasses__()}
