"""A JUnit report of scenarios, which build servers read."""

from collections.abc import Iterable
from pathlib import Path
from xml.etree import ElementTree as ET

from loyalty.config.positions import locate
from loyalty.errors import Diagnostic
from loyalty.testing.outcome import Outcome
from loyalty_cli.outputs.atomic import complete
from loyalty_cli.scenarios import Results


def write(path: Path, results: Results) -> None:
    """Write the report; a file with mistakes is a test case with an error."""
    suite = ET.Element("testsuite", _counts(results))
    for outcome in results.outcomes:
        _case(suite, outcome)
    for file in dict.fromkeys(one.file for one in results.wrong):
        _wrong(suite, file, [one for one in results.wrong if one.file == file])
    top = ET.Element("testsuites")
    top.append(suite)
    ET.indent(top)
    with complete(path) as written:
        ET.ElementTree(top).write(written, encoding="utf-8", xml_declaration=True)


def _counts(results: Results) -> dict[str, str]:
    errors = len({one.file for one in results.wrong})
    tests = len(results.outcomes) + errors
    return {
        "name": "loyalty",
        "tests": str(tests),
        "failures": str(len(results.failed)),
        "errors": str(errors),
        "skipped": "0",
    }


def _case(suite: ET.Element, outcome: Outcome) -> None:
    scenario = outcome.scenario
    line = str(locate(scenario.text, (*scenario.path, "name")).line)
    names = {"classname": scenario.file, "name": scenario.name, "file": scenario.file, "line": line}
    case = ET.SubElement(suite, "testcase", names)
    for failure in outcome.failures:
        failed = ET.SubElement(case, "failure", {"message": _clean(failure.what)})
        failed.text = _clean(failure.render())


def _wrong(suite: ET.Element, file: str, mistakes: Iterable[Diagnostic]) -> None:
    case = ET.SubElement(suite, "testcase", {"classname": file, "name": file, "file": file})
    error = ET.SubElement(case, "error", {"message": "the file has mistakes"})
    error.text = _clean("\n".join(one.render() for one in mistakes))


def _clean(text: str) -> str:
    """Return the text without characters that XML cannot hold."""
    return "".join(one if one.isprintable() or one in "\n\t" else "\N{REPLACEMENT CHARACTER}" for one in text)
