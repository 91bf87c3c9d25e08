"""How values are written over HTTP: amounts as yuan in text, the rest as the domain prints it.

Each is a pydantic annotation that reads straight into the domain's own type and refuses with its own sentence, so that
a body's model is a list of fields and nothing else. The JSON schema of each says exactly what is accepted.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from fastapi import Path
from pydantic import Field, GetPydanticSchema, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

from domain.money import Money
from domain.periods import Month, Period
from domain.regions import RegionCode
from domain.rejected import Rejected

YUAN_PATTERN = r"^(0|[1-9][0-9]{0,12})\.[0-9]{2}$|^(0|[1-9][0-9]{0,12})(\.[0-9])?$"
MONTH_PATTERN = r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$"
PERIOD_PATTERN = r"^(19|20|21)[0-9]{2}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?$"
REGION_PATTERN = r"^([1-9][0-9]|0[1-9])([0-9]{4}|[0-9]{10})$"
ID_PATTERN = r"^[^/\s\x00-\x1f]{1,200}$"

T = TypeVar("T")


def read_by(parse: Callable[[str], T], schema: dict[str, Any]) -> tuple[GetPydanticSchema, WithJsonSchema]:
    """Return the annotations of a value that is text in JSON and `parse(text)` in the domain."""

    def read(value: object) -> T:
        if not isinstance(value, str):
            raise PydanticCustomError("text_expected", "This must be text.", {"zh": "此处应为文本。"})
        try:
            return parse(value)
        except Rejected as refusal:
            raise PydanticCustomError(
                refusal.code,
                "{en}",
                {"en": refusal.sentence("en"), "zh": refusal.sentence("zh")},
            ) from None

    inner = core_schema.no_info_plain_validator_function(
        read, serialization=core_schema.plain_serializer_function_ser_schema(str)
    )
    return GetPydanticSchema(lambda _type, _handler: inner), WithJsonSchema({"type": "string", **schema})


def _plain_yuan(text: str) -> Money:
    """Read yuan as programs write them: no grouping, no full-width digits, at most two decimals."""
    amount = Money.from_yuan(text)
    whole, _, part = text.partition(".")
    if str(amount) != f"{whole}.{part.ljust(2, '0')}" or len(whole) > 13:
        from domain.money import NotAnAmount

        raise NotAnAmount("amount", text=text[:40])
    return amount


Yuan = Annotated[
    Money,
    *read_by(
        _plain_yuan,
        {
            "pattern": YUAN_PATTERN,
            "examples": ["1000.00"],
            "description": "金额，单位元，最多两位小数，以文本书写 / Amount in yuan, at most two decimals, as text",
        },
    ),
]
MonthText = Annotated[
    Month,
    *read_by(Month.parse, {"pattern": MONTH_PATTERN, "examples": ["2017-04"], "description": "月份 / Month, 2017-04"}),
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
    ),
]

Day = Annotated[date, Field(description="日期 / Date (ISO 8601)", examples=["2017-04-25"])]
Year = Annotated[int, Field(ge=2000, le=2100, description="财政年度 / Fiscal year", examples=[2017])]
People = Annotated[int, Field(ge=1, le=100_000_000, description="人数 / Number of people")]
Text = Annotated[str, Field(min_length=1, max_length=2000)]
Reference = Annotated[
    str, Field(min_length=1, max_length=50, description="编号 / Reference: letters, digits, / _ . - ( ) 〔 〕")
]
ProgrammeId = Annotated[
    str, Field(min_length=1, max_length=60, examples=["psy-medicine"], description="项目编号 / Programme")
]
Document = Annotated[
    str, Field(min_length=1, max_length=100, examples=["财社〔2016〕114号"], description="文号 / Document number")
]
BeneficiaryId = Annotated[str, Field(min_length=1, max_length=100, description="人员编号 / Beneficiary id")]


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
    return "; ".join(f"`{one.value}` {getattr(one, 'zh', one.value)} / {one.value.replace('_', ' ')}" for one in enum)
