"""Countries, time zones and coordinates."""

import pytest

from fieldvisit.domain.problems import BadInput
from fieldvisit.exchange.places import country_code, degrees, zone_name


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CN", "CN"),
        (" us ", "US"),
        ("ＧＢ", "GB"),
        ("NA", "NA"),
        ("China", "CN"),
        ("中国", "CN"),
        ("中国大陆", "CN"),
        ("中華民國", "TW"),
        ("臺灣", "TW"),
        ("台灣", "TW"),
        ("台湾", "TW"),
        ("Hong Kong", "HK"),
        ("香港", "HK"),
        ("中国香港特别行政区", "HK"),
        ("United States", "US"),
        ("U.S.A.", "US"),
        ("美国", "US"),
        ("美國", "US"),
        ("UK", "GB"),
        ("United Kingdom", "GB"),
        ("England", "GB"),
        ("英國", "GB"),
        ("寮國", "LA"),
        ("老挝", "LA"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("india", "IN"),
        ("印度尼西亚", "ID"),
        ("印尼", "ID"),
        ("PRC", "CN"),
    ],
)
def test_countries_are_known_in_three_languages(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize("text", ["", "XX", "EU", "Narnia", "ZZ"])
def test_an_unknown_country_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        country_code(text)

    assert caught.value.code == "country.unknown"


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Asia/Shanghai", "Asia/Shanghai"),
        (" asia/hong_kong ", "Asia/Hong_Kong"),
        ("America/New York", "America/New_York"),
        ("北京时间", "Asia/Shanghai"),
        ("臺北", "Asia/Taipei"),
        ("UTC", "UTC"),
    ],
)
def test_zones_are_known(text: str, zone: str) -> None:
    assert zone_name(text) == zone


@pytest.mark.parametrize("text", ["", "CST+8", "Asia/Peking", "../../etc/passwd"])
def test_an_unknown_zone_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        zone_name(text)

    assert caught.value.code == "zone.unknown"


@pytest.mark.parametrize(
    ("text", "value"),
    [("31.23", 31.23), ("-90", -90.0), ("90", 90.0), ("３１．２３", 31.23), ("31.23°", 31.23)],
)
def test_degrees_are_read(text: str, value: float) -> None:
    assert degrees(text, 90, field="lat") == value


@pytest.mark.parametrize("text", ["90.0001", "-91", "nan", "inf", "31,23", "31 N", ""])
def test_degrees_out_of_range_are_refused(text: str) -> None:
    with pytest.raises(BadInput) as caught:
        degrees(text, 90, field="lat")

    assert str(caught.value) == "lat: write decimal degrees between -90 and 90."
