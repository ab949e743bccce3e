"""Regions whose time zones are certain, so that a missing zone need not mean the whole country.

United States: 49 CFR part 71 (the official limits of the standard time zones; local habit that
differs from them does not count). Australia: the zone.tab of tzdata. A region that is split has
all its zones, and every one of them must allow an action.
"""

from __future__ import annotations

_EASTERN = ("America/New_York",)
_CENTRAL = ("America/Chicago",)
_MOUNTAIN = ("America/Denver",)
_PACIFIC = ("America/Los_Angeles",)

_UNITED_STATES: dict[tuple[str, str], tuple[str, ...]] = {
    ("AL", "Alabama"): _CENTRAL,
    ("AK", "Alaska"): ("America/Anchorage", "America/Adak"),
    ("AZ", "Arizona"): ("America/Phoenix", "America/Denver"),
    ("AR", "Arkansas"): _CENTRAL,
    ("CA", "California"): _PACIFIC,
    ("CO", "Colorado"): _MOUNTAIN,
    ("CT", "Connecticut"): _EASTERN,
    ("DE", "Delaware"): _EASTERN,
    ("DC", "District of Columbia"): _EASTERN,
    ("FL", "Florida"): _EASTERN + _CENTRAL,
    ("GA", "Georgia"): _EASTERN,
    ("HI", "Hawaii"): ("Pacific/Honolulu",),
    ("ID", "Idaho"): _MOUNTAIN + _PACIFIC,
    ("IL", "Illinois"): _CENTRAL,
    ("IN", "Indiana"): _EASTERN + _CENTRAL,
    ("IA", "Iowa"): _CENTRAL,
    ("KS", "Kansas"): _CENTRAL + _MOUNTAIN,
    ("KY", "Kentucky"): _EASTERN + _CENTRAL,
    ("LA", "Louisiana"): _CENTRAL,
    ("ME", "Maine"): _EASTERN,
    ("MD", "Maryland"): _EASTERN,
    ("MA", "Massachusetts"): _EASTERN,
    ("MI", "Michigan"): _EASTERN + _CENTRAL,
    ("MN", "Minnesota"): _CENTRAL,
    ("MS", "Mississippi"): _CENTRAL,
    ("MO", "Missouri"): _CENTRAL,
    ("MT", "Montana"): _MOUNTAIN,
    ("NE", "Nebraska"): _CENTRAL + _MOUNTAIN,
    ("NV", "Nevada"): _PACIFIC + _MOUNTAIN,
    ("NH", "New Hampshire"): _EASTERN,
    ("NJ", "New Jersey"): _EASTERN,
    ("NM", "New Mexico"): _MOUNTAIN,
    ("NY", "New York"): _EASTERN,
    ("NC", "North Carolina"): _EASTERN,
    ("ND", "North Dakota"): _CENTRAL + _MOUNTAIN,
    ("OH", "Ohio"): _EASTERN,
    ("OK", "Oklahoma"): _CENTRAL,
    ("OR", "Oregon"): _PACIFIC + _MOUNTAIN,
    ("PA", "Pennsylvania"): _EASTERN,
    ("RI", "Rhode Island"): _EASTERN,
    ("SC", "South Carolina"): _EASTERN,
    ("SD", "South Dakota"): _CENTRAL + _MOUNTAIN,
    ("TN", "Tennessee"): _EASTERN + _CENTRAL,
    ("TX", "Texas"): _CENTRAL + _MOUNTAIN,
    ("UT", "Utah"): _MOUNTAIN,
    ("VT", "Vermont"): _EASTERN,
    ("VA", "Virginia"): _EASTERN,
    ("WA", "Washington"): _PACIFIC,
    ("WV", "West Virginia"): _EASTERN,
    ("WI", "Wisconsin"): _CENTRAL,
    ("WY", "Wyoming"): _MOUNTAIN,
}
_AUSTRALIA: dict[tuple[str, str], tuple[str, ...]] = {
    ("ACT", "Australian Capital Territory"): ("Australia/Sydney",),
    ("NSW", "New South Wales"): (
        "Australia/Sydney",
        "Australia/Broken_Hill",
        "Australia/Lord_Howe",
    ),
    ("NT", "Northern Territory"): ("Australia/Darwin",),
    ("QLD", "Queensland"): ("Australia/Brisbane",),
    ("SA", "South Australia"): ("Australia/Adelaide",),
    ("TAS", "Tasmania"): ("Australia/Hobart", "Antarctica/Macquarie"),
    ("VIC", "Victoria"): ("Australia/Melbourne",),
    ("WA", "Western Australia"): ("Australia/Perth", "Australia/Eucla"),
}
_COUNTRIES = {"US": _UNITED_STATES, "AU": _AUSTRALIA}
_ZONES = {
    (country, name.upper()): zones
    for country, regions in _COUNTRIES.items()
    for names, zones in regions.items()
    for name in names
}


def zones_of_region(country: str, region: str) -> tuple[str, ...]:
    """The zones of the region, by its code ("CA", "US-CA") or name; none when not certain."""
    name = " ".join(region.split()).upper().removeprefix(f"{country}-")
    return _ZONES.get((country, name), ())
