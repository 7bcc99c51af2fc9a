"""Hypothesis strategies for single values: whatever a declared field may hold."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from loyalty.errors import MissingExtra
from loyalty.members.field import Field
from loyalty.quantities import format_money

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

_EPOCH = date(1970, 1, 1)
_INTEGER_MOST = 10_000
_MONEY_MOST = 1_000_000
_SCALE = 10**9
_TEXT_MOST = 12
_DAYS = (-20_000, 25_000)
_BILLIONTHS = 9


def hypothesis() -> Any:
    """Return the module of strategies.

    Raises:
        MissingExtra: hypothesis is not installed.
    """
    try:
        from hypothesis import strategies
    except ImportError as error:
        raise MissingExtra("testing", "drawing events") from error
    return strategies


def value(field: Field, exponent: int) -> "SearchStrategy[Any]":
    """Return values of a declared field, in the form an event carries; money has `exponent` decimals.

    Numbers stay small where the program declares no bound, so that what is drawn can be read.
    """
    st = hypothesis()
    if field.values:
        return _sampled(field.values)
    if field.type == "bool":
        return st.booleans()  # type: ignore[no-any-return]
    if field.type == "text":
        least, most = field.min or 0, field.max if field.max is not None else (field.min or 0) + _TEXT_MOST
        letters = st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"])
        return st.text(letters, min_size=least, max_size=most)  # type: ignore[no-any-return]
    low, high = _bounds(field)
    return st.integers(low, high).map(lambda number: _written(field, number, exponent))  # type: ignore[no-any-return]


def row(fields: Sequence[Field], exponent: int) -> "SearchStrategy[dict[str, Any]]":
    """Return mappings of these fields; those that are not required are there or not."""
    st = hypothesis()
    needed = {field.name: value(field, exponent) for field in fields if field.required}
    others = {field.name: value(field, exponent) for field in fields if not field.required}
    return st.fixed_dictionaries(needed, optional=others)  # type: ignore[no-any-return]


def _sampled(words: Sequence[str]) -> "SearchStrategy[Any]":
    return hypothesis().sampled_from(list(words))  # type: ignore[no-any-return]


def _bounds(field: Field) -> tuple[int, int]:
    """Return the least and the largest number to draw, in the engine's units."""
    if field.type == "date":
        low, high = _DAYS
    elif field.type == "instant":
        low, high = (day * 86_400 for day in _DAYS)
    else:
        most = {"integer": _INTEGER_MOST, "money": _MONEY_MOST}.get(field.type, 100 * _SCALE)
        low, high = (0 if field.min is None else field.min), most
    low = low if field.min is None else field.min
    high = max(high, low) if field.max is None else field.max
    return min(low, high), high


def _written(field: Field, number: int, exponent: int) -> Any:
    if field.type == "money":
        return format_money(number, exponent)
    if field.type == "date":
        return (_EPOCH + timedelta(days=number)).isoformat()
    if field.type == "instant":
        return datetime.fromtimestamp(number, UTC).isoformat()
    if field.type == "percent":
        return format_money(number, _BILLIONTHS - 2) + "%"
    return format_money(number, _BILLIONTHS) if field.type == "decimal" else number
