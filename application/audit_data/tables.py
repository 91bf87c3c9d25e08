"""The tables of audit data, field by field: the one description that document, export and checker share.

Of GB/T 24589.2-2010 (财经信息技术 会计核算软件数据接口 第2部分：行政事业单位) the title and scope are public, and the
names of the series' tables and fields through descriptions of software that writes them; of GB/T 42940-2023
(财经信息技术 财政预算管理软件审计数据接口) the title, scope and contents are. Neither text was at hand: the shape
follows them and claims no conformity.
"""

from __future__ import annotations

from application.audit_data.shape import Basis, Field, File, Form, Table
from application.audit_data.sources import SOURCES, closing_balance
from application.audit_data.subjects import SUBJECTS
from application.views.posting import Account

SERIES, OUTLINE, OURS = Basis.SERIES, Basis.OUTLINE, Basis.OURS
TEXT, NUMBER, AMOUNT, DAY = Form.TEXT, Form.NUMBER, Form.AMOUNT, Form.DAY

_MASTER, _LEDGER = "GB/T 24589 公共档案/基础档案类", "GB/T 24589 总账类"
_BUDGET = "GB/T 42940 预算信息类"


def _of(name: str, en: str, form: Form, basis: Basis) -> Field:
    return Field(name, en, form, basis, SOURCES[name])


_YEAR = _of("会计年度", "fiscal year", NUMBER, SERIES)
_PERIOD = _of("会计期间号", "number of the period", NUMBER, SERIES)
_VOUCHER = _of("记账凭证编号", "voucher number", NUMBER, SERIES)
_SUBJECT = _of("科目编号", "account number", TEXT, SERIES)
_LINE = _of("辅助项1编号", "first dimension", TEXT, SERIES)
_CURRENCY = _of("币种编码", "currency", TEXT, SERIES)
_DEBIT = _of("借方本币金额", "debit, yuan", AMOUNT, SERIES)
_CREDIT = _of("贷方本币金额", "credit, yuan", AMOUNT, SERIES)

BOOK = Table(
    "电子账簿",
    "the ledger",
    _MASTER,
    (
        _of("电子账簿编号", "number of the book", TEXT, SERIES),
        _of("电子账簿名称", "name of the book", TEXT, SERIES),
        _of("会计核算单位", "accounting unit", TEXT, SERIES),
        _of("组织机构代码", "organisation code", TEXT, SERIES),
        _of("单位性质", "kind of unit", TEXT, SERIES),
        _of("行业", "industry", TEXT, SERIES),
        _of("开发单位", "developer", TEXT, SERIES),
        _of("版本号", "version", TEXT, SERIES),
        _of("本位币", "currency of the books", TEXT, SERIES),
        _YEAR,
        _of("标准版本号", "version of the standard", TEXT, SERIES),
        _of("截至位次", "as of position", NUMBER, OURS),
    ),
)
PERIOD = Table(
    "会计期间",
    "periods",
    _MASTER,
    (
        _YEAR,
        _PERIOD,
        _of("会计期间起始日期", "first day", DAY, SERIES),
        _of("会计期间结束日期", "last day", DAY, SERIES),
    ),
)
VOUCHER_KIND = Table(
    "记账凭证类型",
    "kinds of vouchers",
    _MASTER,
    (
        _of("记账凭证类型编号", "number of the kind", TEXT, SERIES),
        _of("记账凭证类型名称", "name of the kind", TEXT, SERIES),
    ),
)
SUBJECT = Table(
    "会计科目",
    "accounts",
    _LEDGER,
    (
        _SUBJECT,
        _of("科目名称", "name", TEXT, SERIES),
        _of("科目级次", "level", NUMBER, SERIES),
        _of("科目类型", "class", TEXT, SERIES),
        _of("余额方向", "side of its balance", TEXT, SERIES),
    ),
)
DIMENSION = Table(
    "科目辅助核算",
    "dimensions of accounts",
    _LEDGER,
    (
        _SUBJECT,
        _of("辅助项编号", "number of the dimension", TEXT, SERIES),
        _of("辅助项名称", "name of the dimension", TEXT, SERIES),
        _of("对应档案", "where its values are listed", TEXT, SERIES),
    ),
)
BALANCE = Table(
    "科目余额及发生额",
    "balances and movements",
    _LEDGER,
    (
        _SUBJECT,
        _LINE,
        _CURRENCY,
        _YEAR,
        _PERIOD,
        _of("期初余额方向", "side of the opening balance", TEXT, SERIES),
        _of("期初本币余额", "opening balance, yuan", AMOUNT, SERIES),
        _DEBIT,
        _CREDIT,
        _of("期末余额方向", "side of the closing balance", TEXT, SERIES),
        _of("期末本币余额", "closing balance, yuan", AMOUNT, SERIES),
    ),
)
VOUCHER = Table(
    "记账凭证",
    "vouchers",
    _LEDGER,
    (
        _YEAR,
        _PERIOD,
        _of("记账凭证类型编号", "kind", TEXT, SERIES),
        _VOUCHER,
        _of("记账凭证日期", "date", DAY, SERIES),
        _of("制单人", "made by", TEXT, SERIES),
        _of("源凭证号", "source document", TEXT, SERIES),
        _of("批次编号", "batch", TEXT, OURS),
        _of("收款人编号", "payee", TEXT, OUTLINE),
        _of("记录时刻", "recorded at", Form.INSTANT, OURS),
        _of("日志叶哈希", "leaf hash", Form.HASH, OURS),
    ),
)
ENTRY_LINE = Table(
    "记账凭证分录",
    "lines of vouchers",
    _LEDGER,
    (
        _VOUCHER,
        _of("记账凭证行号", "line number", NUMBER, SERIES),
        _of("记账凭证摘要", "what for", TEXT, SERIES),
        _SUBJECT,
        _LINE,
        _CURRENCY,
        _DEBIT,
        _CREDIT,
    ),
)

LINE_ACCOUNTS: tuple[Account, ...] = (
    Account.ALLOCATED,
    Account.RECOVERED,
    Account.AVAILABLE,
    Account.RESERVED,
    Account.DISBURSED,
    Account.SETTLED,
    Account.RETURNED,
    Account.CARRIED_OVER,
    Account.TREASURY,
    Account.TRANSMITTED,
)
"""The accounts whose closing balances stand beside a fund line, in this order."""

FUND_LINE = Table(
    "预算指标",
    "fund lines",
    _BUDGET,
    (
        _of("指标编号", "fund line", TEXT, OUTLINE),
        _of("预算年度", "budget year", NUMBER, OUTLINE),
        _of("项目编号", "programme", TEXT, OUTLINE),
        _of("区划代码", "region", TEXT, OUTLINE),
        _of("资金级次", "level of government", TEXT, OUTLINE),
        _of("资金性质", "kind of funds", TEXT, OUTLINE),
        _of("指标文号", "document", TEXT, OUTLINE),
        *(
            Field(
                f"期末{SUBJECTS[account].zh}",
                f"{account.value} at the end, yuan",
                AMOUNT,
                OURS,
                closing_balance(SUBJECTS[account].code),
            )
            for account in LINE_ACCOUNTS
        ),
    ),
)

BOOKS = File("books.xml", "基础档案", (BOOK, PERIOD, VOUCHER_KIND, SUBJECT, DIMENSION))
VOUCHERS = File("vouchers.xml", "记账凭证表", (VOUCHER, ENTRY_LINE))
BALANCES = File("balances.xml", "余额表", (BALANCE,))
LINES = File("lines.xml", "预算指标表", (FUND_LINE,))

FILES: tuple[File, ...] = (VOUCHERS, BALANCES, LINES, BOOKS)
"""In the order they are written: the vouchers are read once, and what they come to stands behind them."""
CONTROL = "control.json"
SHAPE = "shape.json"
MEMBERS: tuple[str, ...] = (*(file.name for file in FILES), SHAPE, CONTROL)
"""Everything a package holds."""

VERSION = "1"
STANDARDS = "参照 GB/T 24589.2-2010、GB/T 42940-2023（未作符合性声明）"
