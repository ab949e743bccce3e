"""What the header of a column says: its field, its currency, the order of its dates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from fieldvisit.domain.case import MONEY_FIELDS
from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.money import CURRENCIES
from fieldvisit.domain.text import safe_text
from fieldvisit.exchange.fields import FIELDS

YUAN_OF_THE_PLACE = "元"

_BRACKETS = re.compile(r"[(\[{【〔《<]\s*([^)\]}】〕》>]*?)\s*[)\]}】〕》>]")
_SCALED = re.compile(r"[万萬千]元?$|thousand|lakh|crore|million|'000|k(?:rmb|usd|cny)$")
_DAY_FIRST = re.compile(r"d{1,2}[-/. ]?m{1,2}[-/. ]?y{2,4}")
_MONTH_FIRST = re.compile(r"m{1,2}[-/. ]?d{1,2}[-/. ]?y{2,4}")
_TRADITIONAL = frozenset("額總應繳餘還貸歷積罰約滯違戶當債圓幣")
_UNITS = {
    "元": "CNY",
    "人民币": "CNY",
    "人民幣": "CNY",
    "人民币元": "CNY",
    "人民幣元": "CNY",
    "rmb": "CNY",
    "yuan": "CNY",
    "¥": "CNY",
    "美元": "USD",
    "us$": "USD",
    "港元": "HKD",
    "港币": "HKD",
    "港幣": "HKD",
    "hk$": "HKD",
    "新台币": "TWD",
    "新台幣": "TWD",
    "新臺幣": "TWD",
    "台币": "TWD",
    "台幣": "TWD",
    "nt$": "TWD",
    "ntd": "TWD",
    "欧元": "EUR",
    "歐元": "EUR",
    "€": "EUR",
    "英镑": "GBP",
    "英鎊": "GBP",
    "£": "GBP",
    "日元": "JPY",
    "日圓": "JPY",
    "₹": "INR",
    "₱": "PHP",
    "rs": "INR",
    "rp": "IDR",
    "rm": "MYR",
    "s$": "SGD",
}
_NUMBER_PARTS = """身份证 身份證 身分证 身分證 证件号 證件號 护照 護照 社保号 卡号 卡號
    银行卡 銀行卡 银行账 银行帐 銀行帳 还款账 還款帳 idcard identitycard identityno identitynumber
    nationalid passport socialsecurity aadhaar aadhar cardno cardnumber bankaccount taxid""".split()
_NUMBER_HEADERS = frozenset(
    "idno idnumber ssn nik ktp noktp nonik nrc nrcno nrcnumber nric nricno pan panno pannumber iban"
    " cnic hkid bvn nin curp".split()
)
_PLACES = ("地址", "住址", "户籍", "戶籍", "address", "卡银行", "卡銀行")


@frozen
class Heading:
    """One header of the file and what it says about its column.

    `ranks` is field -> place in that field's list of headers, the lower the better. `currency` is
    an ISO code, `YUAN_OF_THE_PLACE`, or empty; `order` is "dmy", "mdy" or empty. `guarded` columns
    hold identity or card numbers; `scaled` ones hold amounts in thousands or ten thousands.
    """

    text: str
    ranks: Mapping[str, int]
    currency: str = ""
    order: str = ""
    guarded: bool = False
    scaled: bool = False


def key_of(header: str) -> str:
    """What is left of a header when case, width, spaces and punctuation do not matter."""
    folded = unicodedata.normalize("NFKC", safe_text(header)).casefold()
    kept = "".join(character for character in folded if character.isalnum())
    return kept.replace("installment", "instalment")


@cache
def _ranks_by_key() -> dict[str, dict[str, int]]:
    ranks: dict[str, dict[str, int]] = {}
    for name, field in FIELDS.items():
        for rank, header in enumerate((name, *field.headers)):
            ranks.setdefault(key_of(header), {}).setdefault(name, rank)
    return ranks


@lru_cache(4096)
def heading_of(header: str) -> Heading:
    """What the header says; one that nobody knows has no ranks."""
    text = " ".join(safe_text(header).split())
    folded = unicodedata.normalize("NFKC", text).casefold()
    inside = [part.strip() for part in _BRACKETS.findall(folded)]
    keys = (key_of(folded), key_of(_BRACKETS.sub("", folded)))
    guarded = any(_is_guarded(key) for key in keys)
    scaled = any(_SCALED.search(part) for part in (*inside, keys[1]))
    ranks, currency = _ranks_and_currency(keys, inside)
    if guarded or (scaled and MONEY_FIELDS & set(ranks)):
        ranks = {}
    if currency == "CNY" and YUAN_OF_THE_PLACE in (*inside, folded[-1:]) and _TRADITIONAL & {*text}:
        currency = YUAN_OF_THE_PLACE
    return Heading(text, ranks, currency, _order_in(folded), guarded, scaled)


def _ranks_and_currency(
    keys: tuple[str, str], inside: Sequence[str]
) -> tuple[Mapping[str, int], str]:
    """The fields of the header, read whole, without brackets, then without a unit at its end."""
    known = _ranks_by_key()
    currency = next((found for part in inside if (found := currency_of_unit(part))), "")
    for key in keys:
        if key in known:
            return known[key], currency
    for unit in (3, 2, 1):
        ending = keys[1][-unit:]
        ranks = known.get(keys[1][:-unit], {})
        if ranks.keys() & MONEY_FIELDS and (found := currency_of_unit(ending)):
            return ranks, currency or found
    return {}, currency


def currency_of_unit(unit: str) -> str:
    """The ISO code of a sign, a code or a name such as 人民币 or RMB; empty for anything else."""
    unit = unicodedata.normalize("NFKC", unit).casefold().strip()
    named = unit.removeprefix("单位").removeprefix("單位").removeprefix("in ").strip(" :.")
    return _UNITS.get(named, named.upper() if named.upper() in CURRENCIES else "")


def _order_in(folded: str) -> str:
    if _DAY_FIRST.search(folded):
        return "dmy"
    return "mdy" if _MONTH_FIRST.search(folded) else ""


def _is_guarded(key: str) -> bool:
    if any(place in key for place in _PLACES):
        return False
    return key in _NUMBER_HEADERS or any(part in key for part in _NUMBER_PARTS)


def fields_recognised(headers: Iterable[str]) -> int:
    """How many different fields these cells would name if they were headers."""
    return len({name for header in headers for name in list(heading_of(header).ranks)[:1]})
