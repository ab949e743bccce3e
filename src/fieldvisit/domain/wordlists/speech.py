"""Whose words a stretch of a text is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.wordlists.names import UNKNOWN

_KIN = (
    "母亲|父亲|妈妈|爸爸|妈|爸|爹|娘|妻子|老婆|太太|丈夫|老公|爱人|先生|儿子|女儿|孩子|小孩|哥哥|弟弟"
    "|姐姐|妹妹|哥|弟|姐|妹|邻居|同事|室友|亲戚|朋友|保安|房东|老板|领导|奶奶|爷爷|小朋友|家人|家属"
)
_KIN_EN = (
    "mother|father|mum|mom|dad|wife|husband|partner|ex-wife|ex-husband|son|daughter|brother|sister"
    "|neighbours?|neighbors?|colleagues?|boss|friend|room-?mate|landlord|parents|kid|child|boy|girl"
    "|teenager|uncle|aunt|cousin|guard|receptionist|family"
)
_BORROWER = "债务人|借款人|客户|当事人|本人|对方"
_BORROWER_EN = "b|(?:the )?(?:borrower|debtor|customer|client)"
_COLLECTOR = "我们|我方|我|催收员|外访员|访员|专员"
_COLLECTOR_EN = "a|c|me|i|we|collector|agent|the collector"
_SAYS = (
    "说|称|问|表示|反映|骂|喊|叫|担心|讲|觉得|认为|怀疑|提到|回答|声称|告诉我|抱怨|反问|诉苦|怕"
    "|认定|以为|听说|猜|想知道|想问|打听"
)
_SAID = (
    "said|says|say|saying|asks?|asked|shouts?|shouted|claims?|claimed|thinks?|thought|feels?|felt"
    "|believes?|believed|fears?|feared|worries|worried|complains?|complained|replied|answered"
    "|yelled|reported|reports|wants? to know|wanted to know|wondered|insists?|insisted|states?"
    "|stated|jokes?|joked|(?:told|tells?) (?:me|us)(?: that)?|called (?:me|us)"
    "|was told|reckons?|reckoned|suspects?|suspected|guess(?:es|ed)|heard"
    "|is (?:convinced|afraid|sure|certain|worried)|was (?:convinced|afraid|sure|certain|worried)"
)
_NEAR_HAN = r"[^，。；！？,.;!?\n"

_THAT = "(?:(?: that| if| whether)? (?:i|we|you)\\b)?"

_LABEL = re.compile(
    rf"(?:^|(?<=[\n.。!?;；]))[ \t\"“「]*(?:(?P<borrower>{_BORROWER_EN}|{_BORROWER}|他|她)"
    rf"|(?P<collector>{_COLLECTOR_EN}|{_COLLECTOR})"
    rf"|(?P<other>(?:his |her |the )?(?:{_KIN_EN})|(?:他|她|借款人|债务人)?的?(?:{_KIN})))"
    r"[ \t]*(?:说|称|said)?[ \t]*[:：]"
)
_REPORT = re.compile(
    r"(?P<other>\b(?:his|her|the|a|their|another|previous|last)(?: previous| last| other)? "
    rf"(?:{_KIN_EN}|agency|collector|company|bank)\b[a-z ]{{0,12}}?"
    rf" (?:{_SAID}|told|threatened|wanted)\b"
    rf"|(?:{_KIN}){_NEAR_HAN}]{{0,3}}?(?:{_SAYS})"
    r"|(?:之前|前一家|上一个|上次|有人)"
    r"|(?<![去到在找从上用])(?:别的|其他|其它|另一家)(?:公司|平台|催收|机构|人))"
    r"|(?P<collector>\b(?:i|we)(?: also| then)?"
    r" (?:said|say|told|tell|asked|explained|shouted|announced)\b"
    r"|\b(?:he |she |they |and |have |i |we |)(?:told|tells?) (?:him|her|them|the [a-z]+)\b"
    r"|(?:我们|我|催收员|同事)(?:对他|对她|跟他|跟她|向他|向她|也|就|便|)"
    r"(?:说|讲|告诉他|告诉她|警告))"
    r"|(?P<borrower>\b(?:he|she|they|borrower|debtor|customer|client|mr [a-z]+|mrs [a-z]+"
    rf"|ms [a-z]+)(?: also| then| only| just| angrily| loudly)? (?:{_SAID})\b{_THAT}"
    r"|\baccording to (?:him|her|them|the borrower)\b"
    rf"|(?:{_BORROWER}|他们|她们|他|她){_NEAR_HAN}们]{{0,4}}?(?:{_SAYS})(?:我们|我|你们|你)?)"
)
"""Whom he speaks of belongs to what he says: 她担心我们告诉..., he asked whether we told ..."""
_AFTER = r"[,，.!?]?[”\"」』]?[ ,，]*"
_SAID_AFTER = re.compile(
    rf"{_AFTER}(?:(?P<borrower>(?:he|she|borrower|the borrower) (?:{_SAID})"
    rf"|(?:他|她|借款人|债务人)(?:{_SAYS}))"
    r"|(?P<collector>(?:i|we) (?:said|asked|told))"
    rf"|(?P<other>(?:his|her|the) (?:{_KIN_EN}) (?:{_SAID})))"
)
_QUOTATION = re.compile(r"“[^”\n]{1,400}”|「[^」\n]{1,400}」|『[^』\n]{1,400}』|\"[^\"\n]{1,400}\"")
_LINE_END = re.compile(r"\n")
_SENTENCE_END = re.compile(r"[。！？!?\n;；]|\.(?=\s|$)")
_REPORT_END = re.compile(
    rf"{_SENTENCE_END.pattern}|,(?= (?:so|and|but|then) (?:i|we)\b)"
    r"|[，,](?=(?:我们|我)(?:就|便|于是|只好|马上|立刻)?(?:把|趁|跟|给|找|从|推|进|拿|告诉|联系))"
)
"""Where a report is over: with its sentence, or where the writer says what he did then."""
_NEAR = 24
"""Characters between the words that name a speaker and the quotation they name him for."""


@frozen
class _Stretch:
    start: int
    end: int
    speaker: str


class Speech:
    """Reads one folded text. `is_note` says whether words can be somebody else's than the writer's.

    A script is spoken by the collector, so in it only a label such as "B:" gives words away.
    """

    def __init__(self, text: str, *, is_note: bool) -> None:
        self._text = text
        self._is_note = is_note
        self._labels = _said_after(_LABEL, text, _LINE_END)
        self._sentences = [0, *(each.end() for each in _SENTENCE_END.finditer(text))]
        self._reports = _said_after(_REPORT, text, _REPORT_END) if is_note else []
        self._quotes = [self._quoted(each) for each in _QUOTATION.finditer(text)] if is_note else []

    def speaker(self, start: int) -> tuple[str, bool]:
        """Who says what stands at `start`, and whether the text says so itself.

        A bare quotation is taken for the borrower's, without certainty.
        """
        quote = _at(self._quotes, start)
        for stretch in (quote, _at(self._labels, start), _at(self._reports, start)):
            if stretch is not None and stretch.speaker:
                return stretch.speaker, True
        if quote is not None:
            return "borrower", False
        return (UNKNOWN, False) if self._is_note else ("collector", True)

    def _quoted(self, found: re.Match[str]) -> _Stretch:
        """The quotation, with the speaker that is named right before or after it, if any."""
        start, end = found.span()
        after = _SAID_AFTER.match(self._text, end - 1, end + 60)
        if after and after.lastgroup:
            return _Stretch(start, end, after.lastgroup)
        begins = self._sentences[bisect_right(self._sentences, start) - 1]
        number = bisect_right(self._reports, start, key=lambda each: each.start) - 1
        before = self._reports[number] if number >= 0 else None
        is_near = before is not None and before.start >= max(begins, start - _NEAR)
        return _Stretch(start, end, before.speaker if before and is_near else "")


def _said_after(pattern: re.Pattern[str], text: str, stop: re.Pattern[str]) -> list[_Stretch]:
    """What each match gives to a speaker: up to the next match, or to the next stop."""
    ends = [*(each.start() for each in stop.finditer(text)), len(text)]
    found = list(pattern.finditer(text))
    nexts = [*(each.start() for each in found[1:]), len(text)]
    return [
        _Stretch(each.end(), max(each.end(), min(_first(ends, each.end()), until)), each.lastgroup)
        for each, until in zip(found, nexts, strict=False)
        if each.lastgroup
    ]


def _first(places: Sequence[int], start: int) -> int:
    return places[bisect_right(places, start - 1)]


def _at(stretches: Sequence[_Stretch], place: int) -> _Stretch | None:
    number = bisect_right(stretches, place, key=lambda each: each.start) - 1
    if number < 0 or not stretches[number].start <= place < stretches[number].end:
        return None
    return stretches[number]
