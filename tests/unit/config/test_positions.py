"""Where things stand in a file."""

import pytest

from loyalty.config import Span, locate

TEXT = """# comment
[program]
id = "a" # not 'b'
name = { zh = "街角", en = "Corner" }

[[tiers]]
id = "silver"
enter = '''
  spend >= 1
  and visits > 2'''

[[tiers]]
id = "gold"

[events.purchase.lines]
"消费" = "money"
"""


@pytest.mark.parametrize(
    ("path", "side", "line", "column", "end"),
    [
        (("program",), "value", 2, 2, 9),
        (("program", "id"), "value", 3, 6, 9),
        (("program", "id"), "key", 3, 1, 3),
        (("program", "name", "en"), "value", 4, 26, 34),
        (("tiers", 1), "value", 12, 3, 8),
        (("tiers", 1, "id"), "value", 13, 6, 12),
        (("tiers", 0, "enter"), "value", 8, 9, 12),
        (("tiers", 1, "enter"), "value", 12, 3, 8),
        (("events", "purchase"), "value", 15, 9, 17),
        (("events", "purchase", "lines", "消费"), "key", 16, 1, 5),
        (("metrics", "spend"), "value", 1, 1, 2),
    ],
)
def test_places(path, side, line, column, end):
    """Keys, values and headers are found; what is not written is shown at the table around it."""
    span = locate(TEXT, path, side)

    assert (line, column, end) == (span.line, span.column, span.end_column)


def test_a_place_has_its_line():
    """The line is the author's own text, without its end."""
    assert Span(13, 6, 12, 'id = "gold"') == locate(TEXT.replace("\n", "\r\n"), ("tiers", 1, "id"))


def test_a_place_in_something_that_is_no_toml():
    """Asking never fails: a text that cannot be read has only its beginning."""
    assert (1, 1) == (locate("[[[", ("a",)).line, locate("[[[", ("a",)).column)
    assert 1 == locate("", ("a",)).line
