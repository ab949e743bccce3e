"""The fields of a case list, what each is called, and the headers by which lists name them."""

from __future__ import annotations

from fieldvisit.domain.frozen import frozen
from fieldvisit.domain.text import N_


@frozen
class Field:
    """`label` is for the screen; `headers` stand in order of preference when a list has several."""

    label: str
    headers: tuple[str, ...]


def _field(label: str, *headers: str) -> Field:
    return Field(label, tuple(name for line in headers for name in line.split(" | ")))


FIELDS: dict[str, Field] = {
    "case": _field(
        N_("Case number"),
        "case | case id | case no | case number | case ref | case reference",
        "contract no | contract number | contract id | agreement no | agreement number",
        "loan no | loan number | loan id | file number | file no | reference no",
        "reference | ref no",
        "案件编号 | 案件号 | 案件id | 案号 | 委案编号 | 合同编号 | 合同号 | 合同号码 | 借款合同号",
        "借款合同编号 | 贷款合同编号 | 贷款合同号 | 借据编号 | 借据号 | 借款编号",
        "贷款编号 | 订单编号",
        "订单号 | 编号",
        "案件編號 | 案件號 | 案件號碼 | 案號 | 委案編號 | 合約編號 | 合約號碼",
        "合約號 | 合同編號 | 契約編號",
        "契約號碼 | 貸款合約編號 | 貸款編號 | 借據編號 | 借款編號 | 訂單編號 | 編號",
        "loan account no | loan account number | loan account",
    ),
    "borrower": _field(
        N_("Borrower"),
        "borrower | borrower name | debtor | debtor name | customer name | customer | client name",
        "client | account holder | member name | full name | name",
        "借款人姓名 | 借款人 | 客户姓名 | 客户名称 | 客户名 | 债务人姓名 | 债务人",
        "欠款人姓名 | 欠款人",
        "持卡人姓名 | 持卡人 | 主贷人 | 客户 | 户名 | 姓名",
        "客戶姓名 | 客戶名稱 | 債務人姓名 | 債務人 | 欠款人姓名 | 客戶 | 戶名",
    ),
    "amount_due": _field(
        N_("Amount due"),
        "amount due | amount overdue | overdue amount | total overdue | past due amount",
        "amount past due | amount in arrears | arrears amount | total arrears",
        "arrears | total due",
        "total amount due | amount owed | amount owing | debt amount | outstanding amount",
        "total outstanding amount | total outstanding | outstanding balance | balance due",
        "outstanding | amount | balance | debt",
        "逾期总金额 | 逾期金额 | 逾期总额 | 逾期欠款 | 逾期应还总额 | 应还总金额",
        "应还总额 | 应还款金额",
        "应还金额 | 欠款总额 | 欠款总金额 | 欠款金额 | 总欠款 | 当前欠款",
        "拖欠金额 | 催收金额 | 委案金额",
        "案件金额 | 未还总额 | 未还金额 | 剩余未还金额 | 待还金额 | 欠款余额 | 欠款 | 金额 | 余额",
        "逾期總金額 | 逾期金額 | 逾期總額 | 應還總金額 | 應還總額 | 應還款金額",
        "應還金額 | 應繳總額",
        "應繳金額 | 欠款總額 | 欠款總金額 | 欠款金額 | 總欠款 | 積欠金額",
        "催收金額 | 委案金額 | 案件金額",
        "未還金額 | 待還金額 | 欠款餘額 | 金額 | 餘額",
    ),
    "currency": _field(
        N_("Currency"),
        "currency | currency code | ccy",
        "币种 | 货币 | 币别 | 货币代码 | 幣別 | 幣種 | 貨幣 | 貨幣代碼",
    ),
    "due_date": _field(
        N_("Due since"),
        "due date | oldest due date | overdue since | overdue date",
        "past due since | past due date",
        "first missed payment | first missed payment date | delinquent since | arrears since",
        "date due | payment due date | due since | due",
        "逾期日期 | 逾期开始日期 | 逾期起始日 | 逾期起始日期 | 首次逾期日期 | 最早逾期日 | 逾期日",
        "应还日期 | 应还款日期 | 应还款日 | 应还日 | 到期日期 | 到期日",
        "逾期開始日期 | 逾期起始日期 | 首次逾期日期 | 應還日期 | 應還款日期",
        "應還款日 | 應繳日期 | 繳款期限",
    ),
    "dpd": _field(
        N_("Days past due"),
        "dpd | days past due | days overdue | overdue days | past due days | days late",
        "days delinquent | days in arrears",
        "逾期天数 | 逾期日数 | 拖欠天数 | 当前逾期天数 | 逾期天數 | 逾期日數 | 拖欠天數",
    ),
    "phone": _field(
        N_("Phone"),
        "phone | phone number | phone no | mobile | mobile number | mobile no | mobile phone",
        "cell | cell phone | cell number | contact number | contact no | contact phone | telephone",
        "telephone number | tel | tel no | home phone",
        "本人手机 | 本人电话 | 客户手机 | 客户电话 | 借款人手机 | 借款人电话",
        "本人手机号 | 客户手机号 | 客户手机号码 | 借款人手机号 | 客户联系电话",
        "手机号码 | 手机号 | 手机",
        "移动电话 | 联系电话 | 联系方式 | 电话号码 | 电话 | 家庭电话 | 住宅电话 | 固定电话",
        "本人手機 | 本人電話 | 客戶手機 | 客戶電話 | 借款人手機 | 借款人電話",
        "客戶手機號碼 | 客戶聯絡電話 | 手機號碼 | 手機",
        "行動電話 | 聯絡電話 | 連絡電話 | 聯絡方式 | 電話號碼 | 電話 | 住家電話",
        "住宅電話 | 固定電話 | 市話",
    ),
    "address": _field(
        N_("Address"),
        "visit address | address | home address | residential address | street address",
        "current address | full address | contact address | mailing address",
        "外访地址 | 上门地址 | 家庭地址 | 家庭住址 | 居住地址 | 现居住地址",
        "现居地址 | 现住址 | 住址",
        "常住地址 | 住宅地址 | 联系地址 | 通讯地址 | 通信地址 | 详细地址 | 地址",
        "户籍地址 | 身份证户籍地址",
        "身份证地址 | 户口地址",
        "外訪地址 | 訪視地址 | 家庭地址 | 居住地址 | 現居地址 | 現住址 | 住家地址",
        "聯絡地址 | 通訊地址",
        "詳細地址 | 戶籍地址 | 身分證地址",
    ),
    "district": _field(
        N_("District"),
        "district | area | borough | subdistrict | suburb | neighbourhood",
        "neighborhood | township",
        "区县 | 县区 | 区 | 县 | 所在区 | 所在区县 | 行政区 | 所在区域 | 区域",
        "所属区域 | 片区 | 地区",
        "區縣 | 縣區 | 區 | 行政區 | 鄉鎮市區 | 鄉鎮區 | 所在區 | 區域 | 所屬區域 | 地區",
    ),
    "region": _field(
        N_("Region"),
        "region | province | state | state province | prefecture",
        "省份 | 省 | 所在省份 | 所在省 | 州",
    ),
    "city": _field(
        N_("City"),
        "city | town | town city | city town | municipality",
        "城市 | 所在城市 | 地级市 | 所在市 | 市 | 縣市 | 市縣 | 县市",
    ),
    "country": _field(
        N_("Country"),
        "country | country code | country name | 国家 | 国家地区 | 国别 | 國家 | 國家地區 | 國別",
    ),
    "zone": _field(N_("Time zone"), "zone | time zone | iana zone | tz | 时区 | 時區"),
    "lat": _field(N_("Latitude"), "lat | latitude | gps lat | 纬度 | 緯度"),
    "lon": _field(
        N_("Longitude"), "lon | lng | long | longitude | gps lon | gps lng | 经度 | 經度"
    ),
    "account": _field(
        N_("Account"),
        "account | account number | account no | account id | acct | acct no | acct number",
        "loan account | loan account no | loan account number | customer id | customer no",
        "customer number | client id | client no",
        "贷款账号 | 贷款账户 | 借款账号 | 账号 | 帐号 | 账户 | 账户号 | 客户编号 | 客户号 | 客户id",
        "貸款帳號 | 貸款帳戶 | 借款帳號 | 帳號 | 帳戶 | 客戶編號 | 客戶號碼",
    ),
    "product": _field(
        N_("Product"),
        "product | product name | product type | loan product",
        "产品系列 | 产品名称 | 产品类型 | 产品 | 贷款产品 | 业务类型 | 业务品种",
        "產品系列 | 產品名稱 | 產品類型 | 產品 | 貸款產品 | 業務類型 | 商品名稱",
    ),
    "debt_type": _field(
        N_("Kind of debt"),
        "debt type | type of debt | loan type | type of loan | credit type | debt kind",
        "债务类型 | 债权类型 | 欠款类型 | 贷款类型 | 贷款种类 | 借款类型",
        "債務類型 | 債權類型 | 欠款類型 | 貸款類型 | 貸款種類 | 借款類型",
    ),
    "lender": _field(
        N_("Lender"),
        "lender | lender name | creditor | creditor name | original creditor | bank | institution",
        "贷款机构 | 放款机构 | 放贷机构 | 出借人 | 债权人 | 债权方 | 委托方",
        "委托机构 | 委案方 | 资方",
        "资金方 | 贷款银行 | 银行 | 金融机构",
        "貸款機構 | 放款機構 | 債權人 | 債權機構 | 委託方 | 委託機構 | 委託單位",
        "貸款銀行 | 銀行 | 金融機構",
    ),
    "lender_type": _field(
        N_("Kind of lender"),
        "lender type | type of lender | creditor type | institution type",
        "机构类型 | 贷款机构类型 | 债权人类型 | 委托方类型 | 機構類型 | 貸款機構類型 | 債權人類型",
    ),
    "role": _field(
        N_("Role of the collector"),
        "role | collector role | collection role | agency role | collecting as",
        "催收角色 | 催收身份 | 催收方身份 | 角色 | 催收身分 | 催收方身分",
    ),
    "principal_due": _field(
        N_("Principal due"),
        "principal due | overdue principal | principal overdue | principal in arrears",
        "outstanding principal | principal outstanding | remaining principal | principal balance",
        "principal",
        "逾期本金 | 应还本金 | 欠款本金 | 未还本金 | 剩余本金 | 本金余额 | 本金",
        "應還本金 | 應繳本金 | 欠款本金 | 未還本金 | 剩餘本金 | 本金餘額",
    ),
    "interest_due": _field(
        N_("Interest due"),
        "interest due | overdue interest | interest overdue | interest in arrears",
        "outstanding interest | interest outstanding | remaining interest | interest",
        "逾期利息 | 应还利息 | 欠款利息 | 未还利息 | 剩余利息 | 利息",
        "應還利息 | 應繳利息 | 未還利息 | 剩餘利息",
    ),
    "penalty_due": _field(
        N_("Penalty due"),
        "penalty due | overdue penalty | penalty | penalties | penalty interest | default interest",
        "late fee | late fees | late charge | late charges | charges due | fees due",
        "逾期罚息 | 罚息 | 应还罚息 | 违约金 | 逾期违约金 | 滞纳金 | 逾期费用",
        "逾期罰息 | 罰息 | 違約金 | 逾期違約金 | 滯納金 | 逾期費用",
    ),
    "contract_date": _field(
        N_("Contract date"),
        "contract date | agreement date | loan date | disbursement date | loan disbursement date",
        "disbursed on | origination date | opened on | date opened",
        "合同日期 | 合同签订日期 | 签约日期 | 贷款日期 | 放款日期 | 借款日期 | 放贷日期 | 开户日期",
        "合約日期 | 簽約日期 | 契約日期 | 貸款日期 | 撥款日期 | 開戶日期",
    ),
    "contract_amount": _field(
        N_("Contract amount"),
        "contract amount | loan amount | original amount | original loan amount | amount financed",
        "disbursed amount | amount disbursed",
        "合同金额 | 贷款金额 | 借款金额 | 放款金额 | 贷款本金 | 借款本金",
        "合約金額 | 契約金額 | 貸款金額 | 借款金額 | 撥款金額 | 貸款本金",
    ),
    "instalment": _field(
        N_("Instalment"),
        "instalment | instalment amount | monthly payment | monthly instalment | emi",
        "repayment amount | periodic payment",
        "每期还款金额 | 每期应还金额 | 每期金额 | 每期应还 | 每月还款金额",
        "月还款额 | 月供 | 分期金额",
        "每期還款金額 | 每期應還金額 | 每期應繳金額 | 每期金額 | 每月還款金額",
        "月付金額 | 月繳金額",
    ),
    "instalments_total": _field(
        N_("Instalments in all"),
        "instalments total | total instalments | number of instalments | no of instalments",
        "instalments | loan term | term | tenor",
        "总期数 | 还款期数 | 分期期数 | 贷款期数 | 合同期数 | 期数",
        "總期數 | 還款期數 | 分期期數 | 貸款期數 | 期數",
    ),
    "instalments_paid": _field(
        N_("Instalments paid"),
        "instalments paid | paid instalments | number of instalments paid",
        "已还款期数 | 已还期数 | 已还款期 | 已還款期數 | 已還期數 | 已繳期數",
    ),
    "last_paid_on": _field(
        N_("Last payment on"),
        "last paid on | last paid date | last payment date | date of last payment",
        "last payment on",
        "last repayment date",
        "最近还款日期 | 最近还款日 | 最后还款日期 | 最后还款日 | 上次还款日期 | 末次还款日期",
        "最近還款日期 | 最近還款日 | 最後還款日期 | 上次還款日期 | 最近繳款日期 | 最後繳款日",
    ),
    "last_paid_amount": _field(
        N_("Last payment"),
        "last paid amount | last payment amount | amount of last payment | last payment",
        "last repayment amount",
        "最近还款金额 | 最后还款金额 | 上次还款金额 | 末次还款金额",
        "最近還款金額 | 最後還款金額 | 上次還款金額 | 最近繳款金額",
    ),
    "visit_date": _field(
        N_("Visit date"),
        "visit date | date of visit | visit on | visit day | planned visit date | planned visit",
        "外访日期 | 计划外访日期 | 上门日期 | 拜访日期 | 走访日期 | 到访日期",
        "外訪日期 | 訪視日期 | 拜訪日期 | 預定訪視日期 | 到訪日期",
    ),
    "window_from": _field(
        N_("Visit not before"),
        "window from | visit from | not before | earliest time | time from | from | start time",
        "最早时间 | 上门开始时间 | 外访开始时间 | 开始时间 | 最早時間 | 訪視開始時間 | 開始時間",
        "window | time window | visit window | visit time | time slot",
        "上门时间 | 外访时间 | 外访时间段 | 可访时间 | 时间段 | 訪視時間",
        "訪視時段 | 可訪時間 | 時段 | 时段",
    ),
    "window_to": _field(
        N_("Visit not after"),
        "window to | visit to | not after | latest time | time to | to | end time",
        "最晚时间 | 上门结束时间 | 外访结束时间 | 结束时间 | 最晚時間 | 訪視結束時間 | 結束時間",
    ),
    "priority": _field(
        N_("Priority"),
        "priority | urgency | 优先级 | 优先 | 优先度 | 紧急程度 | 優先順序",
        "優先級 | 優先度 | 緊急程度",
    ),
    "language": _field(
        N_("Language"),
        "language | preferred language | lang | 语言 | 沟通语言 | 語言 | 慣用語言 | 溝通語言",
    ),
    "note": _field(
        N_("Note"),
        "note | notes | remark | remarks | comment | comments | memo",
        "备注 | 备注信息 | 附注 | 说明 | 備註 | 備注 | 附註 | 說明",
    ),
}
REQUIRED = ("case", "borrower", "amount_due", "due_date")

# Two columns that stand for one field when no column names it; the order is that of the language.
COMPOSED: dict[str, tuple[tuple[str, str], ...]] = {
    "borrower": (
        ("first name", "last name"),
        ("firstname", "lastname"),
        ("given name", "surname"),
        ("given name", "family name"),
        ("姓", "名"),
        ("姓氏", "名字"),
    ),
}
