"""The external lists that checks look at: which columns each has, and what a row of one is once nobody's number is in
it any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.checks.events import Evidence
from domain.money import ZERO, Money

Value = str | int | date | Money | bool | None


class ListCell(StrEnum):
    """What stands in a column. Nobody's number, account, phone or address, and nothing that was published, leaves the
    reading: a mark or a yes or no stands in its stead. `code` is what an officer or a worker is known by; no name."""

    TEXT = "text"
    CODE = "code"
    PUBLISHED = "published"
    DAY = "day"
    LAST_DAY = "last_day"
    AMOUNT = "amount"
    COUNT = "count"
    TIME = "time"
    PERIOD = "period"
    YES_OR_NO = "yes_or_no"
    ID_NUMBER = "id_number"
    ACCOUNT = "account"
    PHONE = "phone"
    ADDRESS = "address"


PERSONAL = frozenset({ListCell.ID_NUMBER, ListCell.ACCOUNT, ListCell.PHONE, ListCell.ADDRESS})


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list: its name, its headings, what stands in it, whether it may be blank."""

    name: str
    zh: str
    en: str
    kind: ListCell
    required: bool = True


@dataclass(frozen=True, slots=True)
class ListForm:
    """An external list: its name, what it is called, its columns."""

    name: str
    zh: str
    en: str
    columns: tuple[ListColumn, ...]


@dataclass(frozen=True, slots=True, repr=False)
class RawRow:
    """A row as it was read, personal numbers included; it has no repr and is never kept."""

    row: int
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row of a list as checks see it: `beneficiary` stands for the person's number, or is empty."""

    name: str
    row: int
    beneficiary: str
    values: Mapping[str, Value]

    def text(self, column: str) -> str:
        """Return a text, empty when blank."""
        value = self.values.get(column)
        return "" if value is None else str(value)

    def day(self, column: str, blank: date = date.max) -> date:
        """Return a date, `blank` where none stands."""
        value = self.values.get(column)
        return value if isinstance(value, date) else blank

    def money(self, column: str = "amount") -> Money:
        """Return an amount, nothing where none stands."""
        value = self.values.get(column)
        return value if isinstance(value, Money) else ZERO

    def number(self, column: str) -> int:
        """Return a count or the minutes of a time, 0 where none stands."""
        value = self.values.get(column)
        return value if isinstance(value, int) else 0

    def evidence(self, what: str, *, amount: Money | None = None, day: date | None = None) -> Evidence:
        """Return the row as evidence."""
        return Evidence(f"list/{self.name}", self.row, what, amount, day)


def _column(name: str, zh: str, en: str, kind: ListCell = ListCell.TEXT, *, blank: bool = False) -> ListColumn:
    return ListColumn(name, zh, en, kind, not blank)


_PERSON = _column("id_number", "身份证号", "ID number", ListCell.ID_NUMBER)
_MAYBE_PERSON = _column("id_number", "身份证号", "ID number", ListCell.ID_NUMBER, blank=True)
_ON = _column("on", "日期", "Date", ListCell.DAY)
_FROM = _column("from_on", "起始日期", "From", ListCell.DAY)
_UNTIL = _column("until_on", "截止日期", "Until", ListCell.LAST_DAY, blank=True)
_AMOUNT = _column("amount", "金额", "Amount", ListCell.AMOUNT)
_PROGRAMME = _column("programme", "项目编号", "Programme")
_TIMES = (
    _column("from_time", "开始时间", "From (time)", ListCell.TIME),
    _column("to_time", "结束时间", "To (time)", ListCell.TIME),
)

FORMS: Sequence[ListForm] = (
    ListForm("deaths", "死亡名单", "Deaths", (_PERSON, _column("died_on", "死亡日期", "Died on", ListCell.DAY))),
    ListForm("sentences", "服刑名单", "Prison terms", (_PERSON, _FROM, _UNTIL)),
    ListForm(
        "certificates",
        "残疾人证名册",
        "Disability certificates",
        (_PERSON, _column("issued_on", "发证日期", "Issued on", ListCell.DAY), _UNTIL),
    ),
    ListForm(
        "payroll", "财政供养人员", "Public payroll", (_PERSON, _column("employer", "单位", "Employer"), _FROM, _UNTIL)
    ),
    ListForm(
        "other_payments",
        "其他县区发放名单",
        "Other counties' payments",
        (
            _PERSON,
            _column("county", "县区", "County"),
            _PROGRAMME,
            _column("period", "发放期间", "Period", ListCell.PERIOD),
            _AMOUNT,
        ),
    ),
    ListForm(
        "registers",
        "部门登记事实",
        "Facts of other registers",
        (_PERSON, _column("fact", "事实", "Fact"), _column("value", "值", "Value"), _FROM, _UNTIL),
    ),
    ListForm("signs_of_life", "走访与生存认证", "Visits and signs of life", (_PERSON, _ON)),
    ListForm(
        "officers",
        "工作人员及亲属",
        "Officers and their kin",
        (
            _column("officer", "经办人编号", "Officer", ListCell.CODE),
            _MAYBE_PERSON,
            _column("account", "账号", "Account", ListCell.ACCOUNT, blank=True),
            _column("phone", "电话", "Phone", ListCell.PHONE, blank=True),
            _column("address", "地址", "Address", ListCell.ADDRESS, blank=True),
        ),
    ),
    ListForm(
        "bank_credits", "银行入账明细", "The bank's credits", (_column("payout", "付款编号", "Payout"), _ON, _AMOUNT)
    ),
    ListForm(
        "revenue_statements",
        "收入账户流水",
        "Statements of revenue accounts",
        (_column("account", "收入账户", "Account name"), _ON, _AMOUNT, _column("counterparty", "收款方", "Paid to")),
    ),
    ListForm(
        "attendance",
        "机构服务考勤",
        "Attendance at institutions",
        (
            _column("institution", "机构", "Institution"),
            _PERSON,
            _ON,
            *_TIMES,
            _column("staff", "当日在岗人数", "Staff on duty", ListCell.COUNT),
        ),
    ),
    ListForm(
        "stays",
        "住院就学入托",
        "Hospital, school and care stays",
        (_PERSON, _column("place", "地点", "Place"), _FROM, _UNTIL),
    ),
    ListForm(
        "service_records",
        "服务记录",
        "Service records",
        (
            _PERSON,
            _ON,
            _column("text", "记录内容", "Text"),
            _column("entered_by", "录入人编号", "Entered by", ListCell.CODE, blank=True),
        ),
    ),
    ListForm(
        "home_visits",
        "上门服务",
        "Home visits",
        (_column("worker", "服务人员编号", "Worker", ListCell.CODE), _MAYBE_PERSON, _ON, *_TIMES),
    ),
    ListForm(
        "devices",
        "辅具台账",
        "Assistive devices",
        (
            _column("item", "品名", "Item"),
            _column("movement", "类型", "Movement"),
            _column("quantity", "数量", "Quantity", ListCell.COUNT),
            _ON,
            _MAYBE_PERSON,
            _column("signed", "签收", "Signed", ListCell.YES_OR_NO, blank=True),
        ),
    ),
    ListForm(
        "procurements",
        "采购合同",
        "Procurement contracts",
        (
            _column("supplier", "供应商", "Supplier"),
            _PROGRAMME,
            _column("document", "合同编号", "Contract"),
            _ON,
            _AMOUNT,
        ),
    ),
    ListForm(
        "published",
        "已公布文本",
        "Published text",
        (_column("notice", "公示编号", "Notice"), _column("text", "公布内容", "Text", ListCell.PUBLISHED)),
    ),
    ListForm(
        "printed",
        "已报送报表",
        "Printed reports",
        (
            _column("report", "报表", "Report"),
            _column("line", "行次", "Line"),
            _column("level", "资金级次", "Level"),
            _AMOUNT,
            _column("is_total", "是否合计", "Total", ListCell.YES_OR_NO),
        ),
    ),
    ListForm(
        "reported",
        "上报人数",
        "Reported numbers",
        (
            _PROGRAMME,
            _column("period", "发放期间", "Period", ListCell.PERIOD),
            _column("served", "服务人数", "Served", ListCell.COUNT),
            _column("payer", "超出部分付款方", "Payer of the excess", blank=True),
        ),
    ),
)

FORM = {form.name: form for form in FORMS}
