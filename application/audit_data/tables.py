"""The tables of audit data, field by field: the one description that document, export and checker share.

Of GB/T 24589.2-2010 (财经信息技术 会计核算软件数据接口 第2部分：行政事业单位) the title and scope are public, and the
names of the series' tables and fields through descriptions of software that writes them; of GB/T 42940-2023
(财经信息技术 财政预算管理软件审计数据接口) the title, scope and contents are. Neither text was at hand: the shape
follows them and claims no conformity.
"""

from __future__ import annotations

from application.audit_data.shape import Basis, Field, File, Form, Table
from application.audit_data.subjects import SUBJECTS
from application.views.posting import Account

SERIES, OUTLINE, OURS = Basis.SERIES, Basis.OUTLINE, Basis.OURS
TEXT, NUMBER, AMOUNT, DAY = Form.TEXT, Form.NUMBER, Form.AMOUNT, Form.DAY

_MASTER, _LEDGER = "GB/T 24589 公共档案/基础档案类", "GB/T 24589 总账类"
_BUDGET = "GB/T 42940 预算信息类"

_YEAR = Field("会计年度", "fiscal year", NUMBER, SERIES, "the year of the months asked for; China's is the calendar's")
_PERIOD = Field(
    "会计期间号", "number of the period", NUMBER, SERIES, "the month (1-12) in which a posting is effective"
)
_VOUCHER = Field("记账凭证编号", "voucher number", NUMBER, SERIES, "the entry's position in the log, without a gap")
_SUBJECT = Field("科目编号", "account number", TEXT, SERIES, "the posting's account; the codes are ours")
_LINE = Field("辅助项1编号", "first dimension", TEXT, SERIES, "the posting's fund line or revenue account")
_CURRENCY = Field("币种编码", "currency", TEXT, SERIES, "always CNY")
_DEBIT = Field("借方本币金额", "debit, yuan", AMOUNT, SERIES, "the posting's amount where its money comes to")
_CREDIT = Field("贷方本币金额", "credit, yuan", AMOUNT, SERIES, "the posting's amount where its money leaves")

BOOK = Table(
    "电子账簿",
    "the ledger",
    _MASTER,
    (
        Field("电子账簿编号", "number of the book", TEXT, SERIES, "the ledger's id"),
        Field("电子账簿名称", "name of the book", TEXT, SERIES, "补贴资金账本 and the ledger's id"),
        Field("会计核算单位", "accounting unit", TEXT, SERIES, "the ledger's id: the log holds no office's name"),
        Field("组织机构代码", "organisation code", TEXT, SERIES, "empty: the ledger does not hold it"),
        Field("单位性质", "kind of unit", TEXT, SERIES, "always 行政事业单位"),
        Field("行业", "industry", TEXT, SERIES, "empty: the ledger does not hold it"),
        Field("开发单位", "developer", TEXT, SERIES, "always Subsidy Ledger"),
        Field("版本号", "version", TEXT, SERIES, "the version of this shape"),
        Field("本位币", "currency of the books", TEXT, SERIES, "always 人民币"),
        _YEAR,
        Field("标准版本号", "version of the standard", TEXT, SERIES, "says 参照, after which standards: no conformity"),
        Field("截至位次", "as of position", NUMBER, OURS, "the last entry that was read"),
    ),
)
PERIOD = Table(
    "会计期间",
    "periods",
    _MASTER,
    (
        _YEAR,
        _PERIOD,
        Field("会计期间起始日期", "first day", DAY, SERIES, "the month's first day"),
        Field("会计期间结束日期", "last day", DAY, SERIES, "the month's last day"),
    ),
)
VOUCHER_KIND = Table(
    "记账凭证类型",
    "kinds of vouchers",
    _MASTER,
    (
        Field("记账凭证类型编号", "number of the kind", TEXT, SERIES, "the movement's code; the codes are ours"),
        Field("记账凭证类型名称", "name of the kind", TEXT, SERIES, "the movement"),
    ),
)
SUBJECT = Table(
    "会计科目",
    "accounts",
    _LEDGER,
    (
        _SUBJECT,
        Field("科目名称", "name", TEXT, SERIES, "the account"),
        Field("科目级次", "level", NUMBER, SERIES, "always 1: below an account stand fund lines, as a dimension"),
        Field("科目类型", "class", TEXT, SERIES, "资产, 净资产, 收入 or 支出; which is our assumption"),
        Field("余额方向", "side of its balance", TEXT, SERIES, "贷 for where money came from, else 借"),
    ),
)
DIMENSION = Table(
    "科目辅助核算",
    "dimensions of accounts",
    _LEDGER,
    (
        _SUBJECT,
        Field("辅助项编号", "number of the dimension", TEXT, SERIES, "always 1"),
        Field("辅助项名称", "name of the dimension", TEXT, SERIES, "资金指标"),
        Field("对应档案", "where its values are listed", TEXT, SERIES, "预算指标; revenue accounts name themselves"),
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
        Field("期初余额方向", "side of the opening balance", TEXT, SERIES, "借 or 贷; of nothing, the account's own"),
        Field("期初本币余额", "opening balance, yuan", AMOUNT, SERIES, "all postings effective before the month"),
        _DEBIT,
        _CREDIT,
        Field("期末余额方向", "side of the closing balance", TEXT, SERIES, "借 or 贷; of nothing, the account's own"),
        Field("期末本币余额", "closing balance, yuan", AMOUNT, SERIES, "opening and movements"),
    ),
)
VOUCHER = Table(
    "记账凭证",
    "vouchers",
    _LEDGER,
    (
        _YEAR,
        _PERIOD,
        Field("记账凭证类型编号", "kind", TEXT, SERIES, "of the entry's first movement"),
        _VOUCHER,
        Field("记账凭证日期", "date", DAY, SERIES, "the day the postings are effective"),
        Field("制单人", "made by", TEXT, SERIES, "the account that recorded it, by its id; never a name"),
        Field("源凭证号", "source document", TEXT, SERIES, "the document number (文号) or voucher the fact names"),
        Field("批次编号", "batch", TEXT, OURS, "the batch that pays; empty for what no batch pays"),
        Field("收款人编号", "payee", TEXT, OUTLINE, "masked: a person's hashed number; a claim's own name"),
        Field("记录时刻", "recorded at", Form.INSTANT, OURS, "the server's clock at the append, UTC"),
        Field("日志叶哈希", "leaf hash", Form.HASH, OURS, "the entry's RFC 6962 leaf hash; empty in an unsealed desk"),
    ),
)
ENTRY_LINE = Table(
    "记账凭证分录",
    "lines of vouchers",
    _LEDGER,
    (
        _VOUCHER,
        Field("记账凭证行号", "line number", NUMBER, SERIES, "1, 2, 3 within the voucher"),
        Field("记账凭证摘要", "what for", TEXT, SERIES, "the movement"),
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
        Field("指标编号", "fund line", TEXT, OUTLINE, "the line's id"),
        Field("预算年度", "budget year", NUMBER, OUTLINE, "the fund's fiscal year, which need not be the books'"),
        Field("项目编号", "programme", TEXT, OUTLINE, "the fund's programme"),
        Field("区划代码", "region", TEXT, OUTLINE, "the fund's region"),
        Field("资金级次", "level of government", TEXT, OUTLINE, "the line's level"),
        Field("资金性质", "kind of funds", TEXT, OUTLINE, "the line's kind"),
        Field("指标文号", "document", TEXT, OUTLINE, "the document number that opened the line"),
        *(
            Field(
                f"期末{SUBJECTS[account].zh}",
                f"{account.value} at the end, yuan",
                AMOUNT,
                OURS,
                f"the closing balance of account {SUBJECTS[account].code} on the account's own side",
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
