"""Files of results: one module for each form, each written whole or not at all."""

from loyalty_cli.outputs.opening import check_name, write
from loyalty_cli.outputs.table import Column, Row

__all__ = ["Column", "Row", "check_name", "write"]
