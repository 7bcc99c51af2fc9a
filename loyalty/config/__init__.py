"""Programs from TOML: read with every mistake at its place, dumped in one canonical form, and located line by line."""

from loyalty.config.dumping import dump
from loyalty.config.positions import Span, locate
from loyalty.config.reading import read
from loyalty.config.versions import read_versions

__all__ = ["Span", "dump", "locate", "read", "read_versions"]
