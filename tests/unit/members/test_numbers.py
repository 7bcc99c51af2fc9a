"""Member numbers."""

import pytest

from loyalty.members import Field, NumberFormat, assign, parse_format, written

FIELDS = (
    Field("region", "text"),
    Field("store", "integer"),
    Field("phone", "text", pii=True),
    Field("born", "date"),
    Field("省份", "text"),
)
BY_REGION = NumberFormat("{region} {serial:05}", "region")


@pytest.mark.parametrize(
    ("text", "values", "serial", "expected"),
    [
        ("{region} {serial:05}", {"region": "755"}, 243, "755 00243"),
        ("{serial}", {}, 243, "243"),
        ("{serial:03}", {}, 12345, "12345"),
        ("№{store}/{region}-{serial:012}", {"region": "北", "store": 7}, 1, "№7/北-000000000001"),
        ("{省份}{serial}", {"省份": "粤"}, 1, "粤1"),
        ("{region}-{serial}", {"region": None}, 1, "-1"),
        ("{region}-{serial}", {}, 1, "-1"),
        ("{region}{serial}", {"region": "{serial}{0.__class__}"}, 1, "{serial}{0.__class__}1"),
    ],
)
def test_written(text, values, serial, expected):
    """A number has its fields and the serial padded with zeros; values are never read as formats."""
    assert expected == written(text, values, serial)


def test_pieces():
    """A format without mistakes is text, fields and one serial."""
    pieces = parse_format("V{region} {serial:05}", FIELDS)

    assert [("V", None, 0), ("region", "region", 0), (" ", None, 0), ("serial:05", "serial", 5)] == [
        (piece.text, piece.name, piece.width) for piece in pieces
    ]


@pytest.mark.parametrize(
    ("text", "marked", "hint"),
    [
        ("{region}", "{region}", "write {serial:05}"),
        ("{serial}{serial}", "{serial}{serial}", "write {serial:05}"),
        ("", "", "write {serial:05}"),
        ("{regoin}{serial}", "{regoin}", "write {region}"),
        ("{}{serial}", "{}", ""),
        ("{0.__class__}{serial}", "{0.__class__}", ""),
        ("{phone}{serial}", "{phone}", ""),
        ("{born}{serial}", "{born}", ""),
        ("{serial:5}", "5", "write {serial:05}"),
        ("{serial:00}", "00", "write {serial:05}"),
        ("{serial:013}", "013", "write {serial:05}"),
        ("{serial:0９}", "0９", "write {serial:05}"),
        ("{serial:0999999999999}", "0999999999999", "write {serial:05}"),
        ("{serial:}", "", "write {serial:05}"),
        ("{serial!r}", "{serial!r}", "write {serial}"),
        ("{region:>9}{serial}", ">9", "write {region}"),
        ("{serial} {", "{", "write } after the name"),
        ("{region{serial}", "{", "write } after the name"),
        ("{serial}}", "}", "remove it"),
        ("}{serial}", "}", "remove it"),
        ("x" * 201, "x" * 201, ""),
    ],
)
def test_mistakes(text, marked, hint):
    """Each mistake is marked in the text."""
    problem = parse_format(text, FIELDS)[0]

    assert (marked, hint) == (text[problem.start : problem.end], problem.hint)


def test_all_mistakes_at_once():
    """Every mistake is told, not only the first."""
    assert 3 == len(parse_format("} {regoin} {serial:5} {", FIELDS)) - 1


@pytest.fixture(name="enrol", scope="module")
def enrol_(event):
    """Return a function that makes enrolments."""

    def enrol(name, day, region="755", serial=None, **more):
        return event(name, day, "enrol", None, serial, region, None, None, None, None, **more)

    return enrol


def serials(events):
    """The serial of each event."""
    return [event.values[1] for event in events]


class TestAssign:
    """Serials for enrolments that have none."""

    def test_in_order_of_time(self, enrol):
        """Serials follow time and id, and the stream keeps its order."""
        stream = [enrol("c", 3), enrol("b", 1), enrol("a", 1)]

        assert [3, 2, 1] == serials(assign(stream, BY_REGION, FIELDS))

    def test_by_scope(self, enrol):
        """Each region counts for itself."""
        stream = [enrol("a", 1), enrol("b", 2, "20"), enrol("c", 3), enrol("d", 4, None), enrol("e", 5, "20")]

        assert [1, 1, 2, 1, 2] == serials(assign(stream, BY_REGION, FIELDS))

    def test_without_scope(self, enrol):
        """Without a scope there is one count."""
        stream = [enrol("a", 1), enrol("b", 2, "20"), enrol("c", 3)]

        assert [1, 2, 3] == serials(assign(stream, NumberFormat("{serial}"), FIELDS))

    def test_given_serials_stay(self, enrol):
        """A serial that an event carries is kept and given to nobody else."""
        stream = [enrol("a", 1), enrol("b", 2), enrol("c", 3, serial=2), enrol("d", 4, "20")]

        assert [1, 3, 2, 1] == serials(assign(stream, BY_REGION, FIELDS))

    def test_start(self, enrol):
        """Counting may begin where another run ended."""
        stream = [enrol("a", 1), enrol("b", 2, "20")]

        assert [244, 1] == serials(assign(stream, BY_REGION, FIELDS, {"755": 244}))

    def test_a_duplicate_has_the_same_serial(self, enrol):
        """An enrolment delivered twice, even stored later, is one member."""
        stream = [enrol("a", 1), enrol("b", 2), enrol("a", 1, recorded=5), enrol("a", 1)]

        assert [1, 2, 1, 1] == serials(assign(stream, BY_REGION, FIELDS))

    def test_other_events_are_left_alone(self, event):
        """Only enrolments have serials."""
        stream = (event("a", 1), event("u", 2, "update", ((0, "20"),)))

        assert stream == assign(stream, BY_REGION, FIELDS)
