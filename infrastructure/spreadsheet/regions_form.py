"""The list of region names: a line a name, as statistics and civil affairs give them out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from application.imports import RegionRow
from domain.masking import without_long_numbers
from infrastructure.spreadsheet import cells
from infrastructure.spreadsheet.form import Column, Form

_LONGEST_CODE = 12


def _shown(words: str) -> str:
    """A code may be seen, and so may one with a digit missing; what is longer may be a person's number."""
    return words if len(words) <= _LONGEST_CODE else without_long_numbers(words)


_COLUMNS = (
    Column(
        name="region",
        zh="区划代码",
        en="Region code",
        parse=cells.region,
        aliases=("行政区划代码", "统计用区划代码", "代码", "code", "region"),
        mask=_shown,
        identifies=True,
        example="990101001000",
        hint_zh="区县填 6 位，乡镇（街道）、村（社区）填 12 位，文本格式。",
        hint_en="6 digits for a county, 12 for a township or a village, as text.",
    ),
    Column(
        name="name",
        zh="区划名称",
        en="Name",
        parse=cells.text,
        aliases=("名称", "行政区划名称", "单位名称", "name"),
        example="平安镇",
    ),
    Column(
        name="valid_from",
        zh="启用日期",
        en="Valid from",
        parse=cells.day,
        aliases=("生效日期", "起始日期", "启用时间", "valid from"),
        example="2010-01-01",
        hint_zh="此名称启用的日期；不清楚的填所附文件或名录的日期。",
        hint_en="The name's first day; if it is not known, that of the document or register.",
    ),
    Column(
        name="valid_to",
        zh="停用日期",
        en="Valid to",
        parse=cells.last_day,
        aliases=("失效日期", "截止日期", "停用时间", "valid to"),
        required=False,
        hint_zh="此名称的最后一日；现行名称留空或填“长期”。",
        hint_en="The name's last day; blank or 长期 while it stands.",
    ),
)


def regions_form() -> Form[RegionRow]:
    """Return the form. A code may stand in several rows, once for each first day."""
    return Form(
        name="regions",
        title_zh="区划名称导入表",
        title_en="Names of regions",
        columns=_COLUMNS,
        build=lambda values, row: RegionRow(row=row, **values),
        same=_same,
    )


def _same(values: Mapping[str, Any]) -> str:
    region, first = values["region"], values["valid_from"]
    return f"{region} {first}" if region and first else ""
