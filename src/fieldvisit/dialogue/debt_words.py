"""Words that would tell a bystander what a visit is about, in the languages of the scripts."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_ENGLISH = (
    r"\b(?:debt\w*|loan\w*|ow(?:e|es|ed|ing)|arrears|overdue|past due|pay|pays|paid|paying|"
    r"payment\w*|repay\w*|instal{1,2}ments?|lend(?:er|ers|ing)|creditors?|credit|borrow\w*|"
    r"collect(?:or|ors|ion|ions|ing)|bank\w*|amounts?|balance|interest|contracts?|agreements?|"
    r"money|finances?|financial|bills?|invoices?|mortgages?|default(?:s|ed)?|"
    r"guarant(?:ee|or)s?|moratori(?:um|a)|breathing space|hardship|term extension|receipts?)\b"
)
_CHINESE = (
    "债|債|贷|貸|借款|借钱|借錢|借据|借據|欠|还款|還款|还钱|還錢|还清|還清|逾期|催收|催款|催缴|催繳|催讨|催討|"
    "讨债|分期|展期|展延|利息|本金|罚息|罰息|违约|違約|信用|征信|徵信|聯徵|银行|銀行|账单|帳單|账目|帳目|"
    "合同|合約|协议|協議|金额|金額|付款|缴款|繳款|扣款|收款|转账|轉帳|月供|月付|余额|餘額|钱|錢|款项|款項|财务|財務|"
    "偿还|償還|偿付|償付|清偿|清償|归还|歸還|破产|破產|担保人|擔保人|保证人|保證人|困难申请|困難申請|每月剩|收据|收據"
)
_BETWEEN_HAN = r"(?<=[\u3400-\u9fff])[\s\-_.*+/|~]+(?=[\u3400-\u9fff])"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Compiled when first asked for: the first screen needs none, and they take a while."""
    return re.compile(_ENGLISH, re.IGNORECASE), re.compile(_CHINESE), re.compile(_BETWEEN_HAN)


def debt_words(text: str) -> list[str]:
    """The debt words in the text, in order.

    English ones count as whole words in any case; Chinese ones also when spaces, dashes or dots
    stand between their characters.
    """
    folded = unicodedata.normalize("NFKC", text)
    english, chinese, between_han = _patterns()
    hits = [hit[0].lower() for hit in english.finditer(folded)]
    return hits + [hit[0] for hit in chinese.finditer(between_han.sub("", folded))]
