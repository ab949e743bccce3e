"""Every id that a record may hold has words for people."""

from fieldvisit.domain.words import CONTACT_WORDS, FLAG_WORDS, PARTY_WORDS, RESULT_WORDS
from fieldvisit.rules import names


def test_every_closed_list_has_its_words_and_no_others() -> None:
    assert set(PARTY_WORDS) == set(names.PARTIES)
    assert set(FLAG_WORDS) == set(names.FLAGS)
    assert set(CONTACT_WORDS) == set(names.LEDGER_KINDS)
    assert set(RESULT_WORDS) == set(names.RESULTS)


def test_no_two_ids_of_a_list_read_alike() -> None:
    for words in (PARTY_WORDS, FLAG_WORDS, CONTACT_WORDS, RESULT_WORDS):
        assert len(set(words.values())) == len(words)
