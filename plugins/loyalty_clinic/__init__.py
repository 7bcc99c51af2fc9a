"""Loyalty programs of clinics: beds in VIP wards, their fees, the waiting list, the fast lane."""

from loyalty_clinic.admission import Admission, admit
from loyalty_clinic.desk import Desk, promoted
from loyalty_clinic.fees import Quote, nights, quote
from loyalty_clinic.lane import lane
from loyalty_clinic.wards import Request, Room, Stay, Waiting, Wards

__all__ = [
    "Admission",
    "Desk",
    "Quote",
    "Request",
    "Room",
    "Stay",
    "Waiting",
    "Wards",
    "admit",
    "lane",
    "nights",
    "promoted",
    "quote",
]
