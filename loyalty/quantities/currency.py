"""Currencies by their ISO 4217 codes, and how many decimals each has."""

from decimal import Decimal

import attrs

from loyalty.errors import LoyaltyError, nearest
from loyalty.quantities.money import format_money, money

_NO_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_FOUR = "CLF UYW"
_EXPONENTS = dict.fromkeys(_NO_DECIMALS.split(), 0) | dict.fromkeys(_THREE.split(), 3) | dict.fromkeys(_FOUR.split(), 4)
_CODES = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF
CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP
LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN
PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC SYP SZL THB TJS
TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XCD XCG XOF XPF YER ZAR
ZMW ZWG ZWL
"""
CURRENCIES = {code: _EXPONENTS.get(code, 2) for code in _CODES.split()}
_COMMON = {"RMB": "CNY", "CNH": "CNY", "NTD": "TWD", "YEN": "JPY", "YUAN": "CNY", "EURO": "EUR", "HK$": "HKD"}


def _known(_currency: "Currency", _attribute: "attrs.Attribute[str]", code: object) -> None:
    if isinstance(code, str) and code in CURRENCIES:
        return
    word = code.strip().upper() if isinstance(code, str) else ""
    best = _COMMON.get(word) or (word if word in CURRENCIES else ", ".join(nearest(word, CURRENCIES)))
    raise LoyaltyError(
        "unknown-currency",
        "this is not the code of a currency in ISO 4217",
        hint=f"nearest known codes: {best}" if best else "write three capital letters, for instance CNY",
    )


@attrs.frozen
class Currency:
    """A currency; amounts of it are whole numbers of its minor unit (clause 8).

    The currencies in use are known, and those withdrawn since 2021, which older programs may name.
    Metals, testing codes and accounting units of central banks are not money here.

    Raises:
        LoyaltyError: `unknown-currency`, with the nearest codes.
    """

    code: str = attrs.field(validator=_known)

    @property
    def exponent(self) -> int:
        """Decimals of the minor unit: 2 for CNY, 0 for JPY, 3 for KWD."""
        return CURRENCIES[self.code]

    def money(self, value: int | str | Decimal) -> int:
        """The amount in minor units; see `loyalty.quantities.money`."""
        return money(value, self.exponent)

    def format(self, minor: int) -> str:
        """The amount as plain text in major units; see `format_money`."""
        return format_money(minor, self.exponent)
