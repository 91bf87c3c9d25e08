"""The lists of tailored service: needs that were surveyed, and services that were given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from application.imports import TailoredList, TailoredRow
from domain import identity as rules
from domain.rejected import Rejected
from domain.tailored.events import PageSigner, ServiceKind
from domain.tailored.signing import page_hash
from infrastructure.identity import plain
from infrastructure.spreadsheet import cells
from infrastructure.spreadsheet.check_form import NotACount
from infrastructure.spreadsheet.form import Column, Form
from infrastructure.spreadsheet.people_form import CERTIFICATE, ID_NUMBER
from infrastructure.spreadsheet.table import Cell

_APART = re.compile(r"[、,，;；/\s]+")
_NO_NEED = frozenset({"无", "无需求", "none"})
_MOST_TIMES = 10_000


class NotAServiceKind(Rejected):
    """This is none of the kinds of service: {kinds}."""

    code = "not_a_service_kind"
    zh = "不是服务类别，应为：{kinds}。"


class NotASigner(Rejected):
    """Who signed must be 本人, 监护人 or 受托人."""

    code = "not_a_signer"
    zh = "签字人应为“本人”“监护人”或“受托人”。"


def _kind(cell: Cell, field: str) -> ServiceKind:
    word = plain(cell).lower() if isinstance(cell, str) else ""
    for kind in ServiceKind:
        if word in (kind.zh, kind.value, kind.value.replace("_", " ")):
            return kind
    raise NotAServiceKind(field, kinds="、".join(kind.zh for kind in ServiceKind))


def _kinds(cell: Cell, field: str) -> tuple[ServiceKind, ...]:
    words = cells.text(cell, field)
    if words in _NO_NEED:
        return ()
    return tuple(_kind(word, field) for word in _APART.split(words) if word)


def _signer(cell: Cell, field: str) -> PageSigner:
    word = plain(cell).lower() if isinstance(cell, str) else ""
    for signer in PageSigner:
        if word in (signer.zh, signer.value):
            return signer
    raise NotASigner(field)


def _hash(cell: Cell, field: str) -> str:
    return page_hash(cells.text(cell, field), field=field)


def _times(cell: Cell, field: str) -> int:
    if isinstance(cell, str) and cell.strip().isascii() and cell.strip().isdigit() and len(cell.strip()) <= 6:
        cell = int(cell)
    if isinstance(cell, bool) or not isinstance(cell, int | float) or cell != int(cell):
        raise NotACount(field)
    if not 1 <= cell <= _MOST_TIMES:
        raise NotACount(field)
    return int(cell)


_NUMBERS = (replace(ID_NUMBER, required=False, blank=""), replace(CERTIFICATE, required=False))
_ON = Column(
    name="on",
    zh="日期",
    en="Date",
    parse=cells.day,
    aliases=("调查日期", "服务日期", "date"),
    identifies=True,
    example="2017-03-06",
)
_SIGNED = (
    Column(
        name="signer",
        zh="签字人",
        en="Signed by",
        parse=_signer,
        choices=tuple(signer.zh for signer in PageSigner),
        example="本人",
    ),
    Column(name="signed_on", zh="签字日期", en="Signed on", parse=cells.day, example="2017-03-06"),
    Column(
        name="page_sha256",
        zh="签字页摘要",
        en="Signed page's SHA-256",
        parse=_hash,
        aliases=("扫描件摘要", "sha256"),
        example="0" * 64,
        hint_zh="签字页扫描件的 SHA-256，64 位十六进制数。",
        hint_en="SHA-256 of the scanned page, 64 hexadecimal digits.",
    ),
)
_COLUMNS: Mapping[TailoredList, tuple[Column, ...]] = {
    TailoredList.SURVEYS: (
        *_NUMBERS,
        _ON,
        Column(
            name="needs",
            zh="需求",
            en="Needs",
            parse=_kinds,
            aliases=("服务需求", "需求类别"),
            required=False,
            blank=(),
            example="康复、托养照护",
            hint_zh="多项用顿号分开；无需求的填“无”或留空。",
            hint_en="Several are set apart by 、; leave blank for none.",
        ),
        *_SIGNED,
    ),
    TailoredList.SERVICES: (
        *_NUMBERS,
        _ON,
        Column(
            name="kind",
            zh="服务类别",
            en="Service",
            parse=_kind,
            aliases=("服务项目", "服务内容"),
            identifies=True,
            choices=tuple(kind.zh for kind in ServiceKind),
            example="托养照护",
        ),
        Column(name="times", zh="次数", en="Times", parse=_times, aliases=("服务次数",), example="2"),
        Column(
            name="provider", zh="服务机构", en="Given by", parse=cells.text, aliases=("机构",), example="阳光托养中心"
        ),
        *_SIGNED,
    ),
}
_TITLES: Mapping[TailoredList, tuple[str, str]] = {
    TailoredList.SURVEYS: ("需求调查导入表", "Needs surveyed"),
    TailoredList.SERVICES: ("服务记录导入表", "Services given"),
}


def tailored_form(what: TailoredList) -> Form[TailoredRow]:
    """Return the form. Either number will do; a person is surveyed once, and given one service of a kind on a day."""
    title_zh, title_en = _TITLES[what]
    return Form(
        name=f"tailored_{what.value}",
        title_zh=title_zh,
        title_en=title_en,
        columns=_COLUMNS[what],
        build=_build,
        same=_same,
        one_of=(("id_number", "certificate"),),
    )


def _build(values: Mapping[str, Any], row: int) -> TailoredRow:
    number, certificate = values["id_number"], values["certificate"]
    if number and certificate is not None and certificate.id_number != number:
        raise rules.CertificateOfSomebodyElse("certificate")
    return TailoredRow(
        row=row,
        id_number=number,
        certificate="" if certificate is None else certificate.number,
        on=values["on"],
        signer=values["signer"],
        signed_on=values["signed_on"],
        page_sha256=values["page_sha256"],
        needs=values.get("needs", ()),
        kind=values.get("kind"),
        times=values.get("times", 0),
        provider=values.get("provider", ""),
    )


def _same(values: Mapping[str, Any]) -> str:
    certificate = values["certificate"]
    number: str = values["id_number"] or ("" if certificate is None else certificate.id_number)
    kind = values.get("kind")
    return f"{number}/{values['on']}/{kind}" if number and kind is not None else number
