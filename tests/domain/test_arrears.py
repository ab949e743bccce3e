from pathlib import Path

import pytest

from fieldvisit.domain.arrears import GROUPS, check_cause, load_causes
from fieldvisit.domain.problems import BadInput

NAMES = "{ en = 'A', zh-Hans = 'A', zh-Hant = 'A' }"
GROUP_NAMES = "[group]\n" + "".join(f"{group} = {NAMES}\n" for group in GROUPS)
CAUSE = f"[[cause]]\ncode = 'a'\ngroup = 'economic'\nname = {NAMES}\nabout = {NAMES}\n"


def broken(folder: Path, text: str) -> str:
    path = folder / "causes.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(BadInput) as caught:
        load_causes(path)
    return str(caught.value)


def test_every_group_has_causes_and_a_name() -> None:
    causes = load_causes()
    for group in GROUPS:
        assert causes.of_group(group)
        assert causes.groups[group]["en"]


def test_groups_hold_their_causes_in_the_order_of_the_file() -> None:
    causes = load_causes()
    assert [cause.code for cause in causes.of_group("other")] == [
        "dispute",
        "not_mine",
        "choice",
        "unknown",
    ]
    assert sum(len(causes.of_group(group)) for group in GROUPS) == len(causes.causes)


@pytest.mark.parametrize("code", ["", "job_loss", "unknown"])
def test_known_causes_and_none_pass(code: str) -> None:
    check_cause(code)


def test_an_unknown_cause_is_refused() -> None:
    with pytest.raises(BadInput, match="cause: this cause is not known; use one of job_loss"):
        check_cause("laziness")


def test_the_same_code_twice_is_refused(tmp_path: Path) -> None:
    assert "code is used twice" in broken(tmp_path, f"version = 1\n{GROUP_NAMES}{CAUSE}{CAUSE}")


def test_an_unknown_group_is_refused(tmp_path: Path) -> None:
    text = f"version = 1\n{GROUP_NAMES}{CAUSE}".replace("'economic'", "'moral'")
    assert "cause[1].group must be one of these" in broken(tmp_path, text)


def test_a_missing_group_name_is_refused(tmp_path: Path) -> None:
    text = f"version = 1\n{GROUP_NAMES}{CAUSE}".replace(f"other = {NAMES}\n", "")
    assert "group.other is missing" in broken(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (f"version = 1\nodd = 1\n{GROUP_NAMES}{CAUSE}", "odd"),
        (f"version = 1\n{GROUP_NAMES}odd = 1\n{CAUSE}", "group.odd"),
        (f"version = 1\n{GROUP_NAMES}{CAUSE}odd = 1\n", r"cause[1].odd"),
    ],
)
def test_unknown_keys_are_refused(tmp_path: Path, text: str, key: str) -> None:
    assert f"{key} is not known here" in broken(tmp_path, text)
