"""The headers and words by which lists of contacts name things, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping

from fieldvisit.exchange.fields import FIELDS
from fieldvisit.exchange.headers import key_of


def _names(*lines: str) -> tuple[str, ...]:
    return tuple(name for line in lines for name in line.split(" | "))


HEADERS: dict[str, tuple[str, ...]] = {
    "at": _names(
        "time | contact time | contacted at | date and time | follow up time | at | date",
        "contact date | follow up date | 跟进时间 | 跟进日期 | 联系时间 | 催收时间 | 时间 | 日期",
        "跟進時間 | 跟進日期 | 聯絡時間 | 催收時間 | 時間",
    ),
    "kind": _names(
        "kind | channel | contact type | contact method | method | type | follow up method",
        "跟进方式 | 催收方式 | 联系渠道 | 类型 | 方式 | 渠道 | 跟進方式 | 聯絡管道 | 類型 | 管道",
    ),
    "party": _names(
        "party | spoken to | contacted | relation | relationship | target",
        "催收对象 | 联系对象 | 与客户关系 | 对象 | 催收對象 | 聯絡對象 | 與客戶關係 | 對象",
    ),
    "result": _names(
        "result | outcome | feedback | contact result | response",
        "催收反馈 | 跟进结果 | 联系结果 | 反馈 | 结果 | 催收回饋 | 催收結果 | 跟進結果 | 聯絡結果",
        "結果",
    ),
    "case": ("case", "案件", *FIELDS["case"].headers),
    "borrower": _names(
        "borrower | borrower name | debtor | debtor name | customer name | customer",
        "客户姓名 | 借款人 | 债务人 | 客戶姓名 | 債務人",
    ),
    "person": _names(
        "person | name | contact name | contact person | 姓名 | 联系人姓名 | 联系人 | 聯絡人"
    ),
    "number": _names(
        "number | phone | phone number | telephone | mobile",
        "电话/地址 | 电话 | 联系电话 | 手机号码 | 電話/地址 | 電話 | 聯絡電話 | 手機號碼",
    ),
    "started_by": _names("started by | initiated by | direction | 发起方 | 發起方 | 方向"),
    "institution": _names("institution | lender | 贷款机构 | 委托方 | 貸款機構 | 委託方"),
    "agency": _names("agency | firm | 催收机构 | 催收機構"),
}
"""Field -> the headers that name it, the preferred one first."""


def _by_key(words: Mapping[str, str]) -> dict[str, str]:
    return {
        key_of(word): meaning
        for meaning, listed in words.items()
        for word in (meaning, *listed.split(","))
    }


KINDS = _by_key(
    {
        "call": "phone,phone call,telephone,tel,电话,拨打电话,电催,外呼,電話,電催,外撥",
        "message": "sms,text,text message,email,e-mail,wechat,whatsapp,line,短信,信息,微信,邮件,"
        "电子邮件,簡訊,訊息,電子郵件",
        "letter": "mail,post,notice,信函,信件,催收函,函件,挂号信,掛號信",
        "visit": "field visit,home visit,door,外访,上门,家访,面谈,訪視,外訪,上門,家訪,面談",
    }
)
PARTIES = _by_key(
    {
        "debtor": "borrower,self,customer,本人,借款人,债务人,客户,客户本人,債務人,客戶",
        "spouse": "wife,husband,配偶,妻子,丈夫,夫妻",
        "guarantor": "co-maker,担保人,保证人,擔保人,保證人",
        "parent": "mother,father,父母,父亲,母亲,父親,母親",
        "executor": "遗嘱执行人,遺囑執行人",
        "contact": "emergency contact,reference,联系人,紧急联系人,聯絡人,緊急聯絡人",
        "relative": "family,brother,sister,亲属,亲戚,家属,家人,兄弟,姐妹,親屬,親戚,家屬",
        "colleague": "coworker,co-worker,employer,同事,单位,單位",
        "neighbour": "neighbor,邻居,鄰居",
        "roommate": "room-mate,flatmate,室友,合租人",
        "minor": "child,子女,孩子,未成年人",
        "lawyer": "attorney,律师,律師,代理人",
        "adviser": "advisor,debt adviser,顾问,顧問",
        "nobody": "none,nobody there,无人,無人",
    }
)
RESULTS = _by_key(
    {
        "conversation": "connected,answered,talked,spoke,ptp,接通,已接通,通话,已沟通,"
        "承诺还款,已通話,已溝通,承諾還款",
        "no_answer": "no reply,unanswered,未接,无人接听,未接听,无应答,無人接聽,未接聽",
        "not_connected": "busy,switched off,未接通,空号,停机,关机,忙音,空號,停機,關機",
        "spoke_to_debtor": "met borrower,met,right party,见到本人,本人,見到本人",
        "spoke_to_other": "third party,met someone else,其他人,他人,第三人,见到他人,見到他人",
        "nobody": "nobody there,not home,door locked,无人,无人在家,门锁,無人,無人在家,門鎖",
        "sent": "已发送,已寄出,发送成功,已發送",
        "delivered": "received,read,已送达,已签收,已读,已送達,已簽收,已讀",
    }
)
STARTERS = _by_key(
    {
        "collector": "outbound,out,us,呼出,去电,我方,去電",
        "borrower": "inbound,in,customer,debtor,呼入,来电,借款人,來電",
        "other": "第三方,其他",
    }
)
