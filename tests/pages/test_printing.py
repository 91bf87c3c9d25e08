"""Documents on paper: PDF/A that carries its proof, and the same bytes whenever the same is printed."""

from __future__ import annotations

import io
import json
import time

import pytest
from pypdf import PdfReader

from domain.accounts.roles import Role
from tests.support.service import Service

POSITION = "/print/position.pdf"
pytestmark = pytest.mark.slow


def _all_sealed(service: Service) -> None:
    until = time.monotonic() + 60
    while service.office.seals.unsealed():
        assert time.monotonic() < until
        time.sleep(0.1)


def _read(content: bytes) -> str:
    """Return what is printed; a cell may run over several lines."""
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).replace("\n", "")


def test_the_fund_position_on_paper_says_what_the_page_says(shown: Service) -> None:
    answer = shown.get(Role.AUDITOR, POSITION, programme="psy-medicine")
    assert answer.headers["content-type"] == "application/pdf"
    text = _read(answer.content)
    for said in ("资金状况", "贫困精神残疾人药费补助", "401,600.00", "788,400.00", "省财社〔2016〕114号", "单位负责人"):
        assert said in text


def test_a_document_is_archival_and_accessible_and_says_which_language_it_is_in(shown: Service) -> None:
    content = shown.get(Role.AUDITOR, POSITION).content
    reader = PdfReader(io.BytesIO(content))
    metadata = reader.xmp_metadata.stream.get_data().decode() if reader.xmp_metadata else ""
    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert str(reader.root_object["/Lang"]) == "zh-CN"
    assert reader.metadata is not None
    assert reader.metadata.title == "资金状况"


def test_the_same_figures_under_the_same_checkpoint_are_the_same_bytes(shown: Service) -> None:
    for role in (Role.AUDITOR, Role.FINANCE_OFFICER):
        shown.token(shown.of(role))  # opening an account is an entry, too
    _all_sealed(shown)
    asked = {"as_of": 100}
    first = shown.get(Role.AUDITOR, POSITION, **asked).content
    again = shown.get(Role.FINANCE_OFFICER, POSITION, **asked).content
    assert first == again
    assert shown.get(Role.AUDITOR, POSITION, as_of=200).content != first


def test_a_document_carries_its_figures_and_the_checkpoint(shown: Service) -> None:
    reader = PdfReader(io.BytesIO(shown.get(Role.AUDITOR, POSITION).content))
    figures = json.loads(reader.attachments["figures.json"][0])
    assert sum(round(float(line["balance"]["allocated"]) * 100) for line in figures["lines"]) == 212_600_000
    assert "checkpoint.txt" in reader.attachments


def test_who_may_not_see_the_page_prints_nothing(shown: Service) -> None:
    shown.account("far-away", Role.TOWNSHIP, region="990101001000")
    answer = shown.get("far-away", POSITION)
    assert answer.status_code == 403
    assert "text/html" in answer.headers["content-type"]


def test_what_is_printed_is_text_whatever_it_looks_like(shown: Service) -> None:
    answer = shown.get(Role.AUDITOR, POSITION, programme="#panic()")
    assert answer.status_code == 200
    assert "#panic()" in _read(answer.content)
