"""Which zones may be a borrower's."""

from __future__ import annotations

import pytest

from fieldvisit.rules.regions import zones_of_region
from fieldvisit.rules.zones import CITIES, city_of, country_code, is_zone, zones_of


@pytest.mark.parametrize(
    ("country", "region", "zone", "zones"),
    [
        ("CN", "", "Asia/Urumqi", ("Asia/Urumqi",)),
        ("CN", "", "", ("Asia/Shanghai", "Asia/Urumqi")),
        ("GB", "", "", ("Europe/London",)),
        ("uk", "", "", ("Europe/London",)),
        ("US", "CA", "", ("America/Los_Angeles",)),
        ("US", "us-ca", "", ("America/Los_Angeles",)),
        ("US", " new   york ", "", ("America/New_York",)),
        ("US", "Texas", "", ("America/Chicago", "America/Denver")),
        ("AU", "WA", "", ("Australia/Perth", "Australia/Eucla")),
        ("US", "WA", "", ("America/Los_Angeles",)),
        ("", "", "", ()),
        ("XX", "", "", ()),
    ],
)
def test_candidates(country: str, region: str, zone: str, zones: tuple[str, ...]) -> None:
    assert zones_of(country, region, zone) == zones


def test_an_unknown_region_leaves_the_whole_country() -> None:
    everywhere = zones_of("US", "", "")
    assert {"America/New_York", "America/Adak", "Pacific/Honolulu"} <= set(everywhere)
    assert zones_of("US", "Atlantis", "") == everywhere


def test_a_region_has_only_zones_of_its_country() -> None:
    for country, region in (("US", "AZ"), ("US", "AK"), ("AU", "NSW"), ("AU", "Tasmania")):
        assert set(zones_of_region(country, region)) <= set(zones_of(country, "", ""))


def test_named_cities_are_zones() -> None:
    assert all(is_zone(zone) for zone in CITIES)
    assert city_of("Africa/Dar_es_Salaam") == "Dar es Salaam"
    assert not is_zone("America/new_york")
    assert not is_zone("posix/America/New_York")
    assert not is_zone(None)
    assert country_code(" uk ") == "GB"
