"""From raw records to a version: one file for each table of the language."""

from loyalty.config.build.context import Build
from loyalty.config.build.mistakes import EnoughError
from loyalty.config.build.parameters import Overrides
from loyalty.config.build.version import version

__all__ = ["Build", "EnoughError", "Overrides", "version"]
