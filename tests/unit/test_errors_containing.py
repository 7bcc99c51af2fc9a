"""Calls into plugins: nothing that they raise gets through, and every refusal names them."""

import os
import pickle
import signal
import threading
import time

import pytest

from loyalty.errors import LoyaltyError, PluginError, contained, refuse_inside


class UnspeakableError(Exception):
    """An error that cannot even be written."""

    def __str__(self):
        """Fail."""
        raise ValueError


def _raise(error):
    def call():
        raise error

    return call


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("no\nroom"), "raised ValueError: no room"),
        (SystemExit(3), "raised SystemExit: 3"),
        (KeyboardInterrupt(), "raised KeyboardInterrupt"),
        (GeneratorExit(), "raised GeneratorExit"),
        (RecursionError("deep"), "raised RecursionError: deep"),
        (UnspeakableError(), "raised UnspeakableError"),
        (ValueError("x" * 300), f"raised ValueError: {'x' * 200}…"),
    ],
)
def test_whatever_a_plugin_raises_becomes_one_error_that_names_it(error, said):
    """The plugin, the hook and the error are named in one line."""
    with pytest.raises(PluginError) as caught:
        contained("hotel", "loyalty_checks", _raise(error))

    assert ("hotel", "loyalty_checks", "raised", said) == (
        caught.value.plugin,
        caught.value.hook,
        caught.value.code,
        caught.value.message,
    )


def waits():
    """Wait until somebody interrupts."""
    time.sleep(5)


def tidies():
    """Wait, and tidy up."""
    try:
        time.sleep(5)
    finally:
        assert True


def passes_on():
    """Wait, and pass the interrupt on."""
    try:
        time.sleep(5)
    except KeyboardInterrupt:  # noqa: TRY203 - that is the case
        raise


@pytest.mark.parametrize("work", [waits, tidies, passes_on])
def test_interrupt_from_the_keyboard_goes_through(work):
    """Who presses Ctrl-C while a plugin works is not told that the plugin failed."""
    timer = threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        contained("hotel", "loyalty_checks", work)
    timer.join()


def test_call_back_into_the_core_is_refused():
    """A door of the core stays closed to a plugin that is being called."""
    with pytest.raises(PluginError, match=r"called `Program\.fold` while it was called") as caught:
        contained("hotel", "rate", lambda: refuse_inside("Program.fold"))

    assert "re-entered" == caught.value.code


def test_call_back_into_the_core_cannot_be_hidden():
    """A plugin that swallows the refusal is found out when its call returns."""

    def sly():
        try:
            refuse_inside("Program.fold")
        except LoyaltyError:
            return 1

    with pytest.raises(PluginError, match=r"called `Program\.fold`"):
        contained("hotel", "rate", sly)


def test_doors_are_open_again_after_a_call():
    """Outside of calls the core refuses nothing."""
    with pytest.raises(PluginError):
        contained("hotel", "rate", _raise(ValueError()))

    assert refuse_inside("Program.fold") is None


def test_plugin_errors_travel_between_processes():
    """The error of a worker arrives whole."""
    error = PluginError("hotel", "rate", "gives None", code="wrong-type", hint="a number")

    assert str(error) == str(pickle.loads(pickle.dumps(error)))  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("hook", "said"), [("rate", "`rate` of the plugin `hotel` gives None"), ("", "the plugin `hotel` gives None")]
)
def test_plugin_errors_name_the_plugin_first(hook, said):
    """The message begins with who did it."""
    assert said == str(PluginError("hotel", hook, "gives None"))
