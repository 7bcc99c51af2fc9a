"""Loyalty programs of shops for clothing, jewellery and the like: what a basket costs a member, line by line."""

from loyalty_clothing.care import Cared, care
from loyalty_clothing.early import Access, early_access, purchase_order
from loyalty_clothing.price import Basket, Line, Order, Part, price
from loyalty_clothing.reason import Reason
from loyalty_clothing.returns import Return, Returned, returns

__all__ = [
    "Access",
    "Basket",
    "Cared",
    "Line",
    "Order",
    "Part",
    "Reason",
    "Return",
    "Returned",
    "care",
    "early_access",
    "price",
    "purchase_order",
    "returns",
]
