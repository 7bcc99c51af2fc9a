"""What came of a scenario: nothing to say, or each expectation that was not met."""

import attrs

from loyalty.errors.carets import excerpt
from loyalty.testing.scenario import Scenario
from loyalty.testing.wording import WORDS

_INDENT = "   "


@attrs.frozen
class Failure:
    """One expectation that was not met, at its place in the scenario file.

    `what` says what was looked at, and when; `reason` is the explanation of the difference, in lines.
    """

    what: str
    expected: str
    actual: str
    reason: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    end_column: int = 0
    source_line: str = attrs.field(default="", repr=False)
    language: str = "en"

    def render(self) -> str:
        """Return the failure as text: the place, the line, what was expected, what came out, and why."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        lines = [f"{place}: {self.what}"]
        if self.line and self.source_line.strip():
            lines += excerpt(self.source_line, self.line, self.column, self.end_column)
        say = WORDS[self.language]
        lines += [f"{_INDENT}{say['expected']}{self.expected}", f"{_INDENT}{say['actual']}{self.actual}"]
        if self.reason:
            lines += [f"{_INDENT}{say['because']}", *(f"{_INDENT}  {line}" for line in self.reason.splitlines())]
        return "\n".join(lines)


@attrs.frozen
class Outcome:
    """The result of one scenario; `checked` is how many things were compared."""

    scenario: Scenario
    failures: tuple[Failure, ...] = ()
    checked: int = 0

    @property
    def passed(self) -> bool:
        """Whether every expectation was met."""
        return not self.failures

    def render(self) -> str:
        """Return the name of the scenario, and every failure below it."""
        return "\n".join([self.scenario.name, *(failure.render() for failure in self.failures)])
