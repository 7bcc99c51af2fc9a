"""Loyalty programs of banks: advisers who stay, lanes and hotlines, fees and waivers, signing allowances."""

from loyalty_bank.advisers import Absence, Adviser, Need
from loyalty_bank.assigning import Assignment, assign
from loyalty_bank.counter import Signed, fees, lane, sign
from loyalty_bank.roster import Roster

__all__ = ["Absence", "Adviser", "Assignment", "Need", "Roster", "Signed", "assign", "fees", "lane", "sign"]
