"""Every document an office prints, read back: it says what the views say, for whom they say it, as of when they do."""

from __future__ import annotations

import io
import json
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from pypdf import PdfReader

from api.pages.routers.print_notices import without_numbers
from application.documents import Attachment, Document
from application.lists import BATCHES
from application.people import AccessAction
from domain.accounts.roles import Role
from domain.free_text import PersonalNumberInText
from domain.money import total
from infrastructure.documents.printer import TypstPrinter
from tests.support.seat import Seat, seen
from tests.support.service import Service

pytestmark = pytest.mark.slow

BATCH = "psy-medicine~2017~1"
APPROVAL, ROSTER = f"/print/batches/{BATCH}/approval.pdf", f"/print/batches/{BATCH}/roster.pdf"
NOTICE = "/print/notices/psy-medicine-2016.pdf"
RETURNS = "/print/returns.pdf"
EVALUATION = "/print/programmes/psy-medicine/evaluation/2017.pdf"


def _pages(content: bytes) -> list[str]:
    return [page.extract_text().replace("\n", "") for page in PdfReader(io.BytesIO(content)).pages]


def _text(service: Service, who: Role | str, path: str, **asked: Any) -> str:
    answer = service.get(who, path, **asked)
    assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text[:500]}"
    return "".join(_pages(answer.content))


def _attached(content: bytes, name: str = "figures.json") -> str:
    return PdfReader(io.BytesIO(content)).attachments[name][0].decode()


def _person(service: Service) -> str:
    return service.office.desk.views.payouts_of_batch("psy-medicine/2017/1")[0].beneficiary


def test_an_approval_sheet_says_what_was_approved_by_whom_and_out_of_which_money(shown: Service) -> None:
    text = _text(shown, Role.AUDITOR, APPROVAL)
    desk = shown.office.desk
    listed = next(one for one in desk.views.rows(BATCHES) if one.batch == "psy-medicine/2017/1")
    for said in (
        listed.digest,
        "1,190,000.00 元　壹佰壹拾玖万元整",
        "401,600.00",
        "788,400.00",
        "会议纪要〔2017〕4 号",
    ):
        assert str(said).replace(" ", "") in text.replace(" ", "")
    for step in ("项目负责人", "分管领导", "集体研究", "单位负责人"):
        assert text.count(step) >= 2  # who took the step, and where they sign


def test_each_page_of_a_roster_has_its_sum_and_the_sums_make_the_batch(shown: Service) -> None:
    pages = _pages(shown.get(Role.AUDITOR, ROSTER).content)
    payouts = shown.office.desk.views.payouts_of_batch("psy-medicine/2017/1")
    with_sums = [page for page in pages if "本页小计" in page]
    assert len(with_sums) == 1 + -(-(len(payouts) - 20) // 26)
    assert "贰万元整" in pages[0]
    assert "20,000.00" in pages[0]
    whole = "".join(pages)
    assert all(one.beneficiary in whole for one in payouts)
    assert "1,190,000.00 元　壹佰壹拾玖万元整" in whole
    assert total(one.amount for one in payouts).grouped() == "1,190,000.00"


def test_names_and_accounts_are_printed_for_who_takes_the_banks_file_and_for_a_reason(shown: Service) -> None:
    vault, person = shown.office.desk.vault, _person(shown)
    path = f"/print/batches/{BATCH}/roster"
    finance = Seat(shown, Role.FINANCE_OFFICER)
    assert "理由" in seen(finance.send(path, {"why": ""}).text)
    answer = finance.send(path, {"why": "清册签收"})
    assert answer.headers["content-type"] == "application/pdf"
    read = vault.accesses(person)[-1]
    assert (read.action, read.actor, read.why) == (AccessAction.REVEALED, shown.of(Role.FINANCE_OFFICER), "清册签收")
    record = vault.reveal(person, actor="test", why="comparing")
    printed = "".join(_pages(answer.content))
    assert record.name in printed
    assert record.account in printed
    assert record.name not in _text(shown, Role.FINANCE_OFFICER, ROSTER)


def test_nobody_else_gets_names_and_no_reading_is_noted(shown: Service) -> None:
    person = _person(shown)
    before = len(shown.office.desk.vault.accesses(person))
    auditor = Seat(shown, Role.AUDITOR)
    path = f"/print/batches/{BATCH}/roster"
    page = auditor.get(path)
    assert "含姓名和账号" not in seen(page)
    assert auditor.post(path, {"why": "清册签收"}).status_code == 403
    assert len(shown.office.desk.vault.accesses(person)) == before


def test_a_notice_names_people_masked_and_leads_to_the_public_page(shown: Service) -> None:
    text = _text(shown, Role.CASE_OFFICER, NOTICE)
    for said in ("2016-12-28", "12385", "/public/", "notices/psy-medicine-2016"):
        assert said in text
    vault = shown.office.desk.vault
    people = shown.office.desk.views.people_on_notice("psy-medicine-2016")
    record = vault.reveal(people[0], actor="test", why="comparing")
    assert record.name not in text
    assert record.id_number not in text
    assert f"{record.name[0]}*" in text
    assert shown.of(Role.CASE_OFFICER) in {one.actor for one in vault.accesses(people[0])}


def test_nothing_that_looks_like_a_number_of_somebody_is_put_on_a_notice() -> None:
    without_numbers("各村（社区）公示栏", "贫困精神残疾人药费补助", "psy-medicine-2016")
    for text in ("村委会 13900001234", "公示栏 6222020200112233445", "11010119900307123X"):
        with pytest.raises(PersonalNumberInText):
            without_numbers("公示栏", text)


def test_a_persons_file_has_every_decision_and_payment_and_no_name(shown: Service) -> None:
    person = _person(shown)
    text = _text(shown, Role.AUDITOR, f"/print/people/{person}.pdf")
    for said in (person, "累计到账", "1,000.00 元　壹仟元整", "psy-medicine-2016", "已到账"):
        assert said in text
    record = shown.office.desk.vault.reveal(person, actor="test", why="comparing")
    for secret in (record.name, record.id_number, record.account):
        assert secret not in text


def test_the_register_of_returns_has_as_many_as_the_banks_results(shown: Service) -> None:
    content = shown.get(Role.AUDITOR, RETURNS).content
    said = json.loads(_attached(content))
    batches = list(shown.office.desk.views.rows(BATCHES))
    assert len(said["returns"]) == sum(one.returned for one in batches) == 3
    assert said["total"] == str(total(one.returned_total for one in batches))
    assert "已重发" in "".join(_pages(content))


def test_a_register_as_of_before_they_were_sent_once_more_says_they_wait(shown: Service) -> None:
    text = _text(shown, Role.AUDITOR, RETURNS, effective="2017-04-30")
    assert "未处理" in text
    assert "已重发" not in text


def test_a_self_evaluation_holds_people_against_what_it_names_and_leaves_the_rest_open(shown: Service) -> None:
    text = _text(shown, Role.AUDITOR, EVALUATION)
    for said in ("401,600.00", "788,400.00", "任务数的 106.25 %", "资金名额的 100.00 %", "未作推算", "= 100"):
        assert said in text
    assert "1,190,000.00" not in text  # two levels are never one number
    assert "= 90" in _text(shown, Role.AUDITOR, EVALUATION, effect=20)


@pytest.mark.parametrize("path", [APPROVAL, ROSTER, NOTICE, RETURNS, EVALUATION])
def test_the_same_document_is_the_same_bytes(shown: Service, path: str) -> None:
    shown.token(shown.of(Role.CASE_OFFICER))  # opening an account is an entry, too
    until = time.monotonic() + 60
    while shown.office.seals.unsealed():
        assert time.monotonic() < until
        time.sleep(0.1)
    position = shown.office.desk.log.head()
    first = shown.get(Role.CASE_OFFICER, path, as_of=position)
    assert first.status_code == 200
    assert first.content == shown.get(Role.CASE_OFFICER, path, as_of=position).content


def test_a_list_taken_along_is_the_same_workbook_byte_for_byte(shown: Service) -> None:
    shown.token(shown.of(Role.AUDITOR))
    page = Seat(shown, Role.AUDITOR).get("/payouts?programme=psy-medicine")
    assert "/v1/payouts?" in page
    asked = {"programme": "psy-medicine", "format": "xlsx", "as_of": shown.office.desk.log.head()}
    first, again = (shown.get(Role.AUDITOR, "/v1/payouts", **asked) for _ in range(2))
    assert first.content[:2] == b"PK"
    assert first.content == again.content


def test_nothing_is_printed_of_what_was_not_there_yet_or_for_who_may_not_see_it(shown: Service) -> None:
    shown.account("elsewhere", Role.CASE_OFFICER, region="990101001000")
    person = f"/print/people/{_person(shown)}.pdf"
    for path in (APPROVAL, ROSTER, NOTICE, person, EVALUATION):
        assert shown.get(Role.AUDITOR, path, as_of=1).status_code == 404
        assert shown.get(Role.ADMINISTRATOR, path).status_code == 403
        assert shown.get("elsewhere", path).status_code in (403, 404, 422)


def test_a_table_without_rows_is_printed_as_an_empty_one() -> None:
    empty = {"name": "退回", "columns": [{"head": "原因", "side": "left"}], "rows": [], "foot": None}
    content = {
        "ledger": "990101", "moment": "", "proof": "", "facts": [], "remarks": [], "signatures": [],
        "landscape": True, "code": None, "parts": [empty, empty],
    }  # fmt: skip
    at = datetime(2017, 4, 25, tzinfo=UTC)
    assert "退回" in _pages(TypstPrinter().pdf(Document("sheet", "登记簿", "zh", at, content)))[0]


def test_a_long_document_is_set_in_a_process_of_its_own_and_is_the_same() -> None:
    content = {
        "ledger": "990101", "moment": "", "proof": "", "facts": [], "remarks": ["#panic()"], "signatures": [],
        "landscape": False, "code": None, "parts": [],
    }  # fmt: skip
    at = datetime(2017, 4, 25, tzinfo=UTC)
    document = Document("sheet", "清册", "zh", at, content, [Attachment("a.csv", "text/csv", "rows", "1,一")])
    assert TypstPrinter(long=0).pdf(document) == TypstPrinter().pdf(document)
