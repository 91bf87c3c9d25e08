"""The tables of open data, column by column: one description writes the files, the dictionary and the page.

What is left out is left out on purpose: people, payments, notices' people, regions below the programme, contracts with
persons. Whatever is counted in people is told by `domain/open_data/cells.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from application.exports import Column, ColumnKind
from domain.levels import FundKind, GovernmentLevel

TEXT, INTEGER, AMOUNT = ColumnKind.TEXT, ColumnKind.INTEGER, ColumnKind.AMOUNT
DATE, BOOLEAN = ColumnKind.DATE, ColumnKind.BOOLEAN


@dataclass(frozen=True, slots=True)
class OpenColumn:
    """A column with what it means in both languages, and which register of the ledger it comes from."""

    column: Column
    meaning_zh: str
    meaning_en: str
    source: str


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table; its files are `data/<name>.csv` and `data/<name>.parquet`."""

    name: str
    zh: str
    en: str
    columns: tuple[OpenColumn, ...]

    @property
    def plain(self) -> tuple[Column, ...]:
        """Return the columns as files have them."""
        return tuple(one.column for one in self.columns)


def _of(
    name: str,
    zh: str,
    en: str,
    meaning_zh: str,
    meaning_en: str,
    source: str,
    kind: ColumnKind = TEXT,
    unit: str = "",
) -> OpenColumn:
    return OpenColumn(Column(name, zh, en, kind, unit), meaning_zh, meaning_en, source)


_PROGRAMME = _of("programme", "项目编号", "Programme", "项目在账本中的编号", "The programme's id", "programmes")
_YEAR = _of("fiscal_year", "年度", "Fiscal year", "财政年度，即公历年", "The calendar year", "fund_lines", INTEGER)
_LEVELS, _KINDS = (
    "，".join(f"{one.value} {one.zh}" for one in every) for every in (tuple(GovernmentLevel), tuple(FundKind))
)
_LEVEL = _of(
    "level", "资金级次", "Level", f"出资的政府级次：{_LEVELS}", "The level of government that pays", "fund_lines"
)
_KIND = _of(
    "kind", "资金性质", "Kind of funds", f"该级次用何种资金支付：{_KINDS}", "What the level pays from", "fund_lines"
)
_DOCUMENT = _of("document", "文号", "Document", "下达文件的文号", "The document's number", "fund_lines")
_TOLD = _of(
    "told",
    "是否公开数值",
    "Told",
    "人数过少、可能认出个人的，不公开人数和金额，此栏为 false",
    "False where a group is so small that a person could be told: number and sum are left empty",
    "payouts",
    BOOLEAN,
)

PROGRAMMES = OpenTable(
    "programmes",
    "项目",
    "Programmes",
    (
        _PROGRAMME,
        _of("name_zh", "项目名称", "Chinese name", "项目名称", "What it is called in Chinese", "programmes"),
        _of("name_en", "英文名称", "English name", "项目英文名称", "What it is called in English", "programmes"),
        _of(
            "payee_kind",
            "发放对象",
            "Pays",
            "person 个人，institution 机构",
            "A person or an institution",
            "programmes",
        ),
        _of(
            "period_kind",
            "发放周期",
            "Paid by",
            "按年、半年、季或月",
            "Year, half-year, quarter or month",
            "programmes",
        ),
        _of("policy_document", "政策文号", "Policy document", "现行政策的文号", "The rules' document", "policies"),
        _of("policy_from", "施行日期", "In force from", "现行政策的施行日期", "The rules' first day", "policies", DATE),
    ),
)
REGIONS = OpenTable(
    "regions",
    "区划",
    "Regions",
    (
        _of("region", "区划代码", "Region", "6 位或 12 位区划代码", "6 or 12 digits", "regions"),
        _of("name", "区划名称", "Name", "该代码的名称", "What it is called", "regions"),
        _of("valid_from", "启用日期", "From", "名称启用日期", "The name's first day", "regions", DATE),
        _of(
            "valid_to", "停用日期", "To", "名称停用日期，空为仍在使用", "Its last day; empty: still so", "regions", DATE
        ),
    ),
)
ALLOCATIONS = OpenTable(
    "allocations",
    "资金下达",
    "Money allocated",
    (
        _PROGRAMME,
        _YEAR,
        _LEVEL,
        _KIND,
        _DOCUMENT,
        _of(
            "allocated",
            "下达金额",
            "Allocated",
            "该文件下达的金额，含调整和结转，各区划合计",
            "What the document brought, with adjustments and what was carried over, all regions together",
            "fund_lines",
            AMOUNT,
        ),
    ),
)
TARGETS = OpenTable(
    "targets",
    "任务数",
    "Targets",
    (
        _PROGRAMME,
        _YEAR,
        _LEVEL,
        _of("name", "类别", "Name", "同一级次有多项任务时的区别", "Tells several targets of a level apart", "targets"),
        _of(
            "people",
            "任务数",
            "People ordered",
            "下达的任务人数",
            "How many people were ordered",
            "targets",
            INTEGER,
            "people",
        ),
        _of("document", "文号", "Document", "下达任务的文号", "The document's number", "targets"),
    ),
)
PAYMENTS = OpenTable(
    "payments",
    "发放情况",
    "People paid",
    (
        _PROGRAMME,
        _YEAR,
        _of(
            "people",
            "到账人数",
            "People paid",
            "当年银行已支付的人数，每人计一次",
            "Whom the bank has paid, each counted once",
            "payouts",
            INTEGER,
            "people",
        ),
        _of(
            "paid",
            "到账金额",
            "Paid",
            "银行已支付的金额，不扣减其后追回",
            "What was paid, before recoveries",
            "payouts",
            AMOUNT,
        ),
        _TOLD,
    ),
)
TIERS = OpenTable(
    "tiers",
    "分档发放",
    "People paid, by tier",
    (
        _PROGRAMME,
        _YEAR,
        _of("tier", "档次", "Tier", "政策规定的资金档次", "The funding tier of the policy", "policies"),
        _of(
            "people",
            "到账人数",
            "People paid",
            "该档已到账人数",
            "People paid in this tier",
            "payouts",
            INTEGER,
            "people",
        ),
        _of("paid", "到账金额", "Paid", "该档已到账金额", "What they were paid", "payouts", AMOUNT),
        _TOLD,
    ),
)
SOURCES = OpenTable(
    "sources",
    "资金来源",
    "Paid by level and kind",
    (
        _PROGRAMME,
        _YEAR,
        _LEVEL,
        _KIND,
        _of(
            "paid",
            "到账金额",
            "Paid",
            "由该级次、该性质资金支付并到账的金额",
            "What this level paid of this kind",
            "fund_lines",
            AMOUNT,
        ),
        _TOLD,
    ),
)
COMPLETION = OpenTable(
    "completion",
    "任务完成情况",
    "Completion of targets",
    (
        _PROGRAMME,
        _YEAR,
        _LEVEL,
        _of(
            "people",
            "到账人数",
            "People paid",
            "分子：到账人数",
            "The numerator: people paid",
            "payouts",
            INTEGER,
            "people",
        ),
        _of(
            "target",
            "任务数",
            "Target",
            "分母：该级次任务人数",
            "The denominator: people ordered",
            "targets",
            INTEGER,
            "people",
        ),
        _of(
            "rate",
            "完成率",
            "Completion",
            "到账人数与任务数之比，百分比",
            "People paid, of the target, in per cent",
            "payouts, targets",
        ),
    ),
)

TABLES: tuple[OpenTable, ...] = (PROGRAMMES, REGIONS, ALLOCATIONS, TARGETS, PAYMENTS, TIERS, SOURCES, COMPLETION)
"""In the order they are written."""

DICTIONARY = OpenTable(
    "dictionary",
    "数据字典",
    "Data dictionary",
    (
        _of("table", "数据表", "Table", "数据表", "The table", ""),
        _of("name", "字段", "Field", "字段名，Parquet 的列名", "The field's name, as Parquet has it", ""),
        _of("zh", "中文名", "Chinese name", "CSV 的列名", "As CSV heads the column", ""),
        _of("en", "英文名", "English name", "英文名", "In English", ""),
        _of("type", "类型", "Type", "类型", "The type", ""),
        _of("unit", "单位", "Unit", "单位", "The unit", ""),
        _of("meaning_zh", "含义", "Meaning (Chinese)", "含义", "What it means, in Chinese", ""),
        _of("meaning_en", "英文含义", "Meaning (English)", "英文含义", "What it means, in English", ""),
        _of("source", "来源", "Source", "来源登记簿", "The register it comes from", ""),
    ),
)
"""The dictionary is a table too."""
