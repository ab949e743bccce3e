"""Countries, time zones and coordinates as lists write them."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_, half_width
from fieldvisit.exchange.headers import key_of

_ALPHA_2 = frozenset(
    """AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR
    BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC
    EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK
    HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB
    LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ
    NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU
    RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN
    TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW""".split()
)
_OTHER_NAMES = {
    "CN": "chn,prc,mainland china,peoples republic of china,中华人民共和国,中華人民共和國,中国大陆,"
    "中國大陸,大陆,大陸",
    "HK": "hkg,hong kong,hong kong sar,香港,中国香港,中國香港,香港特别行政区,香港特別行政區",
    "MO": "mac,macau,macao,macau sar,澳门,澳門,中国澳门,中國澳門",
    "TW": "twn,taiwan roc,台灣,臺灣,台湾地区,台灣地區,中国台湾,中華民國",
    "US": "usa,united states of america,america,u.s.,u.s.a.,美利坚合众国,美利堅合眾國",
    "GB": "uk,gbr,great britain,britain,england,scotland,wales,northern ireland,英格兰,英格蘭",
    "KR": "kor,korea,republic of korea,韓國,大韩民国,大韓民國",
    "IN": "ind",
    "ID": "idn",
    "MY": "mys",
    "PH": "phl",
    "SG": "sgp",
    "AU": "aus",
    "TR": "turkey,tur",
    "LA": "laos,老撾",
    "MM": "burma,myanmar",
    "CI": "ivory coast,cote d'ivoire",
    "AE": "uae",
}
_OTHER_ZONES = {
    "北京时间": "Asia/Shanghai",
    "北京時間": "Asia/Shanghai",
    "北京": "Asia/Shanghai",
    "上海": "Asia/Shanghai",
    "beijing": "Asia/Shanghai",
    "香港": "Asia/Hong_Kong",
    "香港时间": "Asia/Hong_Kong",
    "香港時間": "Asia/Hong_Kong",
    "台北": "Asia/Taipei",
    "臺北": "Asia/Taipei",
    "台北時間": "Asia/Taipei",
    "澳门": "Asia/Macau",
    "澳門": "Asia/Macau",
}


def country_code(text: str, *, field: str = "country") -> str:
    """The ISO 3166 alpha-2 code of a code or an English or Chinese name; raises BadInput."""
    code = half_width(text).strip().upper()
    if code in _ALPHA_2:
        return code
    found = _countries_by_name().get(key_of(text))
    if found is None:
        raise BadInput(
            N_("{field}: this country is not known; write two letters such as CN or US."),
            code="country.unknown",
            field=field,
        )
    return found


@cache
def _countries_by_name() -> dict[str, str]:
    from babel import Locale

    codes: dict[str, str] = {}
    for language in ("en", "zh_Hans", "zh_Hant"):
        names = Locale.parse(language).territories
        codes.update({key_of(names[code]): code for code in _ALPHA_2})
    for code, others in _OTHER_NAMES.items():
        codes.update({key_of(name): code for name in others.split(",")})
    return codes


def zone_name(text: str, *, field: str = "zone") -> str:
    """The IANA name of a zone, in its own spelling; raises BadInput when there is none."""
    name = half_width(text).strip()
    found = _zones().get(name.casefold().replace(" ", "_"))
    if found is None:
        raise BadInput(
            N_("{field}: this time zone is not known; write a name such as Asia/Shanghai."),
            code="zone.unknown",
            field=field,
        )
    return found


@cache
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()} | _OTHER_ZONES


def degrees(text: str, most: int, *, field: str) -> float:
    """Decimal degrees between `-most` and `most`; raises BadInput."""
    try:
        value = float(half_width(text).strip().rstrip("\u00b0"))
    except ValueError:
        value = float("nan")
    if not -most <= value <= most:
        raise BadInput(
            N_("{field}: write decimal degrees between -{most} and {most}."),
            code="coordinate.wrong",
            field=field,
            most=most,
        )
    return value
