"""Files of events: one module for each form, all read as a stream of records with their places."""

from loyalty_cli.sources.opening import pieces, read
from loyalty_cli.sources.record import Broken, Meter, Piece, Record, Shapes

__all__ = ["Broken", "Meter", "Piece", "Record", "Shapes", "pieces", "read"]
