"""How values are written over HTTP: amounts as yuan in text, the rest as the domain prints it.

Each is a pydantic annotation that reads straight into the domain's own type and refuses with its own sentence, so that
a body's model is a list of fields and nothing else. The JSON schema of each says exactly what is accepted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any, TypeVar

from fastapi import Path
from pydantic import Field, GetPydanticSchema, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

from api.http.enum_words import zh_of
from api.http.telling import tellable
from domain.money import Money
from domain.periods import Month, Period
from domain.regions import RegionCode
from domain.rejected import Rejected

YUAN_PATTERN = r"^(0|[1-9][0-9]{0,12})\.[0-9]{2}$|^(0|[1-9][0-9]{0,12})(\.[0-9])?$"
MONTH_PATTERN = r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$"
PERIOD_PATTERN = r"^(19|20|21)[0-9]{2}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?$"
REGION_PATTERN = r"^([1-9][0-9]|0[1-9])([0-9]{4}|[0-9]{10})$"
DAY_PATTERN = r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
SHARE_PATTERN = r"^(0|1|0\.[0-9]{1,6}|[1-9][0-9]{0,5}/[1-9][0-9]{0,5})$"
ID_PATTERN = r"^[^/\s\x00-\x1f]{1,200}$"
NAMED_PATTERN = r"^[^~\s\x00-\x1f\x7f]{1,200}$"
NO_CONTROLS = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
"""PostgreSQL keeps no NUL in a text, and nobody reads the others."""

REMEMBERED = 4096
"""A batch of 10,000 lines has few different amounts; the values are frozen, so one serves for all."""

T = TypeVar("T")

_HALF_A_PAIR = re.compile("[\ud800-\udfff]")
"""Half a surrogate pair, which JSON can write and no answer could repeat."""


def read_by(
    parse: Callable[[str], T], schema: dict[str, Any], *, exact: bool = False
) -> tuple[GetPydanticSchema, WithJsonSchema]:
    """Return the annotations of a value that is text in JSON and `parse(text)` in the domain.

    With `exact`, text that does not fit the schema's pattern is refused even if `parse` can make something of it.
    """
    pattern = re.compile(schema["pattern"] if exact else "", re.ASCII)

    @lru_cache(maxsize=REMEMBERED)
    def parsed(value: str) -> T:
        try:
            found = parse(value)
        except Rejected as refusal:
            told = tellable(refusal)
            facts = {"zh": told.sentence("zh"), "en": told.sentence("en")}
            raise PydanticCustomError(refusal.code, "{en}", facts) from None
        if not pattern.search(value) or value.endswith("\n"):
            zh, en = "写法不符，应如 {examples}。", "This is not how it is written; write it like {examples}."
            examples = ", ".join(schema.get("examples", ()))
            facts = {"zh": zh.format(examples=examples), "en": en.format(examples=examples)}
            raise PydanticCustomError("not_in_form", "{en}", facts)
        return found

    def read(value: object) -> T:
        if not isinstance(value, str) or _HALF_A_PAIR.search(value):
            raise PydanticCustomError("text_expected", "This must be text.", {"zh": "此处应为文本。"})
        return parsed(value)

    inner = core_schema.no_info_plain_validator_function(
        read, serialization=core_schema.plain_serializer_function_ser_schema(str)
    )
    return GetPydanticSchema(lambda _type, _handler: inner), WithJsonSchema({"type": "string", **schema})


Yuan = Annotated[
    Money,
    *read_by(
        Money.from_yuan,
        {
            "pattern": YUAN_PATTERN,
            "examples": ["1000.00"],
            "description": "金额，单位元，最多两位小数，以文本书写 / Amount in yuan, at most two decimals, as text",
        },
        exact=True,
    ),
]
SIGNED_YUAN_PATTERN = r"^-?(0|[1-9][0-9]{0,12})\.[0-9]{2}$|^-?(0|[1-9][0-9]{0,12})(\.[0-9])?$"
SignedYuan = Annotated[
    Money,
    *read_by(
        Money.from_yuan,
        {
            "pattern": SIGNED_YUAN_PATTERN,
            "examples": ["-1000.00"],
            "description": "变动金额，单位元，减少为负 / Change of an amount in yuan, below zero where it becomes less",
        },
        exact=True,
    ),
]
MonthText = Annotated[
    Month,
    *read_by(
        Month.parse,
        {"pattern": MONTH_PATTERN, "examples": ["2017-04"], "description": "月份 / Month, 2017-04"},
        exact=True,
    ),
]
PeriodText = Annotated[
    Period,
    *read_by(
        Period.parse,
        {
            "pattern": PERIOD_PATTERN,
            "examples": ["2017", "2017-H1", "2017-Q2", "2017-04"],
            "description": "发放期间：年、半年、季或月 / Year, half-year, quarter or month that is paid for",
        },
        exact=True,
    ),
]


def _region(text: str) -> str:
    return str(RegionCode.parse(text))


RegionText = Annotated[
    str,
    *read_by(
        _region,
        {
            "pattern": REGION_PATTERN,
            "examples": ["990101", "990101001000"],
            "description": "行政区划代码，6 位或 12 位 / Region code, 6 or 12 digits",
        },
        exact=True,
    ),
]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        zh, en = "应为 2017-04-25 这样的日期。", "This must be a date such as 2017-04-25."
        raise PydanticCustomError("not_a_date", "{en}", {"zh": zh, "en": en}) from None


Day = Annotated[
    date,
    *read_by(
        _day,
        {
            "format": "date",
            "pattern": DAY_PATTERN,
            "examples": ["2017-04-25"],
            "description": "日期 / Date (ISO 8601)",
        },
        exact=True,
    ),
]


def _share(text: str) -> Fraction:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        zh, en = "应为 4/5 或 0.8 这样的比例。", "This must be a share such as 4/5 or 0.8."
        raise PydanticCustomError("not_a_share", "{en}", {"zh": zh, "en": en}) from None


Share = Annotated[
    Fraction,
    *read_by(
        _share,
        {
            "pattern": SHARE_PATTERN,
            "examples": ["4/5", "0.8", "1"],
            "description": "分担比例 / Share of the whole, exact",
        },
        exact=True,
    ),
]
NUMBER_PATTERN = r"^(0|[1-9][0-9]{0,12})(\.[0-9]{1,2})?$"


def _number(text: str) -> Fraction:
    if not re.fullmatch(NUMBER_PATTERN, text, re.ASCII):
        zh, en = "应为最多两位小数的数。", "This must be a number with at most two decimals."
        raise PydanticCustomError("not_a_number", "{en}", {"zh": zh, "en": en})
    return Fraction(text)


Number = Annotated[
    Fraction,
    *read_by(
        _number,
        {
            "pattern": NUMBER_PATTERN,
            "examples": ["180", "98.5"],
            "description": "数值，最多两位小数，以文本书写 / Number, at most two decimals, as text",
        },
        exact=True,
    ),
]
Year = Annotated[int, Field(strict=True, ge=2000, le=2100, description="财政年度 / Fiscal year", examples=[2017])]
YearAsked = Annotated[int, Field(ge=2000, le=2100, description="财政年度 / Fiscal year", examples=[2017])]
"""A year in an address, where everything is text."""
People = Annotated[int, Field(strict=True, ge=1, le=100_000_000, description="人数 / Number of people")]
Flag = Annotated[bool, Field(strict=True)]
Text = Annotated[str, Field(min_length=1, max_length=2000, pattern=NO_CONTROLS)]


def words(zh: str, en: str, *, most: int = 500, least: int = 1) -> Any:
    """Return the annotation of a text of up to `most` characters that says no more about a person than their id."""
    return Field(min_length=least, max_length=most, pattern=NO_CONTROLS, description=f"{zh} / {en}")


Reference = Annotated[
    str,
    Field(
        min_length=1,
        max_length=50,
        pattern=NO_CONTROLS,
        description="编号 / Reference: letters, digits, / _ . - ( ) 〔 〕",
    ),
]
ProgrammeId = Annotated[
    str,
    Field(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$", examples=["psy-medicine"], description="项目编号 / Programme"),
]
Document = Annotated[
    str,
    Field(
        min_length=1,
        max_length=100,
        pattern=NO_CONTROLS,
        examples=["财社〔2016〕114号"],
        description="文号 / Document number",
    ),
]
BeneficiaryId = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$",
        examples=["b-7k0v9m2xq4a8e1zt"],
        description="人员编号 / Beneficiary id",
    ),
]
FileHash = Annotated[
    str, Field(pattern=r"^[0-9a-f]{64}$", description="文件的 SHA-256（小写十六进制） / SHA-256 of the file, hex")
]


def named(zh: str, en: str, example: str) -> Any:
    """Return the annotation of an id in a body, of something that is there already; written as the ledger knows it."""
    return Field(pattern=NAMED_PATTERN, description=f"{zh} / {en}", examples=[example])


def slashed(written: str) -> str:
    """Return an id as the ledger knows it: in a path its / is written ~, which no id contains."""
    return written.replace("~", "/")


def tilded(known: str) -> str:
    """Return an id as it is written in a path."""
    return known.replace("/", "~")


def path_id(zh: str, en: str, example: str) -> Any:
    """Return the annotation of an id in a path."""
    return Path(
        pattern=ID_PATTERN,
        description=f"{zh}；编号中的 / 写作 ~ / {en}; a / of the id is written ~",
        examples=[example],
    )


def choices(enum: type[StrEnum]) -> str:
    """Describe an enumeration's values in both languages, for a schema's description."""
    return "; ".join(f"`{one.value}` {zh_of(one)} / {one.value.replace('_', ' ')}" for one in enum)
