"""The tables of a program file, each as a frozen record of what was written, before anything is understood."""

from loyalty.config.raw.document import RawDocument

__all__ = ["RawDocument"]
