"""Whether a "not" takes words back: "we did not tell", "没有告诉"."""

from __future__ import annotations

import re
from bisect import bisect_right

CLAUSE_END = re.compile(r"[，,。.;；:：!?！？\n“”「」『』\"()（）…]")

_NO = re.compile(
    r"\b(?<!why )(?:do|does|did|is|was|are|were|have|has|had|will|would|can|could|may|might|must"
    r"|shall|should|need) not\b(?! (?:pay|have(?! to)|able|avoid|escape|prevent|stop|hesitate"
    r"|forget|only|just|rule|answer|let me|make me)\b)"
    r"|(?<![a-z] )\bnot (?!(?:pay|paying|only|just)\b)"
    r"|\b(?:never|nobody|no one|none of|nothing|without|neither|nor|refus\w+ to|declin\w+ to"
    r"|avoid\w*|rather than|instead of|forbidden to|no need to|at no time|in no way"
    r"|under no circumstances|no talk of|no longer|not one of"
    r"|refused|rejects?|rejected|forbid\w*|against)\b"
    r"|\bno (?!matter|wonder|doubt|more)"
    r"|(?:没有|并没|从没|从未|并未|绝不|决不|永不|从不|不会|不能|不可以|不可|不得|不许|不准|不应"
    r"|不该|从来没|从来不|谢绝|婉拒|无意|不用|不必|不需|不是|并非|不再|不收|不要|不允许|不存在|不涉及|不影响|禁止|严禁|杜绝"
    r"|避免|拒绝|切勿|请勿|无需|无须|未|勿|没|别|不)"
)
_NOT_NO = re.compile(
    "(?:不还|不接|不付|不给|不开|不见|不听|不理|不信|不服|不管|不然|不走|不行|不仅|不只|不但|不光"
    "|不知|不起|没还|没钱|没付|没人性|没有钱|没有还|没关|未还|未付|未经|未结|未成年|别怪|别逼"
    "|别以为|别想|别人|别的|特别|分别|区别|不过|不好|不止|不放过|不会放过|不把|不交|不让|不干"
    "|不够|不掉|不能不|不得不|不会不|不出|不了|不断|不到|不错|不同|没准|没完|没收|没见|没见过)$"
)
"""Words that hold a sign of denial and deny nothing that follows."""
_TURN = re.compile(
    r"\b(?:but|until|unless|because|otherwise|if|or else|then|so)\b"
    r"|\b(?:you|we|i|they|he|she|it)(?: \w+)? (?:will|would|shall|can|could|are going to"
    r"|am going to|is going to|have to|must)\b"
    r"|\band (?:you|we|i|they|he|she|will|would)\b"
    r"|(?:否则|不然|要不然|要不|再不|还不|就|才|但|可是|不过|只好|反而|却|以为|为止|除非)"
)
"""Between a denial and the words: from here on something else is said."""
_SPEAKING = re.compile(
    r"^ ?(?:say|said|mention\w*|tell|told|claim\w*|threaten\w*|suggest\w*|imply|implied|promise\w*"
    r"|announce\w*|hint\w*|talk\w*)\b"
    r"|^(?:有)?(?:说|提|讲|告诉|告知|威胁|暗示|表示|承诺|声称|透露|要求|建议)"
)
"""What was not said reaches to the end of the clause: "we did not say that you will ..."."""
_AFTERWARDS = re.compile(
    r"^ (?:(?:is|are|was|were|has been|have been|will be|would be)(?: not| never)?"
    r" (?:allowed|permitted|forbidden|banned|prohibited|acceptable|said|done|mentioned|used)"
    r"|(?:is|are|was|were) (?:not|never)|(?:did|does|do|will) (?:not|never) happen)\b"
    r"|^(?:是|都是|也是|等|等行为|的行为|的话|这类话)?"
    r"(?:不允许|禁止|被禁止|不可以|不可能|违规的|没有的事|不存在)"
)
_DECLINED = re.compile(
    r"[^。！？!?\n]{0,8}[，,；;]\s?(?:而|但|可|所以|于是)?(?:我们|我)(?:已经|都|就|也|马上|立刻|当场)?"
    r"(?:谢过|谢绝|没收|没要|没拿|不收|不要|拒绝|婉拒|推辞|退回|退还"
    r"|劝(?:他|她)(?:别|不要)|说(?:不|从来不|没有|没这回事)"
    r"|请(?:他|她)(?:走|用|按|去|存|汇|打|转)(?:到|入)?(?:合同|合约|公司|指定|对公|银行|官方))"
    r"|[^.!?\n]{0,40}[,;] (?:and |but |so )?(?:i|we) (?:thanked (?:him|her|them) and"
    r"|declined|refused|did not (?:take|accept)|said (?:no|never|that we never|we never)"
    r"|advised against|gave it back|handed it back"
    r"|asked (?:him|her|them) to (?:use|pay (?:at|into|through)|go to)"
    r"|told (?:him|her|them) to use)\b"
)
"""What somebody offered or asked for and was not done: 他要塞红包，我谢绝了."""
_THOUGHT = "以为"
"""别以为不会...: a denial of a denial."""

_REACH = 60
_REACH_HAN = 14
_SPOKEN_REACH = 120
"""Characters that a denial reaches: of English, of Chinese, and of what was not said."""


class Denial:
    """Reads one folded text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._clauses = [0, *(each.end() for each in CLAUSE_END.finditer(text))]

    def takes_back(self, start: int, end: int) -> bool:
        """Whether a "not" in the same clause takes the words back: before them, or right after."""
        text = self._text
        if _AFTERWARDS.match(text[end : end + 24]) or _DECLINED.match(text, end):
            return True
        first = self._clauses[bisect_right(self._clauses, start) - 1]
        return any(
            self._reaches(found, start)
            for found in _NO.finditer(text, max(first, start - _SPOKEN_REACH), start)
        )

    def _reaches(self, found: re.Match[str], start: int) -> bool:
        text = self._text
        around = (text[max(0, found.end() - 3) : min(found.end() + more, start)] for more in (1, 2))
        if any(_NOT_NO.search(each) for each in around):
            return False
        if _THOUGHT in text[max(0, found.start() - 4) : found.start()]:
            return False
        between = text[found.end() : start + 1]
        if _SPEAKING.search(between):
            return True
        reach = _REACH if found[0].isascii() else _REACH_HAN
        return len(between) <= reach + 1 and not _TURN.search(between)
