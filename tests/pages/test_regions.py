"""Names of regions on the pages: brought as a list, told cell by cell, shown beside the code, as of the day."""

from __future__ import annotations

import io
import time

import pytest

from domain.accounts.roles import Role
from tests.support.seat import Seat, seen
from tests.support.service import ADMINISTRATOR, Service

HEADINGS = "区划代码,区划名称,启用日期,停用日期\n"
REGISTER = (
    HEADINGS
    + "990101,虚构县,2010-01-01,\n"
    + "990101001000,石桥乡,2010-01-01,2016-06-30\n"
    + "990101001000,石桥镇,2016-07-01,长期\n"
)


@pytest.fixture(scope="module")
def admin(service: Service) -> Seat:
    return Seat(service, ADMINISTRATOR)


def brought(admin: Seat, text: str) -> str:
    """Bring a list by the form and wait for what comes of it; return the job's page."""
    file = {"file": ("地名录.csv", io.BytesIO(text.encode("utf-8-sig")), "text/csv")}
    answer = admin.send("/regions/import", {"document": "虚构县地名录"}, files=file)
    assert answer.status_code == 303, seen(answer.text)
    for _ in range(600):
        page = admin.get(answer.headers["location"].partition("?")[0])
        if "progress.js" not in page:
            return page
        time.sleep(0.05)
    raise AssertionError("the job did not end")


def test_a_list_that_is_wrong_somewhere_records_nothing_and_says_where(admin: Seat) -> None:
    page = seen(brought(admin, HEADINGS + "990101002000,清河镇,2010-01-01,\n9901,某镇,2010-01-01,\n"))
    assert "未记录任何内容" in page
    assert "3 A 区划代码 9901" in page
    assert "清河镇" not in seen(admin.get("/regions"))
    overlapping = "990101003000,双塔乡,2010-01-01,2016-12-31\n990101003000,双塔镇,2016-07-01,\n"
    page = seen(brought(admin, HEADINGS + overlapping))
    assert "3 C 启用日期 2016-07-01 区划 990101003000 在该期间另有名称“双塔乡”" in page


def test_a_register_is_brought_and_its_names_stand_beside_the_codes_as_of_their_day(
    admin: Seat, service: Service
) -> None:
    page = seen(brought(admin, REGISTER))
    assert "新登记 3 条；此前已登记、略过 0 条" in page
    assert "石桥镇 990101001000 石桥镇 2016-07-01" in seen(admin.get("/regions"))
    service.account("wu", Role.TOWNSHIP, region="990101001000")
    assert "乡镇（街道）经办人 · 石桥镇 990101001000" in seen(Seat(service, "wu").get("/"))
    assert "石桥镇 990101001000" in seen(admin.get("/accounts/wu"))
    assert "名单中的区划名称均已登记，没有变化" in seen(brought(admin, REGISTER))
    assert "石桥乡 990101001000" in seen(admin.get("/regions?effective=2016-06-30"))


def test_one_name_is_given_by_a_form_and_a_wrong_day_is_told_beside_its_field(admin: Seat) -> None:
    given = {
        "names.0.region": "990101004000",
        "names.0.name": "柳林镇",
        "names.0.valid_from": "2020-01-01",
        "document": "民发〔2020〕1号",
    }
    wrong = admin.send("/regions/name", {**given, "names.0.valid_to": "2019-01-01"})
    assert wrong.status_code == 422
    assert 'id="e-names.0.valid_to"' in wrong.text
    assert 'value="柳林镇"' in wrong.text
    assert admin.send("/regions/name", given).status_code == 303
    assert "柳林镇" in seen(admin.get("/regions?region=990101004000"))


def test_everybody_reads_the_names_and_only_the_administrator_gives_them(service: Service, admin: Seat) -> None:
    officer = Seat(service, Role.FINANCE_OFFICER)
    assert "导入区划名称" not in officer.get("/regions")
    officer.get("/regions/import", status=403)
    officer.get("/regions/name", status=403)
    assert officer.post("/regions/name", admin.form("/regions/name")[1]).status_code in (403, 422)
