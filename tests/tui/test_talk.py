"""The Talk step: what may be seen by whom, how one moves, and that nothing is lost."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import OptionList
from visiting import SETTINGS, TEN, VISIT, Desk, words_on

from fieldvisit.services.visit_file import VisitFile, open_visit, save_draft
from fieldvisit.tui.screens.visit.record import RecordScreen
from fieldvisit.tui.screens.visit.talk import TalkScreen
from fieldvisit.wording import use_language

OF_THE_DEBT = ("1,200", "CNY", "past due", "small loan", "Harbour", "HT-1", "400")
TO_PRIVATE_TALK = ("1", "1", "1", "1", "1")
"""Ring, the borrower opens, says yes, both details fit, nobody can overhear."""


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("en")


def file_of(desk: Desk) -> VisitFile:
    file: VisitFile = desk.read(open_visit, VISIT, TEN, desk.settings)
    return file


async def test_doorstep_shows_nothing_of_the_debt(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with desk.at_step("talk") as (pilot, screen):
        seen = [words_on(screen)]
        for key in ("1", "2", "3", "2", "1", "1", "!", "b", "d"):
            await pilot.press(key)
            assert screen.talk.doorstep
            assert screen.has_class("-doorstep")
            seen.append(words_on(screen))

    for words in seen:
        assert "Private: only neutral lines" in words
        assert not [word for word in OF_THE_DEBT if word in words]
    assert "My name is Li Wen. I am looking for Wang Jianguo" in " ".join(seen[2].split())


async def test_name_above_is_masked_as_the_settings_say(tmp_path: Path) -> None:
    async with Desk(tmp_path / "1").at_step("talk") as (_pilot, screen):
        assert "W*** J******" in words_on(screen)
    plain = replace(SETTINGS, mask_names=False)
    async with Desk(tmp_path / "2", settings=plain).at_step("talk") as (_pilot, screen):
        assert "Wang Jianguo" in words_on(screen)


async def test_confirmed_and_alone_the_matter_is_shown(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with desk.at_step("talk") as (pilot, screen):
        await pilot.press(*TO_PRIVATE_TALK)
        words = words_on(screen)
        assert not screen.has_class("-doorstep")
        assert "Private: only neutral lines" not in words
        assert "1,200.00" in words
        assert "30 days past due" in words
        said = " ".join(words.split())
        assert "I am Li Wen from Fair Steps, badge 0042" in said
        assert "your small loan with Harbour Credit of 25 Oct 2025" in said

        await pilot.press("j")
        assert screen.has_class("-doorstep")
        assert not [word for word in OF_THE_DEBT if word in words_on(screen)]


async def test_every_step_is_kept_and_taken_up_again(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with desk.at_step("talk") as (pilot, screen):
        await pilot.press(*TO_PRIVATE_TALK, "1", "1", "1", "1")
        await desk.settled(pilot)
        stood = screen.talk.stand
        assert stood.at == "contract"

    draft = file_of(desk).drafts["talk"]
    assert draft["met"] == ["debtor"]
    assert draft["outcome"] == "MET"
    assert draft["cause"] == "job_loss"
    async with desk.at_step("talk") as (_pilot, screen):
        assert screen.talk.stand == stood


async def test_side_branches_suggest_flags_and_lead_back(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with desk.at_step("talk") as (pilot, screen):
        await pilot.press(*TO_PRIVATE_TALK, "a")
        assert screen.talk.node.id == "anger"
        await pilot.press("2")
        assert screen.talk.node.id == "introduce"
        await pilot.press("!")
        assert screen.talk.node.id == "crisis"
        await pilot.press("!")
        assert screen.talk.node.id == "crisis"
        await pilot.press("g", "3")
        await desk.settled(pilot)
        assert screen.talk.ended

    assert file_of(desk).drafts["talk"]["flags"] == ["crisis", "cease"]


@pytest.mark.parametrize("key", ["b", "backspace"])
async def test_one_back_stops_at_the_beginning(tmp_path: Path, key: str) -> None:
    async with Desk(tmp_path).at_step("talk") as (pilot, screen):
        await pilot.press("1", "2", key)
        assert screen.talk.node.id == "who_opened"
        await pilot.press(key, key, key)
        assert screen.talk.node.id == "arrive"
        assert screen.talk.moves == ()


@pytest.mark.parametrize("key", ["space", "enter"])
async def test_arrows_select_and_space_or_enter_takes(tmp_path: Path, key: str) -> None:
    async with Desk(tmp_path).at_step("talk") as (pilot, screen):
        await pilot.press("down", key)
        assert screen.talk.node.id == "bad_moment"
        assert screen.query_one("#answers", OptionList).highlighted == 0


async def test_mouse_takes_answers_and_side_branches(tmp_path: Path) -> None:
    async with Desk(tmp_path).at_step("talk") as (pilot, screen):
        await pilot.click("#answers", offset=(6, 1))
        assert screen.talk.node.id == "who_opened"
        await pilot.click("#sides", offset=(3, 0))
        assert screen.talk.node.id == "crisis"


async def test_a_digit_without_answer_changes_nothing(tmp_path: Path) -> None:
    async with Desk(tmp_path).at_step("talk") as (pilot, screen):
        await pilot.press("9")
        assert screen.talk.node.id == "arrive"
        assert screen.app.screen is screen


async def test_action_menu_opens_a_side_branch_by_its_digit(tmp_path: Path) -> None:
    async with Desk(tmp_path).at_step("talk") as (pilot, screen):
        await pilot.press("0")
        await pilot.press("4")
        await pilot.pause()
        assert screen.talk.node.id == "please_leave"


async def test_the_case_stays_shut_while_others_may_look(tmp_path: Path) -> None:
    async with Desk(tmp_path).at_step("talk") as (pilot, screen):
        await pilot.press("c")
        await pilot.pause()
        assert screen.app.screen is screen
        case = next(each for each in screen.OFFERS if each.id == "talk.case")
        assert screen.why_not(case)
        await pilot.press(*TO_PRIVATE_TALK)
        assert screen.why_not(case) is None


async def test_leaving_the_door_leads_to_a_record_with_suggestions(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with desk.at_step("talk") as (pilot, screen):
        await pilot.press(*TO_PRIVATE_TALK, "g", "2")
        assert screen.talk.ended
        assert "you have left the door" in words_on(screen)
        await pilot.press("f8")
        await desk.settled(pilot)
        record = pilot.app.screen
        assert isinstance(record, RecordScreen)
        assert record.typed.code == "MET"
        assert record.typed.met == ("debtor",)
        assert record.typed.flags == ("refused_visit",)

    assert file_of(desk).visit.finished_at is not None


async def test_l_goes_to_the_record_and_the_door_stays_open(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with desk.at_step("talk") as (pilot, _screen):
        await pilot.press("1", "5", "2", "l")
        await desk.settled(pilot)
        record = pilot.app.screen
        assert isinstance(record, RecordScreen)
        assert record.typed.code == "DL"
        assert record.typed.met == ("nobody",)

    assert file_of(desk).visit.finished_at is None


async def test_a_rehearsal_says_so_and_suggests_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path, started=False)
    async with desk.at_step("talk") as (pilot, screen):
        assert "Rehearsal: the visit has not begun; nothing is recorded" in words_on(screen)
        await pilot.press("1", "5", "2", "1")
        await desk.settled(pilot)
        assert screen.talk.ended
        await pilot.press("e")
        await desk.settled(pilot)
        assert isinstance(pilot.app.screen, TalkScreen)

    draft = file_of(desk).drafts["talk"]
    assert (draft["met"], draft["outcome"], draft["flags"]) == ([], "", [])
    async with desk.at_step("talk") as (_pilot, screen):
        assert screen.talk.ended


async def test_the_visit_does_not_take_over_a_rehearsal(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    rehearsed = {"conversation": {"script": "first-visit", "version": 1, "moves": []}}
    rehearsed["conversation"]["moves"] = [{"at": "arrive", "choice": 1}]
    desk.read(save_draft, VISIT, "talk", {**rehearsed, "rehearsal": True}, TEN)
    async with desk.at_step("talk") as (_pilot, screen):
        assert screen.talk.node.id == "arrive"


async def test_a_draft_of_another_script_begins_anew_and_says_so(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    older = {"conversation": {"script": "first-visit", "version": 0, "moves": []}}
    desk.read(save_draft, VISIT, "talk", older, TEN)
    async with desk.at_step("talk") as (pilot, screen):
        assert screen.talk.moves == ()
        notes = [each.message for each in pilot.app._notifications]
        assert notes == ["The script has changed since; the conversation begins anew."]


async def test_an_unknown_visit_is_an_error_with_a_way_on(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with desk.at_step("talk") as (pilot, _screen):
        lost = TalkScreen("HT-9@2026-11-24")
        await pilot.app.push_screen(lost)
        await desk.settled(pilot)
        assert "F7 reads again." in words_on(lost)
        await pilot.press("1", "b", "!", "e", "c")
        assert lost.talk is None


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (110, 30)])
async def test_the_line_and_the_first_answers_fit_every_size(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with Desk(tmp_path).at_step("talk", size) as (pilot, screen):
        await pilot.press("1", "2")
        words = words_on(screen)
        assert "I am looking for" in words
        assert "1  Yes, I will call Wang Jianguo" in words
        assert "4  Wang Jianguo has moved away" in words
        assert "! Danger" in words


async def test_chinese_is_spoken_when_it_is_the_language(tmp_path: Path) -> None:
    use_language("zh-Hans")
    async with Desk(tmp_path).at_step("talk") as (pilot, screen):
        await pilot.press("1", "2")
        assert "我叫Li Wen。请问Wang Jianguo在家吗" in words_on(screen)
