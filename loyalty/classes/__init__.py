"""Classes: where members stand among each other, by their part of a whole."""

from loyalty.classes.classification import Boundary, Class, Classification, Order
from loyalty.classes.figures import Figures, figures

__all__ = ["Boundary", "Class", "Classification", "Figures", "Order", "figures"]
