"""The exceptions; their tree is drawn in the docstring of `loyalty.errors`."""

from collections.abc import Iterable

from loyalty.errors.diagnostic import Diagnostic, Rejection
from loyalty.errors.paths import Path, PathPart, dotted


class LoyaltyError(Exception):
    """The root of every exception raised by this package.

    Args:
        code: a short kebab-case word a program can test for, for instance `"too-precise"`.
        message: one sentence for a person.
        path: where in the input, from the outside in: `("tiers", 0, "enter")`.
        hint: what to write or do instead.
    """

    def __init__(self, code: str, message: str, path: Iterable[PathPart] = (), hint: str = "") -> None:
        self.code = code
        self.message = message
        self.path: Path = tuple(path)
        self.hint = hint
        super().__init__(code, message, self.path, hint)

    def __str__(self) -> str:
        place = f"{dotted(self.path)}: " if self.path else ""
        cure = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.message}{cure}"


class Conflict(LoyaltyError):  # noqa: N818 - it reads as what happened
    """An event id that is already taken came again with another body (clause 4)."""


class HistoryNeeded(LoyaltyError):  # noqa: N818 - it reads as what happened
    """The event changes the past, so the member's history is needed to fold again (clause 5)."""


class StateMismatch(LoyaltyError):  # noqa: N818 - it reads as what happened
    """The saved state was made by another program, another version of it, or another layout."""


class NotOfficial(LoyaltyError):  # noqa: N818 - it reads as what happened
    """Working time was asked for in a year whose public holidays are not official (clause 15)."""


class MissingExtra(LoyaltyError):  # noqa: N818 - it reads as what happened
    """An optional dependency is not installed; the message names the extra that brings it.

    Args:
        extra: the extra's name, for instance `"batch"`.
        purpose: what was asked for, as a noun phrase.
    """

    def __init__(self, extra: str, purpose: str) -> None:
        self.extra = extra
        self.purpose = purpose
        super().__init__(
            "missing-extra", f"{purpose} needs the extra `{extra}`", hint=f'install "loyalty-sdk[{extra}]"'
        )

    def __reduce__(self) -> tuple[object, ...]:
        return MissingExtra, (self.extra, self.purpose)


class ProgramError(LoyaltyError):
    """A program cannot be loaded; every mistake found is in `diagnostics`, errors first as reported."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        first = next((d for d in self.diagnostics if d.severity == "error"), None)
        text = "\n".join(d.render() for d in self.diagnostics) or "the program is not usable"
        super().__init__(first.code if first else "program", text, first.path if first else ())

    def __str__(self) -> str:
        return self.message

    def __reduce__(self) -> tuple[object, ...]:
        return ProgramError, (self.diagnostics,)


class PluginError(LoyaltyError):
    """A plugin did what a plugin must not do; the core has gone on without a trace of it.

    Args:
        plugin: the name under which programs list it.
        hook: where it was called: a hook such as `"loyalty_checks"`, or a function, a check, a class of its own.
        message: what it did, in words that follow its name: "gives None".
        code: `"raised"`, `"wrong-type"`, `"out-of-bounds"`, `"mutated"`, `"re-entered"`, or of the declaration itself
            `"missing"`, `"import"`, `"undeclared"`, `"clash"`, `"bad-declaration"`.
        hint: what its author should do instead.
    """

    def __init__(self, plugin: str, hook: str, message: str, *, code: str = "raised", hint: str = "") -> None:
        self.plugin = plugin
        self.hook = hook
        super().__init__(code, message, hint=hint)

    def __str__(self) -> str:
        place = f"`{self.hook}` of the plugin" if self.hook else "the plugin"
        return f"{place} `{self.plugin}` {super().__str__()}"

    def __reduce__(self) -> tuple[object, ...]:
        return _plugin_error, (self.plugin, self.hook, self.message, self.code, self.hint)


def _plugin_error(plugin: str, hook: str, message: str, code: str, hint: str) -> PluginError:
    return PluginError(plugin, hook, message, code=code, hint=hint)


class EventError(LoyaltyError):
    """An event was refused; the reason is in `rejection`."""

    def __init__(self, rejection: Rejection) -> None:
        self.rejection = rejection
        path = (rejection.field,) if rejection.field else ()
        super().__init__(rejection.code, f"event {rejection.event_id!r}: {rejection.message}", path, rejection.hint)

    def __reduce__(self) -> tuple[object, ...]:
        return EventError, (self.rejection,)
