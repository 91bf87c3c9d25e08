"""What is longer than one file prints comes in parts, and each part carries the whole as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from pypdf import PdfReader

from api.demo import DISTRICT
from api.demo.money import allocate
from api.demo.rules import MEDICINE, yuan
from api.demo.scene import Scene, submit
from api.pages.roster import ROWS_A_PART
from domain.accounts.roles import Role
from domain.levels import GovernmentLevel
from domain.periods import Period
from infrastructure.bootstrap import synthetic_people
from tests.support.database import empty_database
from tests.support.granted import grant_medicine
from tests.support.service import Service, running_service

pytestmark = pytest.mark.slow

PEOPLE = ROWS_A_PART + 5
ROSTER = f"/print/batches/{MEDICINE}~2017~1/roster.pdf"


@pytest.fixture(scope="module")
def service(server_dsn: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A batch with five payments more than one file prints."""
    with empty_database(server_dsn) as database, running_service(database, tmp_path_factory.mktemp("long")) as service:
        desk = service.office.desk
        grant_medicine(desk, people=PEOPLE)
        scene = Scene(desk, DISTRICT, lambda _: None, synthetic_people)
        first, second = GovernmentLevel.PROVINCIAL, GovernmentLevel.MUNICIPAL
        for level, document in ((first, "省财社〔2016〕114号"), (second, "市财社〔2017〕31号")):
            allocate(scene, MEDICINE, document, level, yuan(1000 * PEOPLE), desk.clock.today())
        submit(scene, MEDICINE, Period("2017"), desk.clock.today())
        yield service


def printed(service: Service, path: str, part: int) -> tuple[str, PdfReader]:
    """Return what a part says, and the document itself."""
    answer = service.get(Role.FINANCE_OFFICER, path, part=part)
    assert answer.status_code == 200, answer.text[:500]
    reader = PdfReader(io.BytesIO(answer.content))
    return "".join(page.extract_text() for page in reader.pages).replace("\n", ""), reader


def test_the_last_part_of_a_roster_goes_on_counting_and_carries_everybody_as_csv(service: Service) -> None:
    text, document = printed(service, ROSTER, 2)
    for said in ("2,001–2,005", "5,000.00 元　伍仟元整", "2,005,000.00 元　贰佰万零伍仟元整", "roster.csv"):
        assert said in text
    attached = document.attachments["roster.csv"][0].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(attached)))
    assert [int(row["序号"]) for row in rows] == list(range(1, PEOPLE + 1))
    payouts = {line["人员编号"] for line in rows}
    assert len(payouts) == PEOPLE
    assert sum(round(float(next(said for name, said in row.items() if "金额" in name)) * 100) for row in rows) == (
        PEOPLE * 100_000
    )


def test_there_is_no_part_behind_the_last(service: Service) -> None:
    assert service.get(Role.FINANCE_OFFICER, ROSTER, part=3).status_code == 404


def test_a_long_notice_is_posted_sheet_after_sheet_and_the_numbers_go_on(service: Service) -> None:
    text, _document = printed(service, f"/print/notices/{MEDICINE}-2016.pdf", 2)
    for number in range(ROWS_A_PART + 1, PEOPLE + 1):
        assert str(number) in text
    assert service.get(Role.FINANCE_OFFICER, f"/print/notices/{MEDICINE}-2016.pdf", part=3).status_code == 404
