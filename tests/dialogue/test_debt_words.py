import pytest

from fieldvisit.dialogue.debt_words import debt_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It is about your LOAN.", ["loan"]),
        ("You owe two instalments, they are overdue.", ["owe", "instalments", "overdue"]),
        ("the installment was past due", ["installment", "past due"]),
        ("the borrower, the collector", ["borrower", "collector"]),
        ("谈一下欠款", ["欠"]),
        ("关于您的贷款", ["贷"]),
        ("您的借 款逾-期了", ["借款", "逾期"]),
        ("有一筆還款", ["還款"]),
        ("please pay", ["pay"]),
        ("ｌｏａｎ", ["loan"]),
    ],
)
def test_words_about_debt_are_found(text: str, words: list[str]) -> None:
    assert debt_words(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "I am looking for {name}. Is {name} in?",
        "Slowly, alone, on the balcony, knowing the owner.",
        "我来送信。用不用等？",
        "这是{name}本人的私事，抱歉打扰了。",
        "這是{name}本人的私事，不方便和別人說。",
        "",
    ],
)
def test_neutral_sentences_pass(text: str) -> None:
    assert debt_words(text) == []
