"""Money as whole minor units with an ISO 4217 code; never a float."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_, half_width

CURRENCIES = frozenset(
    """AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN
    BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS
    GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW
    KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD
    NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD
    SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND
    VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG""".split()
)
_NO_DECIMALS = frozenset("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split())
_THREE_DECIMALS = frozenset("BHD IQD JOD KWD LYD OMR TND".split())

_DOLLARS = """ARS AUD BBD BMD BND BSD BZD CAD CLP COP CVE DOP FJD GYD HKD JMD KYD LRD MOP MXN NAD
NZD SBD SGD SRD SVC TTD TWD USD UYU XCD"""

_SIGNS: dict[str, frozenset[str]] = {
    "$": frozenset(_DOLLARS.split()),
    "¥": frozenset({"CNY", "JPY"}),
    "元": frozenset({"CNY", "TWD", "HKD", "SGD", "MOP", "USD", "AUD", "CAD"}),
    "圓": frozenset({"CNY", "TWD", "HKD", "MOP", "JPY"}),
    "圆": frozenset({"CNY", "TWD", "HKD", "MOP", "JPY"}),
    "円": frozenset({"JPY"}),
    "€": frozenset({"EUR"}),
    "£": frozenset({"GBP", "EGP", "FKP", "GIP", "SHP", "SSP", "SYP", "LBP"}),
    "₹": frozenset({"INR"}),
    "₱": frozenset({"PHP"}),
    "₩": frozenset({"KRW", "KPW"}),
    "₫": frozenset({"VND"}),
    "฿": frozenset({"THB"}),
    "HK$": frozenset({"HKD"}),
    "NT$": frozenset({"TWD"}),
    "US$": frozenset({"USD"}),
    "CN¥": frozenset({"CNY"}),
    "JP¥": frozenset({"JPY"}),
    "S$": frozenset({"SGD"}),
    "A$": frozenset({"AUD"}),
    "RM": frozenset({"MYR"}),
    "RP": frozenset({"IDR"}),
    "RMB": frozenset({"CNY"}),
}
_MARK = r"US\$|HK\$|NT\$|S\$|A\$|CN¥|JP¥|RMB|RM|Rp\.?|[A-Z]{3}|[¥元圓圆円€£₹₱₩₫฿$]"
_TYPED = rf"(?P<before>{_MARK})? *(?P<number>[-+]?[0-9.,' ]*[0-9]) *(?P<after>{_MARK})?"
_LONGEST = 40
_PLAIN = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,4})?")
_WHOLE = r"\d+|\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:[ ']\d{3})+"
_POINT = rf"(?P<whole>{_WHOLE})(?:\.(?P<part>\d+))?"
_COMMA = r"(?P<whole>\d+|\d{1,3}(?:[. ']\d{3})+),(?P<part>\d{1,2})"


def decimals_of(currency: str) -> int:
    """Decimal places of the currency by ISO 4217 (JPY 0, CNY 2, KWD 3)."""
    if currency in _NO_DECIMALS:
        return 0
    return 3 if currency in _THREE_DECIMALS else 2


def checked_currency(code: str, *, field: str = "currency") -> str:
    """The code in capitals; raises BadInput when ISO 4217 has no such currency in use."""
    capital = half_width(code).strip().upper()
    capital = {"RMB": "CNY", "NTD": "TWD"}.get(capital, capital)
    if capital not in CURRENCIES:
        raise BadInput(
            N_("{field}: this is not a currency code; write three letters such as CNY or USD."),
            code="currency.unknown",
            field=field,
        )
    return capital


@frozen
class Money:
    """`minor` counts the currency's smallest unit (cents, fen, yen).

    Two currencies are never added or compared: ValueError.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int:
            raise TypeError("money counts whole minor units")

    def __add__(self, other: Money) -> Money:
        self._must_match(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._must_match(other)
        return Money(self.minor - other.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._must_match(other)
        return self.minor < other.minor

    def __le__(self, other: Money) -> bool:
        self._must_match(other)
        return self.minor <= other.minor

    def _must_match(self, other: Money) -> None:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not mix")

    @property
    def plain(self) -> str:
        """Digits with the currency's decimals and a point: "1234.50"."""
        places = decimals_of(self.currency)
        if places == 0:
            return str(self.minor)
        whole, part = divmod(abs(self.minor), 10**places)
        return f"{'-' if self.minor < 0 else ''}{whole}.{part:0{places}}"

    def document(self) -> dict[str, str]:
        """The form that commands print and events hold."""
        return {"amount": self.plain, "currency": self.currency}

    @classmethod
    def of(cls, document: dict[str, str]) -> Money:
        """The money a document holds; the inverse of `document`. ValueError when it holds none."""
        return cls.of_plain(document["amount"], document["currency"])

    @classmethod
    def of_plain(cls, digits: str, currency: str) -> Money:
        """The money that `plain` wrote; ValueError for more decimals than the currency has."""
        if not _PLAIN.fullmatch(digits):
            raise ValueError("not a plain amount")
        scaled = Decimal(digits).scaleb(decimals_of(currency))
        if scaled != int(scaled):
            raise ValueError(f"more decimals than {currency} has")
        return cls(int(scaled), currency)


def total_by_currency(amounts: Iterable[Money]) -> list[Money]:
    """One sum for each currency, in the order of their codes."""
    sums: dict[str, int] = {}
    for amount in amounts:
        sums[amount.currency] = sums.get(amount.currency, 0) + amount.minor
    return [Money(minor, currency) for currency, minor in sorted(sums.items())]


def parse_money(text: str, currency: str, *, field: str = "amount") -> Money:
    """What a person or a spreadsheet wrote, as money of `currency`; raises BadInput.

    Read: "1,234.50", "１２３４", "¥1234", "1 234,50", "1,23,456.00", "1234元". A sign or code of
    another currency, a negative number, or more decimals than the currency has is refused; so is
    a point before exactly three digits ("1.000"), which half the world reads as a thousand,
    unless the currency has three decimals.
    """
    folded = re.sub(r"\s", " ", half_width(text).replace("￥", "¥")).strip()
    typed = re.fullmatch(_TYPED, folded, re.I) if len(folded) <= _LONGEST else None
    if typed is None:
        raise _not_a_number(field)
    for mark in (typed["before"], typed["after"]):
        _check_mark(mark, currency, field)
    number = typed["number"].strip()
    if number.startswith("-"):
        raise BadInput(
            N_("{field}: the amount is negative; write it without a minus sign."),
            code="amount.negative",
            field=field,
        )
    return Money(_minor(number.lstrip("+").strip(), currency, field), currency)


def _minor(number: str, currency: str, field: str) -> int:
    written = re.fullmatch(_POINT, number) or re.fullmatch(_COMMA, number)
    if written is None:
        raise _not_a_number(field)
    places = decimals_of(currency)
    decimals = written["part"] or ""
    part = decimals if len(decimals) == 3 else decimals.rstrip("0")
    if len(part) > places:
        raise BadInput(
            N_("{field}: more decimals than {currency} has ({places})."),
            code="amount.decimals",
            field=field,
            currency=currency,
            places=places,
        )
    whole = re.sub(r"[^0-9]", "", written["whole"])
    if len(whole) > 15:
        raise _not_a_number(field)
    return int(whole + part.ljust(places, "0"))


def _check_mark(mark: str | None, currency: str, field: str) -> None:
    if mark is None:
        return
    named = mark.upper().rstrip(".")
    if named == currency or currency in _SIGNS.get(named, ()):
        return
    raise BadInput(
        N_("{field}: the amount carries the sign of another currency than {currency}."),
        code="amount.currency",
        field=field,
        currency=currency,
    )


def _not_a_number(field: str) -> BadInput:
    return BadInput(
        N_("{field}: this is not an amount; write digits such as 1234.50."),
        code="amount.wrong",
        field=field,
    )
