"""Requests: what members and staff apply for or book, on which terms, and who decides (S42, S49, S53, S56, S61)."""

from loyalty.requests.objection import Objection
from loyalty.requests.open_request import OpenRequest
from loyalty.requests.rule import RequestRule

__all__ = ["Objection", "OpenRequest", "RequestRule"]
