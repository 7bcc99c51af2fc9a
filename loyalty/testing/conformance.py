"""The suite that every plugin runs in its own tests.

::

    from loyalty.testing.conformance import PluginConformance

    class TestHotel(PluginConformance):
        plugin = "hotel"

It finds what the core cannot see when it calls a plugin: answers that change, clocks, lots, state that is kept.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from loyalty.testing import elsewhere
from loyalty.words import Names


class PluginConformance:
    """Tests of one plugin.

    Attributes:
        plugin: its name, as programs list it.
        target: for a plugin that is not installed: ``"module"`` or ``"module:attribute"``.
        programs: paths of programs that list it; its checks look at them, and they must load.
        languages: the languages in which all that it declares has a name.
        import_share: its import may take so many times as long as that of loyalty itself.
    """

    plugin: ClassVar[str] = ""
    target: ClassVar[str] = ""
    programs: ClassVar[Sequence[str | os.PathLike[str]]] = ()
    languages: ClassVar[Sequence[str]] = ("en",)
    import_share: ClassVar[float] = 1.0

    @cached_property
    def _answers(self) -> Any:
        from loyalty.testing import answers

        return answers

    def _asked(self, *, backwards: bool = False) -> dict[str, str]:
        texts = [Path(path).read_text("utf-8") for path in self.programs]
        found: dict[str, str] = self._answers.answers(self.plugin, self.target, texts, backwards=backwards)
        return found

    @property
    def _words(self) -> Any:
        return self._answers.vocabulary(self.plugin, self.target)

    def test_it_is_registered_without_a_fault(self) -> None:
        """Every hook is known and marked, and what it returns is what it promises."""
        _none(str(fault) for fault in self._words.faults)

    def test_its_programs_load(self) -> None:
        """The programs that are shown with it have no mistakes."""
        import loyalty

        given = {self.plugin: self._answers.plugin(self.plugin, self.target)}
        checked = [loyalty.check(os.fspath(path), plugins=given) for path in self.programs]

        _none([one.render() for _, found in checked for one in found if one.severity != "note"])

    def test_it_answers_everything_that_its_types_allow(self) -> None:
        """No function, check or settings class fails or leaves its declared type, for any value."""
        _none([f"{ask}: {said}" for ask, said in self._asked().items() if said.startswith("fault: ")])

    def test_it_answers_the_same_again(self) -> None:
        """Nothing is remembered from one call to the next, and no lots are drawn."""
        _none(_differences(self._asked(), self._asked()))

    def test_it_answers_the_same_in_another_order(self) -> None:
        """What was asked before does not matter."""
        _none(_differences(self._asked(), self._asked(backwards=True)))

    def test_it_answers_the_same_in_another_process(self) -> None:
        """Hash seeds, time zones and locales change nothing."""
        here, there = (elsewhere.answers(self.plugin, self.target, place) for place in elsewhere.PLACES)

        _none(_differences(here, there))

    def test_it_reads_nothing_but_its_arguments(self) -> None:
        """No clock, no lots, no environment, no file: in hooks, functions, checks and settings."""
        from loyalty.errors.containing import inside
        from loyalty.testing.watching import watched

        self._asked()  # what is imported when it is first used has been imported then
        with watched(lambda _: inside()) as seen:
            self._asked()

        _none(seen)

    def test_its_import_is_quick_and_pure(self) -> None:
        """A program that lists the plugin does not wait for it, and its import reads no clock."""
        took, seen = min(elsewhere.imported(self.plugin, self.target) for _ in range(3))
        slow = f"its import takes {took:.1f} times as long as loyalty's: import what is heavy where it is used"
        _none([*([seen] if seen else []), *([slow] if took > self.import_share else [])])

    def test_it_goes_to_other_processes(self) -> None:
        """A program that lists it can be pickled: what it declares has its place in a module."""
        import pickle

        import loyalty

        given = {self.plugin: self._answers.plugin(self.plugin, self.target)}
        program = loyalty.loads(self._answers.BARE.format(f'"{self.plugin}"'), plugins=given)
        try:
            again = pickle.loads(pickle.dumps(program))  # noqa: S301 - our own bytes
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            raise AssertionError(f"it cannot be pickled: {error}; a function of a module can") from error
        _none([] if again == program else ["another program comes back"])

    def test_everything_has_a_name_and_an_explanation(self) -> None:
        """People read what a plugin adds: each thing has its names, functions and settings their docstring."""
        unnamed = [
            f"{thing} has no name in {tag}"
            for thing, names in self._named()
            for tag in self.languages
            if tag not in names
        ]

        _none(unnamed)
        _none([f"{thing} has no docstring" for thing, text in self._explained() if not (text or "").strip()])

    def test_its_commands_are_commands(self) -> None:
        """Each command can be imported, and says what it does."""
        import click

        from loyalty.plugin.commands import commands

        plugin = self._answers.plugin(self.plugin, self.target)
        found = {one.name: one.load() for one in commands(self.plugin, plugin)}

        _none(
            [
                f"{name} is no command with a help"
                for name, one in found.items()
                if not isinstance(one, click.Command) or not one.help
            ]
        )

    def _named(self) -> Iterator[tuple[str, Names]]:
        words = self._words
        for kinds in (words.benefit_kinds, words.request_kinds, words.functions):
            yield from ((name, one.names) for name, one in kinds.items() if one.plugin == self.plugin)
        yield from words.terms.items()
        yield from ((name, _names(event.table)) for name, event in words.events.items())

    def _explained(self) -> Iterator[tuple[str, str | None]]:
        words = self._words
        for kind in words.benefit_kinds.values():
            if kind.plugin == self.plugin:
                yield f"the settings of {kind.name}", kind.settings.__doc__
        for one in (*words.functions.values(), *words.checks.values()):
            yield getattr(one, "name", getattr(one, "code", "")), getattr(one.call, "__doc__", None)


def _names(table: Any) -> Names:
    names = table.get("name", {})
    return names if isinstance(names, dict) else {"": names}


def _differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    keys = sorted({*one, *other})
    return [f"{key}: {one.get(key)}, and then {other.get(key)}" for key in keys if one.get(key) != other.get(key)]


def _none(problems: Iterable[str]) -> None:
    """Fail with all problems, each on its line."""
    found = list(problems)
    if found:
        raise AssertionError("\n".join(found))
