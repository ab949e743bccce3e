import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldvisit.dialogue.debt_words import debt_words
from fieldvisit.dialogue.load import find_script, load_script
from fieldvisit.dialogue.run import BLANK, Conversation
from fieldvisit.dialogue.script import DOORSTEP_FIELDS, FIELDS, SIDES, Script
from fieldvisit.domain.content import LANGUAGES
from fieldvisit.domain.problems import BadInput

SCRIPT = find_script("first-visit")
VALUES = {name: f"<{name} shown>" for name in FIELDS}
PRIVATE = [value for name, value in VALUES.items() if name not in DOORSTEP_FIELDS]


def to(talk: Conversation, *gotos: str) -> Conversation:
    """The talk after choices that lead to these nodes, one after the other."""
    for goto in gotos:
        places = [choice.goto for choice in talk.choices()]
        talk = talk.choose(places.index(goto) + 1)
    return talk


def at_the_door() -> Conversation:
    return to(Conversation.begin(SCRIPT), "who_opened", "greet_self")


def in_private() -> Conversation:
    return to(at_the_door(), "identity", "private_place", "introduce")


def shown(talk: Conversation) -> list[str]:
    """Everything that a screen can draw for where the talk stands."""
    texts = [talk.node.text, talk.node.coach, *(choice.text for choice in talk.choices())]
    texts += [side.text for side in talk.sides().values()]
    return [talk.filled(text, language, VALUES) for text in texts for language in LANGUAGES]


def test_a_talk_begins_at_the_doorstep() -> None:
    talk = Conversation.begin(SCRIPT)
    assert (talk.node.id, talk.doorstep, talk.ended, talk.opened) == ("arrive", True, False, "")
    assert talk.back() == talk


def test_the_debt_is_named_once_the_borrower_is_confirmed_and_alone() -> None:
    talk = at_the_door()
    assert (talk.opened, talk.doorstep) == ("debtor", True)

    talk = to(talk, "identity", "private_place")
    assert talk.identity_confirmed
    assert talk.doorstep

    talk = to(talk, "introduce")
    assert not talk.doorstep
    assert "<firm shown>" in talk.text("en", VALUES)


def test_another_person_in_front_takes_back_what_was_confirmed() -> None:
    talk = to(Conversation.begin(SCRIPT), "who_opened", "greet_other", "waits", "greet_self")
    assert talk.met == ("relative", "debtor")
    assert talk.opened == "relative"
    assert not talk.identity_confirmed


def test_who_came_after_nobody_was_met() -> None:
    talk = to(Conversation.begin(SCRIPT), "who_opened", "nobody")
    assert talk.met == ("nobody",)
    assert to(talk, "who_opened", "child").met == ("minor",)


def test_when_someone_joins_the_debt_leaves_the_screen() -> None:
    talk = in_private().take_side("joined")
    assert talk.doorstep
    assert not any(value in text for text in shown(talk) for value in PRIVATE)
    assert [choice.goto for choice in talk.choices()].count("return") == 1

    talk = to(talk, "return")
    assert (talk.node.id, talk.doorstep) == ("introduce", False)


def test_an_aside_comes_back_to_where_the_talk_was_left() -> None:
    talk = to(in_private(), "records").take_side("anger").take_side("joined")
    assert to(talk, "return").node.id == "records"


def test_coming_back_from_an_aside_one_stands_as_before() -> None:
    before = to(in_private(), "records")
    assert to(before.take_side("anger"), "return").stand == before.stand


def test_an_aside_taken_by_a_choice_comes_back_too() -> None:
    assert to(in_private(), "dispute", "return").node.id == "introduce"


def test_what_an_aside_may_not_open_at_the_doorstep_is_left_out() -> None:
    at_door = at_the_door().take_side("dispute")
    assert "rights" not in [choice.goto for choice in at_door.choices()]
    private = in_private().take_side("dispute")
    assert "rights" in [choice.goto for choice in private.choices()]


def test_every_side_branch_is_open_at_the_door_and_in_private() -> None:
    assert set(at_the_door().sides()) == set(SIDES)
    assert set(in_private().sides()) == set(SIDES)


def test_the_branch_one_is_in_is_not_offered_again() -> None:
    assert "anger" not in at_the_door().take_side("anger").sides()


def test_an_ended_talk_offers_nothing_but_going_back() -> None:
    talk = to(Conversation.begin(SCRIPT), "gone")
    assert talk.ended
    assert (talk.choices(), talk.sides()) == ((), {})
    assert talk.back().node.id == "arrive"


def test_suggestions_for_the_record_are_kept_the_latest_last() -> None:
    talk = to(in_private(), "claims_paid", "rights")
    assert talk.outcomes == ("MET", "PCLM")
    talk = talk.take_side("dispute")
    talk = to(talk, "gone")
    assert talk.outcomes == ("MET", "PCLM", "DISP")
    assert talk.flags == ("dispute",)


def test_a_suggestion_made_twice_counts_once() -> None:
    talk = to(in_private(), "records", "pays_now", "options", "pays_now", "options")
    assert talk.outcomes == ("MET", "PPAY")


def test_going_back_takes_back_what_was_learnt() -> None:
    before = to(in_private(), "records", "listen", "economic")
    after = to(before, "contract")
    assert after.facts["cause"] == "job_loss"
    assert after.back() == before
    assert "cause" not in after.back().facts


@pytest.mark.parametrize("number", [0, -1, 99])
def test_a_choice_that_is_not_there_is_refused(number: int) -> None:
    with pytest.raises(BadInput, match=f"choice: there is no choice {number}; use a number from 1"):
        at_the_door().choose(number)


def test_a_side_that_is_not_there_is_refused() -> None:
    with pytest.raises(BadInput, match="side: this branch cannot be taken from here"):
        at_the_door().take_side("dance")


def test_texts_are_filled_in_the_language_with_blanks_for_what_is_missing() -> None:
    talk = in_private()
    assert talk.text("zh-Hans", {"firm": "甲公司", "agent": "李"}).startswith("我是甲公司的李")
    assert f"badge {BLANK};" in talk.text("en", {"firm": "A", "agent": "Li"})


def test_at_the_door_nothing_private_is_filled_into_any_text() -> None:
    told = {"en": "{name} {amount} {firm}"}
    values = {"name": "Li", "amount": "100", "firm": "A"}
    assert at_the_door().filled(told, "en", values) == f"Li {BLANK} {BLANK}"
    assert in_private().filled(told, "en", values) == "Li 100 A"


def test_a_value_that_looks_like_a_place_is_not_filled_again() -> None:
    assert "{amount}" in at_the_door().text("en", {"name": "{amount}", "amount": "100"})


def test_a_language_without_a_text_falls_back_to_english(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(
        "id = 'x'\nversion = 1\nstart = 'a'\ntitle = { en = 'A' }\nsummary = { en = 'A' }\n"
        "[node.a]\nspeaker = 'coach'\nstep = 'close'\nneutral = true\nend = true\n"
        "text = { en = 'Hello' }\n",
        "utf-8",
    )
    assert Conversation.begin(load_script(path)).text("zh-Hant", {}) == "Hello"


def practice(folder: Path, *, live: bool) -> Script:
    path = folder / f"{live}.toml"
    path.write_text(
        f"id = 'x'\nversion = 1\nlive = {str(live).lower()}\nstart = 'a'\n"
        "title = { en = 'A' }\nsummary = { en = 'A' }\n"
        "[node.a]\nspeaker = 'coach'\nstep = 'close'\nneutral = true\ntext = { en = 'A' }\n"
        "[[node.a.choice]]\ntext = { en = 'A' }\ngoto = 'a'\nviolation = 'threat'\n"
        "[[node.a.choice]]\ntext = { en = 'A' }\ngoto = 'nowhere'\n",
        "utf-8",
    )
    return load_script(path)


def test_violations_are_offered_in_practice_only(tmp_path: Path) -> None:
    assert len(Conversation.begin(practice(tmp_path, live=False)).choices()) == 1
    assert Conversation.begin(practice(tmp_path, live=True)).choices() == ()


def test_a_document_of_another_version_is_refused() -> None:
    document = at_the_door().document() | {"version": SCRIPT.version + 1}
    with pytest.raises(BadInput, match="another version of the script"):
        Conversation.of(SCRIPT, document)


def test_a_document_whose_steps_do_not_fit_is_refused() -> None:
    document = at_the_door().document()
    document["moves"][1]["at"] = "gone"
    with pytest.raises(BadInput, match="another version of the script"):
        Conversation.of(SCRIPT, document)


def walk(start: Conversation, pick: Callable[[int], int], steps: int) -> list[Conversation]:
    """Every stand of a talk led by `pick`, which draws a number below the one it is given."""
    talk, stands = start, [start]
    while not talk.ended and len(stands) <= steps:
        choices, sides = len(talk.choices()), sorted(talk.sides())
        drawn = pick(choices + len(sides))
        talk = talk.choose(drawn + 1) if drawn < choices else talk.take_side(sides[drawn - choices])
        stands.append(talk)
    return stands


def confirmed_alone(talk: Conversation) -> bool:
    """Whether the steps taken tell of the borrower, checked, with nobody else about.

    Told from the steps themselves, so that it does not lean on what it tests.
    """
    known: dict[str, str | bool] = {}
    so_far = Conversation.begin(SCRIPT)
    for move in talk.moves:
        taken = SCRIPT.sides[move.side] if move.side else so_far.choices()[move.choice - 1]
        if taken.sets.get("talking_to", known.get("talking_to")) != known.get("talking_to"):
            known = {}
        known |= taken.sets
        so_far = so_far.take_side(move.side) if move.side else so_far.choose(move.choice)
    return (
        known.get("talking_to") == "debtor" and known.get("identity") is known.get("alone") is True
    )


STARTS = (Conversation.begin(SCRIPT), at_the_door(), in_private(), to(in_private(), "records"))


@settings(max_examples=100)
@given(st.sampled_from(STARTS), st.data())
def test_any_walk_shows_the_debt_to_the_borrower_alone_and_can_be_restored(
    start: Conversation, data: st.DataObject
) -> None:
    walked = walk(start, lambda below: data.draw(st.integers(0, below - 1)), 40)
    for talk in walked:
        confirmed = confirmed_alone(talk)
        assert talk.ended or talk.choices()
        assert confirmed or talk.node.neutral
        assert talk.doorstep is not confirmed
        if not confirmed:
            assert not any(value in text for text in shown(talk) for value in PRIVATE)
            assert not any(debt_words(text) for text in shown(talk))
    last = walked[-1]
    document = json.loads(json.dumps(last.document()))
    assert Conversation.of(SCRIPT, document) == last
    assert len(walked) == 1 or last.back() == walked[-2]
