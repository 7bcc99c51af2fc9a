"""Money and points as integers, rounding that is named, and allotment that adds up (clauses 8 and 9)."""

from loyalty.quantities.allotment import allot, allot_growing
from loyalty.quantities.currency import CURRENCIES, Currency
from loyalty.quantities.money import MONEY_MAX, format_money, money
from loyalty.quantities.numbers import INTEGER_MAX, exact, integer, scaled
from loyalty.quantities.rounding import ROUNDINGS, Rounder, Rounding, rounded, rounder

__all__ = [
    "CURRENCIES",
    "INTEGER_MAX",
    "MONEY_MAX",
    "ROUNDINGS",
    "Currency",
    "Rounder",
    "Rounding",
    "allot",
    "allot_growing",
    "exact",
    "format_money",
    "integer",
    "money",
    "rounded",
    "rounder",
    "scaled",
]
