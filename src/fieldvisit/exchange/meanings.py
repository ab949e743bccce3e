"""Words that lists use for roles, kinds of debt and lender, priorities and languages."""

from __future__ import annotations

import re

from fieldvisit.domain.case import DEBT_TYPES, ROLES
from fieldvisit.domain.problems import BadInput
from fieldvisit.domain.text import N_, half_width
from fieldvisit.exchange.headers import key_of

_ROLES = {
    "first_party": "first party,1st party,own,in house,creditor,lender,自催,本行,本公司,"
    "自营,自營,内催,內催,债权人,債權人,第一方",
    "third_party": "third party,3rd party,agency,outsourced,collection agency,委外,委外催收,"
    "委托,委託,外包,外包催收,受托,受託,第三方,代理",
    "debt_buyer": "debt buyer,debt purchaser,purchased,assignee,buyer,债权受让,债权受让人,債權受讓,"
    "債權受讓人,受让方,受讓方,资产管理公司,資產管理公司,买断,買斷,债权收购,債權收購",
}
_DEBT_TYPES = {
    "consumer_loan": "consumer loan,consumer,personal loan,personal,cash loan,payday loan,bnpl,"
    "消费贷,消费贷款,消费金融,个人贷款,个人消费贷款,现金贷,信用贷,信用贷款,信贷,消費貸款,個人信貸,"
    "個人貸款,信用貸款,信貸",
    "credit_card": "credit card,card,信用卡,信用卡欠款,信用卡透支,信用卡帳款,卡債",
    "medical": "medical,medical debt,hospital,health,医疗,医疗费,医疗欠款,醫療,醫療費,醫藥費",
    "student_loan": "student loan,student,education loan,education,助学贷款,助学贷,学生贷款,"
    "教育贷款,就學貸款,助學貸款,學生貸款",
    "mortgage": "mortgage,home loan,housing loan,房贷,住房贷款,按揭,抵押贷款,房貸,房屋貸款,"
    "按揭貸款",
    "vehicle": "vehicle,car loan,auto loan,auto,vehicle loan,motorcycle loan,车贷,汽车贷款,"
    "车辆贷款,車貸,汽車貸款,機車貸款",
    "microfinance": "microfinance,micro loan,microloan,group loan,小额贷款,小额信贷,小贷,小額貸款,"
    "小額信貸,微型貸款",
    "business": "business,business loan,commercial,sme loan,经营贷,经营性贷款,企业贷款,商业贷款,"
    "經營貸款,企業貸款,商業貸款",
    "utility": "utility,utilities,telecom,phone bill,electricity,water,gas,水电费,话费,"
    "公用事业,水電費,電信費,公用事業",
}
_LENDER_TYPES = {
    "bank": "银行,商业银行,銀行,商業銀行",
    "consumer_finance_company": "消费金融公司,消费金融,消費金融公司",
    "lending_company": "小额贷款公司,小贷公司,小額貸款公司,放債人",
    "financing_company": "融资公司,融資公司",
    "financing_guarantee_company": "融资担保公司,融資擔保公司",
    "platform": "网贷平台,互联网平台,平台,網貸平台",
}
_PRIORITIES = {
    2: "urgent,top,紧急,特急,緊急",
    1: "high,高,高级,优先,優先,重要",
    0: "normal,medium,middle,中,普通,一般,正常",
    -1: "low,低,不急",
}
_MOST_PRIORITY = 999
_LANGUAGES = {
    "zh-Hans": "chinese,mandarin,simplified chinese,zh,zh cn,中文,汉语,普通话,简体中文,简体,国语",
    "zh-Hant": "traditional chinese,zh tw,zh hk,cantonese,繁體中文,繁体中文,繁體,繁体,國語,"
    "粤语,粵語",
    "en": "english,eng,en gb,en us,英语,英文,英語",
}


def _by_key(words: dict[str, str]) -> dict[str, str]:
    return {
        key_of(word): meaning
        for meaning, listed in words.items()
        for word in (meaning, *listed.split(","))
    }


_ROLE_OF = _by_key(_ROLES)
_DEBT_TYPE_OF = _by_key(_DEBT_TYPES)
_LENDER_TYPE_OF = _by_key(_LENDER_TYPES)
_LANGUAGE_OF = _by_key(_LANGUAGES)
_PRIORITY_OF = {
    key_of(word): number for number, listed in _PRIORITIES.items() for word in listed.split(",")
}


def role_of(text: str, *, field: str = "role") -> str:
    """One of `ROLES`; raises BadInput for a word that names none, because rules depend on it."""
    role = _ROLE_OF.get(key_of(text))
    if role is None:
        raise BadInput(
            N_("{field}: this role is not known; write one of {names}."),
            code="role.unknown",
            field=field,
            names=", ".join(ROLES),
        )
    return role


def debt_type_of(text: str) -> str:
    """One of `DEBT_TYPES`; "other" for a word that names none of them."""
    return _DEBT_TYPE_OF.get(key_of(text), DEBT_TYPES[-1])


def lender_type_of(text: str) -> str:
    """The name that rule packs use, such as `financing_company`; other words as they are."""
    known = _LENDER_TYPE_OF.get(key_of(text))
    return known or re.sub(r"[\s-]+", "_", text.strip()).lower()


def language_of(text: str) -> str:
    """A language tag for the words known; other words as they are."""
    return _LANGUAGE_OF.get(key_of(text), text)


def priority_of(text: str, *, field: str = "priority") -> int:
    """Whole number from -999 to 999, the higher the sooner; high is 1, normal 0, low -1."""
    word = key_of(text)
    if word in _PRIORITY_OF:
        return _PRIORITY_OF[word]
    if re.fullmatch(r"[+-]?\d{1,3}(?:\.0+)?", digits := half_width(text).strip()):
        return max(-_MOST_PRIORITY, min(_MOST_PRIORITY, int(digits.split(".")[0])))
    raise BadInput(
        N_("{field}: write high, normal or low, or a whole number up to 999."),
        code="priority.wrong",
        field=field,
    )
