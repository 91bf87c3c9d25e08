"""The list of document-number formats: a line for each word that stands before 〔year〕, and the years it is in use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from application.own_list_rows import DocumentFormatRow
from domain.cells import NotAmongWords
from domain.document_formats.decisions import LONGEST_ISSUER
from domain.document_formats.events import DocumentFormat
from domain.document_formats.rejections import NotADocumentYear
from domain.levels import GovernmentLevel
from infrastructure.identity import plain
from infrastructure.spreadsheet import cells
from infrastructure.spreadsheet.form import Column, Form
from infrastructure.spreadsheet.table import Cell

_YEAR = re.compile(r"\d{4}", re.ASCII)
_YEARS = range(1000, 10_000)
_BETWEEN = re.compile(r"[、,;/\s]+")
_LEVELS = {
    **{level.zh: level for level in GovernmentLevel},
    **{level.value: level for level in GovernmentLevel},
    **dict.fromkeys(("国家", "国家级", "中央级"), GovernmentLevel.NATIONAL),
    **dict.fromkeys(("省", "自治区", "直辖市"), GovernmentLevel.PROVINCIAL),
    **dict.fromkeys(("市", "地级", "州级"), GovernmentLevel.MUNICIPAL),
    **dict.fromkeys(("县", "区", "县级", "区级", "区县"), GovernmentLevel.COUNTY),
    **dict.fromkeys(("乡镇", "乡级", "镇级", "街道"), GovernmentLevel.TOWNSHIP),
}
_STILL = frozenset({"至今", "现行", "长期", "在用"})


def _levels(cell: Cell, field: str) -> tuple[GovernmentLevel, ...]:
    words = [word for word in _BETWEEN.split(plain(cell).lower()) if word] if isinstance(cell, str) else []
    if not words or any(word not in _LEVELS for word in words):
        raise NotAmongWords(field, words="、".join(level.zh for level in GovernmentLevel))
    named = {_LEVELS[word] for word in words}
    return tuple(level for level in GovernmentLevel if level in named)


def _year(cell: Cell, field: str) -> int:
    """Return a year of four digits, as a number or as text, also with 年 behind it. Raises NotADocumentYear."""
    if isinstance(cell, int | float) and cell in _YEARS:
        return int(cell)
    words = plain(cell).removesuffix("年") if isinstance(cell, str) else ""
    if not _YEAR.fullmatch(words):
        raise NotADocumentYear(field)
    return int(words)


def _last_year(cell: Cell, field: str) -> int | None:
    return None if isinstance(cell, str) and plain(cell) in _STILL else _year(cell, field)


_COLUMNS = (
    Column(
        name="word",
        zh="发文机关代字",
        en="Word of the issuing office",
        parse=cells.text,
        aliases=("代字", "机关代字", "word"),
        identifies=True,
        example="财社",
        hint_zh="文号中年份括号之前的字；财社〔2016〕114号 填“财社”。",
        hint_en="What stands before the year of a document number: 财社 of 财社〔2016〕114号.",
    ),
    Column(
        name="issuer",
        zh="发文机关",
        en="Issuing office",
        parse=partial(cells.text, longest=LONGEST_ISSUER),
        aliases=("发文单位", "机关名称", "issuer"),
        example="财政部",
    ),
    Column(
        name="brings",
        zh="可下达资金级次",
        en="Levels of money it brings",
        parse=_levels,
        aliases=("资金级次", "级次", "levels", "brings"),
        example="中央、省级",
        hint_zh="中央、省级、市级、区县级、乡镇级，可填多级，以顿号分开；转发上级资金的，上级也要列出。",
        hint_en="One or several of 中央、省级、市级、区县级、乡镇级, with 、 between them; also those it passes on.",
    ),
    Column(
        name="first_year",
        zh="启用年份",
        en="First year",
        parse=_year,
        aliases=("起始年份", "开始年份", "first year"),
        example="2009",
        hint_zh="文号括号内最早的年份；不清楚的填登记资金的最早年份。",
        hint_en="The earliest year in the brackets; if it is not known, that of the earliest money recorded.",
    ),
    Column(
        name="last_year",
        zh="停用年份",
        en="Last year",
        parse=_last_year,
        aliases=("截止年份", "终止年份", "last year"),
        required=False,
        hint_zh="文号括号内最后的年份；仍在使用的留空或填“至今”。",
        hint_en="The last year in the brackets; blank or 至今 while the word is in use.",
    ),
)


def document_formats_form() -> Form[DocumentFormatRow]:
    """Return the form. A word may stand in several rows, once for each first year."""
    return Form(
        name="document_formats",
        title_zh="文号格式表",
        title_en="Document-number formats",
        columns=_COLUMNS,
        build=lambda values, row: DocumentFormatRow(row=row, **values),
        same=_same,
    )


def document_format_cells(one: DocumentFormat) -> tuple[str, ...]:
    """Return a format as a row of the form."""
    levels = "、".join(level.zh for level in one.brings)
    return one.word, one.issuer, levels, str(one.first_year), "" if one.last_year is None else str(one.last_year)


def _same(values: Mapping[str, Any]) -> str:
    word, first = values["word"], values["first_year"]
    return f"{word} {first}" if word and first else ""
