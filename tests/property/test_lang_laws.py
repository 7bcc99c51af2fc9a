"""Laws of the expression language, for random expressions, values and texts."""

from fractions import Fraction

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from loyalty.lang import (
    RUNTIME,
    Typed,
    alternatives,
    bind,
    check,
    emit,
    emit_fraction,
    evaluate,
    names,
    parse,
    phrase,
    unparse,
)
from loyalty.lang.bounds import holds
from loyalty.lang.evaluator import utc_day
from loyalty.lang.parser import DEPTH_MAX, PARTS_MAX
from tests.unit.lang.scope import SCOPE, TABLES, VALUES, held
from tests.unit.lang.trees import TREES, conditions, expressions, logic, money, plain_numbers

SEARCH = settings(phases=[Phase.generate], max_examples=5000, derandomize=True, database=None)
"""How a wrong emitter is looked for: anything that shows it will do."""

LABELS = {"spend": {"zh": "累计消费", "en": "total spend"}, "gold": {"zh": "金卡"}, "visits": "visits"}


def typed(tree):
    """Check a tree that has a meaning."""
    found = check(tree, SCOPE, tables=TABLES)
    assert isinstance(found, Typed), found
    return found


def run(emitter, expression, values, functions=RUNTIME):
    """Run generated code the way an engine does: slots and constants from tables, no builtins."""
    table, slots = [], held(values)

    def const(value):
        table.append(value)
        return f"c[{len(table) - 1}]"

    source = emitter(expression, lambda name: f"v[{name!r}]", const)
    found = {"__builtins__": {}, **functions, "_day_of": utc_day, "v": slots, "c": table}
    return eval(source, found)  # noqa: S307 - generated code is what is tested


def expected(expression, values):
    """Return what the slow interpreter says, in the units of generated code."""
    value = evaluate(expression, values)
    return value.toordinal() - 719_163 if expression.type.kind == "date" else value


def agrees(emitter, expression, values, functions=RUNTIME):
    """Whether generated code gives the interpreter's very value, and never a float."""
    found = run(emitter, expression, values, functions)
    return type(found) is not float and found == expected(expression, values)


@settings(max_examples=4 * settings().max_examples)
@given(expressions().map(typed), VALUES)
def test_generated_code_means_what_the_interpreter_says(expression, values):
    """Generated code and the slow interpreter agree exactly, for every type of result."""
    assert expected(expression, values) == run(emit, expression, values)
    assert agrees(emit, expression, values)


@given(logic().map(typed), VALUES)
def test_generated_conditions_hold_when_the_interpreter_says(condition, values):
    """Conditions joined and negated to some depth hold in generated code exactly when they do in the interpreter."""
    assert expected(condition, values) is run(emit, condition, values)


@given((plain_numbers(3) | money(3)).map(typed), VALUES)
def test_what_is_typed_whole_is_whole(expression, values):
    """A whole number, and an amount that is not marked as fractional, is an int in both kinds of evaluation."""
    whole = expression.type.kind == "integer" or (expression.type.kind == "money" and not expression.type.fractional)

    assert not whole or isinstance(run(emit, expression, values), int)
    assert not whole or Fraction(expected(expression, values)).denominator == 1


@given((plain_numbers(3) | money(3)).map(typed), VALUES)
def test_a_numerator_over_its_denominator_is_the_number(expression, values):
    """`emit_fraction` splits a number without changing it."""
    over = emit_fraction(expression, str, repr)[1]

    assert expected(expression, values) == Fraction(run(lambda *a: emit_fraction(*a)[0], expression, values), over)


@given(
    expressions().map(typed),
    VALUES,
    st.sets(st.sampled_from(sorted(set(SCOPE) - {"at", "score", "last", "deposit", "grade"}))),
)
def test_binding_parameters_changes_nothing(expression, values, bound):
    """An expression with some names replaced by their values gives what it gave before."""
    inside = {**held(values), "weight": values["weight"]}
    fixed = bind(expression, {name: inside[name] for name in bound})

    assert bound.isdisjoint(fixed.names)
    assert expected(expression, values) == run(emit, fixed, values)


def inclusive(expression, slot, const):
    """A wrong emitter: inclusive becomes strict."""
    return emit(expression, slot, const).replace(">=", ">")


def exclusive(expression, slot, const):
    """A wrong emitter: strict becomes inclusive."""
    return emit(expression, slot, const).replace(" < ", " <= ")


def unscaled(expression, slot, const):
    """A wrong emitter: money in major units."""
    return emit(expression, slot, const).replace("00", "")


def rotated(expression, slot, const):
    """A wrong emitter: each word has the number of the next one."""
    return emit(expression, slot, lambda value: const(_rotated(value) if isinstance(value, dict) else value))


def _rotated(cells):
    values = list(cells.values())
    return dict(zip(cells, [*values[1:], values[0]], strict=True))


@pytest.mark.parametrize("wrong", [inclusive, exclusive, unscaled, rotated])
def test_a_wrong_emitter_is_found_out(wrong):
    """The law above fails for an emitter that confuses inclusive and strict, units, or the words of a table."""
    cases = st.tuples(conditions(2).map(typed), VALUES)

    expression, values = find(cases, lambda case: not _sound(wrong, *case), settings=SEARCH)

    assert agrees(emit, expression, values)


def _sound(emitter, expression, values):
    try:
        return agrees(emitter, expression, values)
    except SyntaxError:
        return True


def test_floats_are_found_out():
    """The law above fails for a run time that divides with floats, already by a comparison."""
    floats = {**RUNTIME, "_ratio": lambda a, b, other: a / b if b else other}
    tree = typed(parse("ratio(visits, 10, 0) + ratio(streak, 10, 0) == ratio(visits + streak, 10, 0)"))

    values = find(VALUES, lambda values: not agrees(emit, tree, values, floats), settings=SEARCH)

    assert agrees(emit, tree, values)


def test_the_two_cases_of_a_zero_divisor_are_found_out():
    """The law above fails for a run time that gives x/0 what is for 0/0."""
    mixed = {**RUNTIME, "_ratio_apart": lambda a, b, nothing, _: Fraction(a, b) if b else nothing}
    tree = typed(parse("ratio(visits, streak, 1, 2) > 1"))

    values = find(VALUES, lambda values: not agrees(emit, tree, values, mixed), settings=SEARCH)

    assert 0 == values["streak"] != values["visits"]
    assert agrees(emit, tree, values)


@given(TREES)
def test_a_tree_written_and_read_is_the_same(tree):
    """Reading back the canonical text of any tree gives that tree."""
    found = parse(unparse(tree))

    assert tree == found or {problem.code for problem in found} <= {"LOY180", "LOY181"}


@given(expressions())
def test_spelling_does_not_change_the_meaning(tree):
    """A tree read from its canonical text checks like the tree itself, and reads the same names."""
    again = parse(unparse(tree))

    assert typed(tree).type == typed(again).type
    assert names(tree) == names(again)


@given(TREES, st.sampled_from([None, *SCOPE.values()]))
def test_checking_never_raises(tree, want):
    """Any tree is either typed or has problems within its span."""
    found = check(tree, SCOPE, want, tables=TABLES)

    assert isinstance(found, Typed) or all(problem.message and problem.cure and problem.why for problem in found)


@given(expressions().map(typed), st.sampled_from(["zh", "en", "zh-CN", "fr"]))
def test_everything_can_be_said(expression, lang):
    """Every expression has words in every language, without gaps left in them."""
    words = phrase(expression, LABELS, lang)

    assert words
    assert "{}" not in words


_PIECES = [
    "spend",
    "visits",
    "tier",
    "年消费",
    "and",
    "or",
    "not",
    "in",
    ">=",
    "<=",
    "==",
    "=",
    "&&",
    "||",
    "且",
    "或",
    "非",
    "!",
    "(",
    ")",
    "[",
    "]",
    ",",
    "，",
    "（",
    "）",
    "≥",
    "10_000",
    "10,000",
    "1_0__0",
    "8%",
    "%",
    "007",
    "1e5",
    "1万",
    ".5",
    "5.",
    '"gold"',
    "'gold'",
    "“gold”",
    '"',
    "'",
    "2024-01-31",
    "2024-1-31",
    "2024-02-30",
    "P30D",
    "PT5H",
    "P",
    "null",
    "true",
    "min(",
    "known(",
    "round(",
    "a.b",
    "a.b(",
    "{x}",
    "$x",
    "#",
    ";",
    "?",
    "**",
    "\\",
    "\n",
    "\t",
    "　",
    "１０",
    "－",
    "×",
    "如果",
]
_TEXTS = (
    st.text(max_size=60)
    | st.lists(st.sampled_from(_PIECES), max_size=25).map(" ".join)
    | st.lists(st.sampled_from(_PIECES), max_size=25).map("".join)
)


@settings(max_examples=5 * settings().max_examples)
@given(_TEXTS)
def test_any_text_is_read_or_explained(text):
    """No text raises; every problem lies in the text or at its end and says what to do."""
    found = parse(text)
    if not isinstance(found, list):
        found = check(found, SCOPE, tables=TABLES)
    if isinstance(found, Typed):
        return

    assert found
    for problem in found:
        assert 0 <= problem.start <= problem.end <= len(text)
        assert problem.message and problem.message_zh and problem.why and problem.cure


@given(conditions(3), st.data())
def test_a_text_that_breaks_off_is_reported_where_it_does(tree, data):
    """Every beginning of a valid text is valid itself, or has problems in it or at its end."""
    text = unparse(tree)
    beginning = text[: data.draw(st.integers(0, len(text) - 1))]

    found = parse(beginning)

    assert not isinstance(found, list) or found
    for problem in found if isinstance(found, list) else []:
        assert 0 <= problem.start <= problem.end <= len(beginning)


@given(conditions(3).map(typed) | logic(2).map(typed), VALUES)
def test_a_condition_holds_when_one_of_its_alternatives_does(condition, values):
    """The alternatives are the condition, taken apart; a named need compares the name with its threshold."""
    ways = alternatives(condition)
    met = any(all(evaluate(need.typed, values) for need in way) for way in ways)

    assert evaluate(condition, values) == met
    assert len(ways) <= 64
    for need in (need for way in ways for need in way if isinstance(need.threshold, Fraction)):
        if SCOPE[need.name].kind != "date" and values[need.name] is not None:
            assert evaluate(need.typed, values) == holds(values[need.name], need.op, need.threshold)


@given(st.integers(1, 400), st.sampled_from(["(", "not ", "-", "min(", "a + (", "a in (", "((a) == ", "not -("]))
def test_depth_is_a_problem_and_not_a_crash(depth, opening):
    """Deep nesting is reported; Python's own limit is never met."""
    found = parse(opening * depth + "a")

    assert isinstance(found, list) or depth <= max(DEPTH_MAX, PARTS_MAX)
