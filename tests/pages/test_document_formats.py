"""Document-number formats on pages: brought from Excel or CSV, shown, taken along, and what they refuse elsewhere."""

from __future__ import annotations

import pytest

from domain.accounts.roles import Role
from domain.document_formats.events import DocumentFormat
from domain.levels import GovernmentLevel
from infrastructure.clock import SystemClock
from infrastructure.spreadsheet.lists import SpreadsheetLists
from tests.support.seat import Seat, seen
from tests.support.service import Service

PATH = "/document-formats/import"
LISTS = SpreadsheetLists(SystemClock())
FORMATS = (
    DocumentFormat("省财社", "省财政厅", (GovernmentLevel.NATIONAL, GovernmentLevel.PROVINCIAL), 2009, None),
    DocumentFormat("市财社", "市财政局", (GovernmentLevel.MUNICIPAL,), 2009, 2018),
)


@pytest.fixture(scope="module")
def lead(service: Service) -> Seat:
    return Seat(service, Role.PROJECT_LEAD)


def brought(content: bytes, name: str = "formats.xlsx") -> dict[str, tuple[str, bytes, str]]:
    return {"file": (name, content, "application/octet-stream")}


def fetched(seat: Seat, path: str) -> bytes:
    """Fetch a file as it is."""
    return bytes(seat.service.client.get(path, headers=seat.headers).content)


def test_a_list_is_brought_tried_shown_and_taken_along(lead: Seat) -> None:
    assert "本账本尚未登记文号格式" in seen(lead.get("/document-formats"))
    lead.get("/document-formats/list.csv", status=404)
    file = brought(LISTS.document_formats_list(FORMATS))
    tried = lead.send(PATH, {"rehearse": "true"}, files=file)
    assert (tried.status_code, "将记入 1 条" in seen(tried.text)) == (200, True), seen(tried.text)
    assert "省财政厅" not in seen(lead.get("/document-formats"))
    answer = lead.send(PATH, {"strict": "true"}, files=file)
    assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/document-formats"), answer.text
    page = seen(lead.get("/document-formats"))
    assert "代字不在名单上的文号，一律拒绝" in page
    assert "省财社 省财政厅 中央、省级 2009 在用" in page
    assert "市财社 市财政局 市级 2009 2018" in page
    assert "第 1 次登记 名单之外拒绝" in page
    assert "national, provincial" in seen(lead.get("/document-formats", language="en")).lower()
    again = lead.send(PATH, files=brought(fetched(lead, "/document-formats/list.csv"), "formats.csv"))
    assert (again.status_code, "没有变化" in seen(again.text)) == (409, True), "the tick stands as the list has it"
    lead.get("/document-formats/list.parquet", status=404)


def test_every_bad_cell_and_row_is_named_and_nothing_is_recorded(lead: Seat) -> None:
    words = "发文机关代字,发文机关,资金级次,启用年份,停用年份\n财社,财政部,中央,2009,\n鲁财社,省财政厅,全国,二〇〇九,\n"
    cells = lead.send(PATH, files=brought(words.encode(), "formats.csv"))
    assert cells.status_code == 422
    said = seen(cells.text)
    assert "中央、省级、市级、区县级、乡镇级" in said
    assert "二〇〇九" in said
    assert "鲁财社" not in seen(lead.get("/document-formats"))
    overlapping = (
        "发文机关代字,发文机关,级次,启用年份,停用年份\n财社,财政部,中央,2009,2018\n财社,财政厅,省级,2018,至今\n"
    )
    rows = lead.send(PATH, files=brought(overlapping.encode("gb18030"), "formats.csv"))
    assert (rows.status_code, "“财社”在 2018 年列了两次" in seen(rows.text)) == (422, True), seen(rows.text)
    many = "\n".join(f"财{number},财政部,中央,2009," for number in map(_in_signs, range(501)))
    too_many = lead.send(
        PATH, files=brought(f"发文机关代字,发文机关,级次,启用年份,停用年份\n{many}\n".encode(), "formats.csv")
    )
    assert (too_many.status_code, "有 501 行，最多 500 行" in seen(too_many.text)) == (422, True), seen(too_many.text)
    nothing = lead.send(PATH)
    assert nothing.status_code == 422
    assert "第 2 次登记" not in seen(lead.get("/document-formats"))


def _in_signs(number: int) -> str:
    """Write a number without digits, which cannot stand before a year."""
    return "".join("甲乙丙丁戊己庚辛壬癸"[int(digit)] for digit in str(number))


def test_who_answers_for_the_rules_brings_a_list_and_everybody_reads_it(service: Service) -> None:
    finance = Seat(service, Role.FINANCE_OFFICER)
    assert "导入文号格式" not in finance.get("/document-formats")
    finance.get(PATH, status=403)
    assert "still in use" in seen(finance.get("/document-formats", language="en"))
    (listed,) = service.get(Role.TOWNSHIP, "/v1/document-formats").json()["items"]
    assert [one["brings"] for one in listed["formats"]] == [["national", "provincial"], ["municipal"]]


def test_a_document_that_does_not_fit_is_refused_where_its_money_is_recorded(service: Service) -> None:
    names = {"programme": "relief", "name_zh": "救助", "name_en": "Relief", "bank_memo": "残补"}
    kinds = {"payee_kind": "person", "deciding_body": "federation", "period_kind": "year"}
    service.done(Role.PROJECT_LEAD, "/v1/programmes", names | kinds)
    finance = Seat(service, Role.FINANCE_OFFICER)
    brings = {"programme": "relief", "fiscal_year": "2018", "region": "990101", "on": "2018-01-08"}
    share = {"shares.0.level": "municipal", "shares.0.kind": "general_budget", "shares.0.amount": "10.00"}
    for document, sentence in (
        ("县财社〔2018〕1号", "代字“县财社”不在本账本登记的文号格式中"),
        ("市财社〔2019〕1号", "使用年份是 2009 至 2018 年"),
        ("省财社〔2018〕1号", "可下达的是中央、省级资金，不是市级资金"),
    ):
        refused = finance.send("/funds/allocate", brings | share | {"document": document})
        assert (refused.status_code, sentence in seen(refused.text)) == (409, True), seen(refused.text)
    problem = service.post(
        Role.FINANCE_OFFICER,
        "/v1/allocations",
        brings
        | {"fiscal_year": 2018, "document": "县财社〔2018〕1号"}
        | {"shares": [{"level": "municipal", "kind": "general_budget", "amount": "10.00"}]},
    ).json()
    assert (problem["code"], problem["errors"][0]["pointer"]) == ("document_word_not_listed", "/document")
    assert finance.send("/funds/allocate", brings | share | {"document": "市财社〔2018〕1号"}).status_code == 303
