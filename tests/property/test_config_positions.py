"""The scanner that finds positions agrees with the parser that gives the values."""

import tomli
from hypothesis import example, given
from hypothesis import strategies as st

from loyalty.config.positions import locate, within
from loyalty.config.scanner import BeyondError, LostError, scan

BARE = st.text("abcxyz019_-", min_size=1, max_size=6)
PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
SPACE = st.sampled_from(["", " ", "\t", "  "])
GAP = st.sampled_from(["", " ", "\n", ' # 注释 ] } "\n', "\n\n"])


def basic(text):
    """Write a text between double quotes, with every other character escaped."""
    written = "".join(f"\\U{ord(c):08x}" if place % 2 or c in '"\\' else c for place, c in enumerate(text))
    return f'"{written}"'


KEY = BARE | PLAIN.map(basic) | PLAIN.filter(lambda text: "'" not in text).map(lambda text: f"'{text}'")
LONG = st.text(st.sampled_from('ab"\\ \n字'), max_size=8).map(
    lambda text: '"""' + text.replace("\\", "\\\\").replace('"""', '""\\"') + ' """'
)
CONTINUED = st.tuples(PLAIN.map(basic), PLAIN.map(basic)).map(lambda two: f'"""{two[0][1:-1]}\\\n   {two[1][1:-1]}"""')
LITERAL = st.text(st.sampled_from('ab\n字\\"'), max_size=8).map(lambda text: f"'''{text}'''")
SCALAR = (
    PLAIN.map(basic)
    | LONG
    | CONTINUED
    | LITERAL
    | st.integers(-999, 999).map(str)
    | st.sampled_from(["true", "false", "1.5", "1e3", "2024-01-31", "2024-01-31 10:00:00Z", "10:30:00", "0xff", "inf"])
)


def arrays(inner):
    """Write arrays and inline tables with gaps, comments and trailing commas."""
    items = st.lists(st.tuples(GAP, inner, GAP), max_size=3)
    lists = st.tuples(items, st.booleans(), GAP).map(
        lambda x: "[" + ",".join("".join(i) for i in x[0]) + ("," if x[1] and x[0] else "") + x[2] + "]"
    )
    pairs = st.lists(st.tuples(SPACE, KEY, SPACE, inner, SPACE), max_size=3)
    tables = pairs.map(lambda x: "{" + ",".join(f"{a}{k}{b}={b}{v}{c}" for a, k, b, v, c in x) + "}")
    return lists | tables


VALUE = st.recursive(SCALAR, arrays, max_leaves=6)
DOTTED = st.lists(KEY, min_size=1, max_size=3)
PAIR = st.tuples(DOTTED, SPACE, VALUE, st.sampled_from(["", " # 尾"])).map(
    lambda x: f"{x[1]}{'.'.join(x[0])}{x[1]}= {x[2]}{x[3]}\n"
)
HEADER = st.tuples(DOTTED, SPACE, st.booleans()).map(
    lambda x: f"[[{x[1]}{'.'.join(x[0])}{x[1]}]]\n" if x[2] else f"[{'.'.join(x[0])}]\n"
)
DOCUMENT = st.lists(PAIR | HEADER | st.sampled_from(["\n", "# 备注\n"]), max_size=8).map("".join)


def parsed(text):
    """The document, or None when the parser refuses it."""
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError:
        return None


def paths(value, path=()):
    """Every path of a document with its value."""
    yield path, value
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from paths(item, (*path, key))


@given(DOCUMENT)
@example('a."b c".d = 1\n[[x.y]]\n[x.y.z]\nq = [1, {r = """\n\\\n  s"""}]\n[[x.y]]\n')
@example("[a]\nb.c = 1\n[a.d]\n[[a.e]]\n[a.e.f]\n")
def test_every_path_has_a_place(text):
    """Each table, key and value that the parser finds has a place, and nothing else has."""
    document = parsed(text)
    if document is None:
        return
    try:
        places = scan(text)
    except BeyondError:
        return

    assert {path for path, _ in paths(document)} - {()} == set(places)


@given(DOCUMENT)
def test_the_place_of_a_value_holds_it(text):
    """The text at a value's place, parsed by itself, is the value."""
    document = parsed(text)
    if document is None:
        return
    places = scan(text)
    for path, value in paths(document):
        place = places.get(path)
        if place is not None and not isinstance(value, dict | list):
            again = tomli.loads(f"x = {text[place.start : place.end]}")["x"]

            assert value == again or value != value  # noqa: PLR0124 - nan


@given(PLAIN, st.sampled_from(["basic", "literal", "long"]))
def test_each_character_of_a_text_is_found(text, form):
    """The place of a character inside a quoted text is where it, or its escape, is written."""
    plain = text.replace("'", "").replace("\\", "") if form == "literal" else text
    written = {"basic": basic(plain), "literal": f"'{plain}'", "long": f'"""\n{basic(plain)[1:-1]}"""'}[form]
    document = f"键 = 1\nkey = {written} # end\n".replace("键", '"键"')
    for place, character in enumerate(plain):
        start, end = within(document, ("key",), place, place + 1)

        assert character == tomli.loads(f'x = """{document[start:end]}"""')["x"]


@given(st.text(st.sampled_from("[]{}=,.\"'\\#ab \n\tx1键"), max_size=40))
def test_the_scanner_refuses_nothing_that_is_toml(text):
    """On any text at all the scanner ends; what the parser accepts, it accepts."""
    try:
        scan(text)
    except (LostError, BeyondError):
        assert parsed(text) is None


@given(DOCUMENT, st.integers(0, 400))
def test_locate_never_fails(text, cut):
    """Asking for a place in any text gives a line of it."""
    broken = text[:cut]
    span = locate(broken, ("a", 0, "b"))

    assert 1 <= span.line <= broken.count("\n") + 1
    assert span.column < span.end_column
