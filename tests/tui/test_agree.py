"""The Agree step: two options side by side, worked out while one types, and one agreement."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, Select, TextArea
from visiting import CASE, TEN, TODAY, VISIT, Desk, words_on

from fieldvisit.domain.affordability import Limits, Offer, offer
from fieldvisit.domain.plan import instalments
from fieldvisit.services.outcomes import log_outcome
from fieldvisit.services.plans import agree_plan
from fieldvisit.services.visit_file import VisitFile, open_visit, save_draft
from fieldvisit.services.visits import finish_visit
from fieldvisit.tui.outcome_form import Typed, outcome_from
from fieldvisit.tui.screens.confirm import Confirm
from fieldvisit.tui.screens.visit.agree import AgreeScreen
from fieldvisit.tui.screens.visit.record import RecordScreen
from fieldvisit.tui.screens.visit.step import step_screen
from fieldvisit.tui.screens.visit.talk import TalkScreen
from fieldvisit.wording import use_language

SAID = "Four hundred on the 24th, three times"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    use_language("en")
    yield
    use_language("en")


def file_of(desk: Desk) -> VisitFile:
    file: VisitFile = desk.read(open_visit, VISIT, TEN, desk.settings)
    return file


def three_parts() -> Offer:
    plan = instalments(CASE.amount_due, 3, "month", date(2026, 12, 24), agreed=TODAY)
    return offer(plan, None, Limits())


def type_into(screen: Any, **texts: str) -> None:
    for name, text in texts.items():
        screen.query_one(f"#{name}", Input).value = text


def column(screen: Any, kind: str) -> str:
    """What one of the two columns says, its table aside."""
    return " ".join(str(line.render()) for line in screen.query(f"#{kind} Lines") if line.display)


def payments(screen: Any, kind: str) -> list[tuple[str, ...]]:
    table = screen.query_one(f"#payments-{kind}")
    return [tuple(str(cell) for cell in record.cells) for record in table.records]


async def save(desk: Desk, pilot: Pilot[None]) -> None:
    await pilot.press("f8")
    await pilot.pause()
    assert isinstance(pilot.app.screen, Confirm)
    await pilot.press("1")
    await desk.settled(pilot)


async def test_both_options_stand_beside_each_other_with_exact_schedules(tmp_path: Path) -> None:
    async with Desk(tmp_path).at_step("agree") as (_pilot, screen):
        left, right = screen.query_one("#instalments"), screen.query_one("#extension")
        assert left.region.y == right.region.y
        assert left.region.right <= right.region.x
        assert min(left.region.width, right.region.width) >= 38
        assert [each[1:3] for each in payments(screen, "instalments")] == [
            ("2026-12-24", "400.00"),
            ("2027-01-24", "400.00"),
            ("2027-02-24", "400.00"),
        ]
        assert [each[1:3] for each in payments(screen, "extension")] == [("2027-01-24", "1,200.00")]
        assert "In all CN¥1,200.00, without interest" in column(screen, "instalments")
        assert "Last payment Wed 24 Feb 2027" in column(screen, "instalments")
        assert "Not known whether it can be kept" in column(screen, "instalments")
        assert "Can be agreed here and now." in column(screen, "instalments")
        assert "Head office must approve it first." in column(screen, "extension")


async def test_parts_are_suggested_from_what_is_left(tmp_path: Path) -> None:
    async with Desk(tmp_path).at_step("agree") as (pilot, screen):
        await pilot.press(*"3000", "enter", *"2700", "enter", *"60")
        await pilot.pause()
        assert "Left each month: CN¥240.00" in words_on(screen)
        assert len(payments(screen, "instalments")) == 5
        assert screen.query_one("#parts", Input).placeholder == "5 suggested"
        assert "Can be kept" in column(screen, "instalments")
        assert "Cannot be kept" in column(screen, "extension")

        type_into(screen, parts="4")
        await pilot.pause()
        assert len(payments(screen, "instalments")) == 4
        assert "Cannot be kept" in column(screen, "instalments")


async def test_when_nothing_is_left_no_number_of_payments_is_offered(tmp_path: Path) -> None:
    async with Desk(tmp_path).at_step("agree") as (pilot, screen):
        type_into(screen, income="1000", costs="1000")
        await pilot.pause()
        assert "No number of payments fits" in column(screen, "instalments")
        assert payments(screen, "instalments") == []
        await pilot.press("f8")
        screen.action_take("instalments")
        await pilot.press("f8")
        await pilot.pause()
        assert pilot.app.screen is screen


async def test_down_payment_interest_and_method_change_the_schedule(tmp_path: Path) -> None:
    async with Desk(tmp_path).at_step("agree", (110, 30)) as (pilot, screen):
        type_into(screen, parts="2", down="200", rate="12%", first="2026-12-31")
        screen.query_one("#method", Select).value = "flat"
        screen.query_one("#every", Select).value = "fortnight"
        await pilot.pause()
        assert payments(screen, "instalments") == [
            ("0", "2026-11-24", "200.00", "0.00", "1,000.00"),
            ("1", "2026-12-31", "504.62", "4.62", "500.00"),
            ("2", "2027-01-14", "504.61", "4.61", "0.00"),
        ]
        type_into(screen, to_rate="12%")
        await pilot.pause()
        assert "In all CN¥1,224.07, interest CN¥24.07" in column(screen, "extension")


@pytest.mark.parametrize(
    ("name", "text", "sentence", "other"),
    [
        ("parts", "many", "Payments: write a whole number.", "extension"),
        ("parts", "500", "Payments: between 1 and 120 parts are possible.", "extension"),
        ("first", "soon", "First payment: this is not a date", "extension"),
        ("first", "2026-11-01", "First payment: the first payment cannot fall", "extension"),
        ("down", "9999", "Down payment: the down payment must be less", "extension"),
        ("rate", "1", "Interest a year: write the interest a year as 12%", "extension"),
        ("to", "2026-11-24", "New date: the new date must come after", "instalments"),
        ("to_rate", "200%", "Interest a year: the rate must lie between", "instalments"),
    ],
)
async def test_what_is_wrong_is_said_at_its_field_and_the_rest_stays(
    tmp_path: Path, name: str, text: str, sentence: str, other: str
) -> None:
    async with Desk(tmp_path).at_step("agree") as (pilot, screen):
        type_into(screen, **{name: text})
        await pilot.pause()
        field = screen.query_one(f"#field-{name}")
        assert field.has_class("-wrong")
        assert sentence in str(field.query_one(".field-note").render())
        wrong = "instalments" if other == "extension" else "extension"
        assert payments(screen, wrong) == []
        assert "Put right what is marked with !" in column(screen, wrong)
        assert payments(screen, other)

        screen.action_take(wrong)
        await pilot.press("f8")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert pilot.app.focused is screen.query_one(f"#{name}")


@pytest.mark.parametrize("name", ["income", "costs", "debts"])
async def test_a_month_that_cannot_be_read_leaves_both_options(tmp_path: Path, name: str) -> None:
    async with Desk(tmp_path).at_step("agree") as (pilot, screen):
        type_into(screen, **{"income": "5000", "costs": "100", name: "USD 50"})
        await pilot.pause()
        assert screen.query_one(f"#field-{name}").has_class("-wrong")
        assert payments(screen, "instalments")
        assert payments(screen, "extension")
        assert "What is left each month is not known yet." in words_on(screen)


async def test_every_change_is_kept_and_comes_back(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with desk.at_step("agree") as (pilot, screen):
        type_into(screen, income="3000", costs="2700", parts="four", to="2027-03-01")
        screen.query_one("#every", Select).value = "week"
        screen.query_one("#pay_by", Select).value = "transfer"
        screen.query_one("#read_back", TextArea).text = SAID
        screen.action_take("extension")
        await pilot.pause()
        await desk.settled(pilot)
        typed = screen.form

    assert file_of(desk).drafts["agree"] == typed.document()
    async with desk.at_step("agree") as (pilot, screen):
        assert screen.form == typed
        assert screen.sheet.typed(screen.form) == typed
        assert (typed.parts, typed.chosen, typed.pay_by) == ("four", "extension", "transfer")
        assert screen.query_one("#field-parts").has_class("-wrong")


async def test_a_draft_of_another_release_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    draft = {"income": "900", "every": "year", "method": "?", "chosen": "gift", "new": "1"}
    desk.read(save_draft, VISIT, "agree", draft, TEN)
    async with desk.at_step("agree") as (_pilot, screen):
        form = screen.form
        assert (form.income, form.every, form.method, form.chosen) == (
            "900",
            "month",
            "annuity",
            "",
        )


async def test_saving_asks_for_a_choice_then_for_the_read_back(tmp_path: Path) -> None:
    async with Desk(tmp_path).at_step("agree") as (pilot, screen):
        await pilot.press("f8")
        await pilot.pause()
        assert pilot.app.focused is screen.query_one("#take-instalments")
        await pilot.press("1", "f8")
        await pilot.pause()
        assert pilot.app.focused is screen.query_one("#read_back")
        assert screen.query_one("#field-read_back").has_class("-wrong")
        assert pilot.app.screen is screen


async def test_instalments_are_saved_and_suggested_to_the_record(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with desk.at_step("agree") as (pilot, screen):
        await pilot.click("#take-instalments")
        screen.query_one("#read_back", TextArea).text = SAID
        screen.query_one("#pay_by", Select).value = "transfer"
        await pilot.pause()
        await pilot.press("f8")
        await pilot.pause()
        question = words_on(pilot.app.screen)
        assert "3 payments: the first CN¥400.00" in question
        assert SAID in question
        assert "Bank transfer" in question
        await pilot.press("1")
        await desk.settled(pilot)
        record = pilot.app.screen
        assert isinstance(record, RecordScreen)
        assert record.typed.code == "PLAN"
        shown = " ".join(words_on(record).split())
        assert "Agreed already: 3 payments: the first CN¥400.00" in shown
        assert "Make the agreement" not in shown
        assert [each.message for each in pilot.app._notifications] == ["Saved #3"]

    file = file_of(desk)
    assert [(each.kind, each.read_back) for each in file.plans] == [("instalments", SAID)]
    assert {(each.amount.plain, each.method) for each in file.promises} == {("400.00", "transfer")}
    assert "agree" not in file.drafts


async def test_what_is_typed_before_the_visit_is_read_arrives_in_order(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with desk.at_step("prepare") as (pilot, _screen):
        screen = step_screen("agree", VISIT)
        pilot.app.push_screen(screen)
        for key in ("3", "0", "tab", "2", "tab", "1"):
            pilot.app.post_message(events.Key(key, None if key == "tab" else key))
        await desk.settled(pilot)
        await pilot.pause()
        typed = [screen.query_one(f"#{name}", Input).value for name in ("income", "costs", "debts")]
        assert typed == ["30", "2", "1"]


async def test_the_record_says_where_a_missing_agreement_is_made(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.read(save_draft, VISIT, "record", Typed(code="PLAN").document(), TEN)
    async with desk.at_step("record") as (_pilot, record):
        assert "Make the agreement in the Agree step first." in words_on(record)


async def test_enter_on_the_review_saves_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with desk.at_step("agree") as (pilot, screen):
        screen.query_one("#read_back", TextArea).text = SAID
        screen.action_take("instalments")
        await pilot.press("f8")
        await pilot.pause()
        await pilot.press("enter")
        await desk.settled(pilot)
        assert screen.form.read_back == SAID
        assert pilot.app.screen is screen

    assert file_of(desk).plans == ()


async def test_an_extension_is_a_request_before_and_after_saving(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with desk.at_step("agree") as (pilot, screen):
        screen.query_one("#read_back", TextArea).text = SAID
        screen.action_take("extension")
        await pilot.press("f8")
        await pilot.pause()
        assert "Head office must approve it first." in words_on(pilot.app.screen)
        await pilot.press("1")
        await desk.settled(pilot)
        notes = [each.message for each in pilot.app._notifications]
        assert notes == ["Saved #3\nUntil head office approves it, it is a request."]

    file = file_of(desk)
    assert file.plans[0].approval == "pending"
    assert file.drafts["record"]["code"] == "EXT"
    assert file.drafts["record"]["values"] == {"new_end_date": "2027-01-24", "approval": "pending"}
    async with desk.at_step("agree") as (_pilot, screen):
        words = " ".join(words_on(screen).split())
        assert "Agreed already: CN¥1,200.00 on Sun 24 Jan 2027. It waits for head office." in words
        assert "Saving again replaces it." in words
        assert (screen.form.chosen, screen.form.read_back) == ("extension", SAID)
        assert screen.form.to == "2027-01-24"


async def test_an_agreement_stands_on_top_and_saving_again_replaces_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    plan = instalments(
        CASE.amount_due,
        2,
        "week",
        date(2026, 12, 1),
        agreed=TODAY,
        down=CASE.instalment,
        method="flat",
    )
    desk.read(lambda store: agree_plan(store, VISIT, offer(plan, None, Limits()), "A", TEN))
    async with desk.at_step("agree") as (pilot, screen):
        words = " ".join(words_on(screen).split())
        assert "Agreed already: CN¥400.00 on Tue 24 Nov 2026, then 2 payments" in words
        form = screen.form
        assert (form.parts, form.every, form.first) == ("2", "week", "2026-12-01")
        assert (form.down, form.rate, form.method) == ("400.00", "", "flat")
        assert "1 Prepare +" in words
        assert "4 Agree +" in words
        type_into(screen, parts="4", down="")
        await pilot.pause()
        await pilot.press("f8")
        await pilot.pause()
        assert "It replaces what this visit agreed before." in words_on(pilot.app.screen)
        await pilot.press("1")
        await desk.settled(pilot)

    assert [len(each.schedule["instalments"]) for each in file_of(desk).plans] == [4]


async def test_a_visit_that_has_not_begun_is_only_previewed(tmp_path: Path) -> None:
    desk = Desk(tmp_path, started=False)
    async with desk.at_step("agree") as (pilot, screen):
        assert "Preview: the visit has not begun" in words_on(screen)
        screen.query_one("#read_back", TextArea).text = SAID
        screen.action_take("instalments")
        await pilot.press("f8")
        await pilot.pause()
        assert pilot.app.screen is screen
        notes = [each.message for each in pilot.app._notifications]
        assert notes == ["The visit has not begun; begin it in the Prepare step, then agree."]


async def test_after_agreeing_the_talk_goes_on_where_it_stood(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with desk.at_step("talk") as (pilot, screen):
        await pilot.press("1", "1", "1", "1", "1")
        await desk.settled(pilot)
        stood = screen.talk.stand
    async with desk.at_step("agree") as (pilot, screen):
        screen.query_one("#read_back", TextArea).text = SAID
        screen.action_take("instalments")
        await save(desk, pilot)
        talk = pilot.app.screen
        assert isinstance(talk, TalkScreen)
        assert talk.talk is not None
        assert talk.talk.stand == stood

    record = file_of(desk).drafts["record"]
    assert (record["code"], record["met"]) == ("PLAN", ["debtor"])


async def test_a_record_with_a_code_keeps_it(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.read(save_draft, VISIT, "record", Typed(code="PTP", note="n").document(), TEN)
    async with desk.at_step("agree") as (pilot, screen):
        screen.query_one("#read_back", TextArea).text = SAID
        screen.action_take("instalments")
        await save(desk, pilot)

    assert file_of(desk).drafts["record"]["code"] == "PTP"


async def test_a_record_without_a_code_keeps_its_note(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.read(save_draft, VISIT, "record", Typed(note="quiet talk").document(), TEN)
    async with desk.at_step("agree") as (pilot, screen):
        screen.query_one("#read_back", TextArea).text = SAID
        screen.action_take("instalments")
        await save(desk, pilot)

    record = file_of(desk).drafts["record"]
    assert (record["code"], record["note"]) == ("PLAN", "quiet talk")


async def test_a_recorded_visit_stays_on_the_agreement(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.read(finish_visit, VISIT, TEN)
    outcome = outcome_from(
        Typed(code="MET", met=("debtor",), values={"identity_check": "answers"}),
        "CNY",
        ZoneInfo("UTC"),
    )
    desk.read(log_outcome, VISIT, outcome, TEN, desk.settings)
    async with desk.at_step("agree") as (pilot, screen):
        screen.query_one("#read_back", TextArea).text = SAID
        screen.action_take("instalments")
        await save(desk, pilot)
        assert pilot.app.screen is screen
        assert "Agreed already: 3 payments" in " ".join(words_on(screen).split())

    assert "record" not in file_of(desk).drafts


async def test_emptying_asks_first(tmp_path: Path) -> None:
    async with Desk(tmp_path).at_step("agree") as (pilot, screen):
        type_into(screen, income="3000")
        screen.query_one("#take-extension").focus()
        await pilot.press("0")
        await pilot.press("5")
        await pilot.pause()
        assert isinstance(pilot.app.screen, Confirm)
        await pilot.press("escape")
        await pilot.pause()
        assert screen.query_one("#income", Input).value == "3000"
        screen.action_run_command("agree.empty")
        await pilot.pause()
        await pilot.press("1")
        await pilot.pause()
        assert screen.query_one("#income", Input).value == ""
        assert screen.form.first == "2026-12-24"


async def test_digits_are_typed_into_fields_and_choose_elsewhere(tmp_path: Path) -> None:
    async with Desk(tmp_path).at_step("agree") as (pilot, screen):
        await pilot.press("1", "2")
        assert screen.query_one("#income", Input).value == "12"
        assert screen.form.chosen == ""
        screen.query_one("#payments-extension").focus()
        await pilot.press("2")
        assert screen.form.chosen == "extension"
        assert screen.query_one("#extension").has_class("-chosen")
        await pilot.press("t")
        await pilot.pause()
        assert isinstance(pilot.app.screen, TalkScreen)


async def test_on_a_narrow_terminal_the_options_stand_below_each_other(tmp_path: Path) -> None:
    async with Desk(tmp_path).at_step("agree", (60, 20)) as (_pilot, screen):
        left, right = screen.query_one("#instalments"), screen.query_one("#extension")
        assert left.region.x == right.region.x
        assert left.virtual_region.bottom <= right.virtual_region.y
        assert left.region.width > 50


async def test_an_unknown_visit_is_an_error_with_a_way_on(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    async with desk.at_step("agree") as (pilot, _screen):
        lost = AgreeScreen("HT-9@2026-11-24")
        await pilot.app.push_screen(lost)
        await desk.settled(pilot)
        assert "F7 reads again." in words_on(lost)
        await pilot.press("1", "f8")
        await pilot.pause()
        assert pilot.app.screen is lost
        assert lost.form.chosen == ""
