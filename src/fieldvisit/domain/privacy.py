"""Names, phones, and identity and card numbers with most of their characters hidden."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from fieldvisit.domain.identity import (
    is_aadhaar,
    is_card,
    is_nik,
    is_old_prc_identity,
    is_prc_identity,
    is_ssn,
)
from fieldvisit.domain.text import half_width, is_han

_COMPOUND_SURNAMES = frozenset(
    """欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 夏侯 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐
    东方 東方 司徒 司空 长孙 長孫 宇文 轩辕 軒轅 端木 百里 南宫 南宮 独孤 獨孤 闻人 聞人 申屠
    淳于 濮阳 濮陽 澹台 澹臺 太史 公冶 宗政 钟离 鍾離 鲜于 鮮于
    闾丘 閭丘 呼延 西门 西門 第五 拓跋 赫连 赫連 万俟 萬俟""".split()
)
_PHONE_BREAK = re.compile(r"([/,;|、，；])")
_SHOWN_DIGITS = 4
_MOST_GROUPS = 6
_SECRET_LENGTHS = range(12, 20)

_ENOUGH_DIGITS = re.compile(r"\d(?:[ \-\u3000－]?\d){8}")
_RUN = re.compile(r"(?<![\d*])(?P<plus>\+?)(?P<groups>[\d*]+(?:[ -][\d*]+)*[Xx]?)(?![\d*])")
_CONTRACT = (
    r"(?:(?:case|loan|order|invoice|ref(?:erence)?)\s*(?:no|number|id|[#:])"
    r"|(?:contract|合同|合約|契約|契约|案件|借据|借據|编号|編號|单号|單號|流水)"
    r"\s*(?:no|number|id|编号|編號|号|號|号码|號碼)?)\s*[.#:]?\s*[A-Za-z]{0,4}-?$"
)
_SECRET = (
    r"(?:身份证|身份證|身分證|身分证|证件|證件|卡|bank card|credit card|debit card|id card|card no"
    r"|card number|identity (?:no|number|card))"
    r"\s*(?:no|number|号码|號碼|号|號|字號)?\s*[.#:]?\s*$"
)
_GLUED = re.compile(r"([A-Za-z_]+)-?$")
_NUMBER_WORDS = frozenset({"ID", "NIK", "KTP", "SSN", "PAN"})
_SSN_WORD = r"(?:ssn|social security)\D{0,12}$"


def mask_name(name: str) -> str:
    """A name by which the collector knows whom he means and a bystander does not.

    A Chinese name keeps its surname (two characters where it is a compound one) and, from three
    characters on, the last: 王*明, 欧阳*娜. Other names keep the first letter of each word. At
    least one `*` stands in every name that is not empty.
    """
    masked: list[str] = []
    for word in _words(name):
        if not _is_letter(word[0]):
            masked.append(word)
        elif all(is_han(character) for character in word):
            masked.append(_masked_chinese(word))
        else:
            masked.append(_masked_word(word))
    text = "".join(masked)
    return text if "*" in text or not text else "*" * min(len(text), _SHOWN_DIGITS)


def _words(name: str) -> list[str]:
    """The name cut where letters meet other signs and where Chinese meets another script."""
    words: list[str] = []
    for character in name:
        if words and _belongs(words[-1], character):
            words[-1] += character
        else:
            words.append(character)
    return words


def _belongs(word: str, character: str) -> bool:
    if unicodedata.category(character).startswith("M"):
        return True
    if not _is_letter(word[0]) or not _is_letter(character):
        return _is_letter(word[0]) == _is_letter(character)
    return is_han(word[0]) == is_han(character)


def _is_letter(character: str) -> bool:
    return character.isalnum() or is_han(character)


def _masked_chinese(word: str) -> str:
    kept = 2 if len(word) > 2 and word[:2] in _COMPOUND_SURNAMES else 1
    if len(word) <= kept + 1:
        return word[:kept] + "*"
    return word[:kept] + "*" * (len(word) - kept - 1) + word[-1]


def _masked_word(word: str) -> str:
    letters = [
        number
        for number, character in enumerate(word)
        if not unicodedata.category(character).startswith("M")
    ]
    first = word[: letters[1]] if len(letters) > 1 else word
    return first + "*" * max(1, len(letters) - 1)


def mask_phone(phone: str) -> str:
    """The last four digits of each number, the rest hidden; of a short number, fewer or none."""
    return "".join(_masked_phone(part) for part in _PHONE_BREAK.split(phone))


def _masked_phone(phone: str) -> str:
    total = sum(character.isdecimal() for character in phone)
    return _hidden(phone, min(_SHOWN_DIGITS, total // 2 if total > _SHOWN_DIGITS else 0))


def mask_numbers(text: str) -> str:
    """The text with every identity and card number in it hidden but for its last four digits.

    Hidden: a PRC identity number (18 characters with the right check digit and a date that
    exists, or 15 digits with one), a bank card (13 to 19 digits by Luhn that begin as ISO 7812
    gives to banks), a US social security number (grouped 3-2-4, or after the words), Aadhaar
    (12 digits by Verhoeff), NIK (16 digits with a province and a date), and 12 to 19 digits after a
    word for a card or an identity document. Single spaces or hyphens between groups, and digits of
    every script, are read too.

    Left: amounts, dates, phone numbers (also with country code), digits that are part of a longer
    number, and, but for an 18-character PRC number, whatever follows a word for a contract or a
    case or is glued to letters, because one number in ten passes a check digit by chance.
    """
    masked = list(text)
    for start, end in number_spans(text):
        masked[start:end] = _hidden(text[start:end], _SHOWN_DIGITS)
    return "".join(masked)


def number_spans(text: str) -> list[tuple[int, int]]:
    """Where the identity and card numbers that `mask_numbers` hides begin and end."""
    if not _ENOUGH_DIGITS.search(text):
        return []
    folded = _in_ascii_digits(text)
    return [span for run in _RUN.finditer(folded) for span in _numbers_in(run, folded)]


def mask_if_certain(value: str) -> str:
    """An account or phone number, hidden when the whole of it is surely something else.

    That is an 18-character PRC identity number, or a card of 16 digits or more by Luhn and by how
    it begins: a number that a lender made up passes both tests so seldom that it may be hidden.
    """
    bare = _bare(_in_ascii_digits(value))
    if is_prc_identity(bare) or (len(bare) >= 16 and is_card(bare)):
        return mask_always(value)
    return value


def mask_always(value: str) -> str:
    """A number from a column that holds identity or card numbers: the last four characters."""
    total = sum(character.isalnum() for character in value)
    return _hidden(value, min(_SHOWN_DIGITS, total // 2), letters=True)


def _in_ascii_digits(text: str) -> str:
    """The text at the same length, with the digits of every script as 0 to 9."""
    return "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character
        for character in half_width(text)
    )


def _bare(number: str) -> str:
    return number.replace(" ", "").replace("-", "").upper()


def _hidden(text: str, shown: int, *, letters: bool = False) -> str:
    hidden = list(text)
    places = [
        number
        for number, character in enumerate(text)
        if (character.isalnum() if letters else character.isdecimal() or character in "XxＸｘ")
    ]
    for place in places[: len(places) - shown]:
        hidden[place] = "*"
    return "".join(hidden)


def _numbers_in(run: re.Match[str], text: str) -> list[tuple[int, int]]:
    """Where in the text the numbers of this run of digit groups stand; what overlaps is one."""
    offset = run.start("groups")
    groups = [
        (offset + each.start(), offset + each.end())
        for each in re.finditer(r"[\d*]+[Xx]?", run["groups"])
    ]
    found: list[tuple[int, int]] = []
    for first in range(1 if run["plus"] else 0, len(groups)):
        for start, end in _numbers_from(groups, first, text):
            if found and start < found[-1][1]:
                found[-1] = (found[-1][0], max(end, found[-1][1]))
            else:
                found.append((start, end))
    return found


def _numbers_from(
    groups: list[tuple[int, int]], first: int, text: str
) -> Iterator[tuple[int, int]]:
    """Every reading of the groups from `first` on as one number, its separators all the same."""
    start = groups[first][0]
    for last in range(first, min(first + _MOST_GROUPS, len(groups))):
        between = {text[left:right] for (_, left), (right, _) in pairwise(groups[first : last + 1])}
        sizes = [end - begin for begin, end in groups[first : last + 1]]
        if len(between) <= 1 and _is_number(text, start, groups[last][1], sizes):
            yield start, groups[last][1]


def _is_number(text: str, start: int, end: int, sizes: list[int]) -> bool:
    bare = _bare(text[start:end])
    if is_prc_identity(bare) and (len(sizes) == 1 or min(sizes) >= 3):
        return True
    if not bare.isdecimal() or _is_part_of_more(text, start, end):
        return False
    if len(bare) in _SECRET_LENGTHS and re.search(_SECRET, text[max(0, start - 40) : start], re.I):
        return True
    if sizes == [3, 2, 4] or (sizes == [9] and re.search(_SSN_WORD, text[:start], re.I)):
        return is_ssn(bare)
    whole = len(sizes) == 1
    if not whole and (min(sizes[:-1]) < 4 or sizes[0] > 6):
        return False
    return (
        is_card(bare)
        or (whole and is_old_prc_identity(bare))
        or (sizes in ([12], [4, 4, 4]) and is_aadhaar(bare, whole=whole))
        or (sizes in ([16], [6, 6, 4], [4, 4, 4, 4]) and is_nik(bare))
    )


def _is_part_of_more(text: str, start: int, end: int) -> bool:
    """Whether letters, decimals, or a word for a contract claim these digits for themselves."""
    before, after = text[max(0, start - 40) : start], text[end : end + 2]
    if re.search(r"\d[.,]$", before) or re.match(r"[A-Za-z_]|[.,]\d", after):
        return True
    glued = _GLUED.search(before)
    if glued and len(glued[1]) < 4 and glued[1].upper() not in _NUMBER_WORDS:
        return True
    return bool(re.search(_CONTRACT, before, re.I))
