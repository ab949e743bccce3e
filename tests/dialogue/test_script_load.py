from pathlib import Path

import pytest

from fieldvisit.dialogue.load import find_script, load_script, shipped_scripts
from fieldvisit.domain.problems import BadInput

WORDS = "{ en = 'A', zh-Hans = 'A', zh-Hant = 'A' }"
HEAD = f"id = 'x'\nversion = 1\nstart = 'a'\ntitle = {WORDS}\nsummary = {WORDS}\n"
NODE = f"[node.a]\nspeaker = 'coach'\nstep = 'arrive'\ntext = {WORDS}\n"
CHOICE = f"[[node.a.choice]]\ngoto = 'a'\ntext = {WORDS}\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "x.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_script_comes_out_as_it_is_written(tmp_path: Path) -> None:
    facts = "sets = { identity = true, opened = 'debtor', cause = 'job_loss' }\nflag = 'dispute'\n"
    side = f"[side.anger]\ngoto = 'a'\ntext = {WORDS}\n"
    script = load_script(written(tmp_path, HEAD + side + NODE + "end = true\n" + CHOICE + facts))
    node = script.nodes["a"]

    assert (script.id, script.version, script.start, script.live) == ("x", 1, "a", True)
    assert (node.id, node.speaker, node.step) == ("a", "coach", "arrive")
    assert (node.coach, node.tags, node.neutral, node.aside, node.end) == (
        {},
        (),
        False,
        False,
        True,
    )
    assert node.choices[0].sets == {"identity": True, "opened": "debtor", "cause": "job_loss"}
    assert node.choices[0].flag == "dispute"
    assert script.sides["anger"].goto == "a"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("odd = 1\n" + HEAD + NODE, "x.toml, line 1: odd is not known here"),
        (HEAD + NODE + "spekaer = 'coach'\n", "line 10: node.a.spekaer is not known here"),
        (HEAD + NODE + CHOICE + "effect = 1\n", "node.a.choice[1].effect is not known here"),
        (HEAD + NODE + CHOICE + "sets = { mood = 'x' }\n", "sets.mood must be one of these"),
        (HEAD + NODE + CHOICE + "sets = { identity = 'yes' }\n", "identity must be true or false"),
        (HEAD + NODE + CHOICE + "sets = { talking_to = 'cat' }\n", "talking_to must be one of"),
        (HEAD + NODE + CHOICE + "sets = { cause = 1 }\n", "cause must be a text"),
        (HEAD + NODE.replace("coach", "cat"), "node.a.speaker must be one of these"),
        (HEAD + NODE.replace("arrive", "dance"), "node.a.step must be one of these"),
        (HEAD + NODE + "tags = ['odd']\n", "node.a.tags must be one of these"),
        (HEAD + NODE.replace("text =", "texts ="), "node.a.text is missing"),
        (
            HEAD + f"[side.odd]\ngoto = 'a'\ntext = {WORDS}\n" + NODE,
            "side.odd must be one of these",
        ),
        (HEAD.replace("start = 'a'\n", "") + NODE, "start is missing"),
    ],
)
def test_faults_of_form_name_file_line_and_key(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(BadInput) as caught:
        load_script(written(tmp_path, text))
    assert what in str(caught.value)
    assert str(caught.value).startswith("x.toml, line ")


def test_scripts_of_a_folder_come_in_the_order_of_their_ids(tmp_path: Path) -> None:
    (tmp_path / "1.toml").write_text(HEAD.replace("'x'", "'b'") + NODE, "utf-8")
    (tmp_path / "2.toml").write_text(HEAD.replace("'x'", "'a'") + NODE, "utf-8")

    assert [script.id for script in shipped_scripts(tmp_path)] == ["a", "b"]
    assert find_script("b", tmp_path).id == "b"


def test_an_unknown_script_is_refused_with_those_that_exist() -> None:
    with pytest.raises(BadInput, match="there is no such script; use one of first-visit"):
        find_script("second-visit")


def test_a_script_with_words_that_nobody_may_say_is_not_taken(tmp_path: Path) -> None:
    threat = "text.en = 'Pay or we will hurt you.'\ntext.zh-Hans = 'A'\ntext.zh-Hant = 'A'\n"
    node = NODE.replace(f"text = {WORDS}\n", threat)
    with pytest.raises(BadInput) as caught:
        load_script(written(tmp_path, HEAD + node))
    assert 'x.toml, line 9: node.a.text.en holds "will hurt you", which the list threat' in str(
        caught.value
    )


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "If you do not pay, your mother will have to.", "third_party_pressure"),
        ("zh-Hans", "再不还钱，就把你的照片贴到小区门口。", "publish"),
        ("zh-Hant", "再不還錢，就請警察來抓你。", "arrest"),
        ("zh-Hant", "唔還錢就斬你。", "threat"),
    ],
)
def test_such_words_keep_a_script_out_in_every_language(
    tmp_path: Path, language: str, text: str, found: str
) -> None:
    texts = {"en": "A", "zh-Hans": "A", "zh-Hant": "A", language: text}
    lines = "".join(f"text.{each} = '{said}'\n" for each, said in texts.items())
    node = NODE.replace(f"text = {WORDS}\n", lines)
    with pytest.raises(
        BadInput, match=rf"node\.a\.text\.{language} holds .*the list {found} forbids"
    ):
        load_script(written(tmp_path, HEAD + node))


def test_words_that_are_only_unwise_keep_no_script_out(tmp_path: Path) -> None:
    opinion = "text.en = 'He is lazy.'\ntext.zh-Hans = 'A'\ntext.zh-Hant = 'A'\n"
    node = NODE.replace(f"text = {WORDS}\n", opinion)
    assert load_script(written(tmp_path, HEAD + node)).nodes["a"].text["en"] == "He is lazy."


def test_a_violation_and_a_borrower_may_say_them(tmp_path: Path) -> None:
    said = "{ en = 'Pay or else.', zh-Hans = '打断你的腿', zh-Hant = '打斷你的腿' }"
    heard = NODE.replace("coach", "borrower").replace(WORDS, said)
    shown = CHOICE.replace(WORDS, said)
    assert load_script(written(tmp_path, HEAD + heard + shown + "violation = 'threat'\n"))
    (tmp_path / "other").mkdir()
    with pytest.raises(BadInput):
        load_script(written(tmp_path / "other", HEAD + heard + shown))
