"""Lists brought as files: whose they are, where each is wrong, what may be accepted."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from domain.accounts.roles import Role
from tests.cli.story import PEOPLE, people_csv
from tests.support.seat import Seat, seen
from tests.support.service import Service, fresh_id


def brought(service: Service, content: bytes, *, name: str = "people.csv", accept: str = "", dry: bool = False) -> str:
    """Bring a list of people and wait until it has ended or asks; return the job's id."""
    service.account("wu", Role.TOWNSHIP)
    data: dict[str, Any] = {"why": "申请登记", "on": "2024-03-01", **({"accept": accept} if accept else {})}
    headers = {"Idempotency-Key": fresh_id(), **({"Prefer": "dry-run"} if dry else {})}
    file = {"file": (name, content, "text/csv")}
    asked = service.ask("wu", "POST", "/v1/people-imports", data=data, files=file, headers=headers)
    assert asked.status_code == 202, asked.text
    job = str(json.loads(asked.content)["id"])
    for _ in range(600):
        if service.get("wu", f"/v1/jobs/{job}").json()["state"] not in ("waiting", "running"):
            return job
        time.sleep(0.05)
    raise AssertionError("the job did not end")


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return people_csv(tmp_path_factory.mktemp("lists") / "people.csv").read_bytes()


@pytest.fixture(scope="module")
def wu(service: Service) -> Seat:
    return Seat(service, service.account("wu", Role.TOWNSHIP))


def test_what_is_wrong_with_a_list_is_told_cell_by_cell_and_to_be_taken_along(
    service: Service, wu: Seat, right: bytes
) -> None:
    wrong = right.replace(PEOPLE[2].record.id_number.encode(), b"990101199001011234")
    job = brought(service, wrong, accept="column_not_read")
    page = seen(wu.get(f"/jobs/{job}"))
    assert "未记录任何内容" in page
    assert "4 B 身份证号" in page
    assert PEOPLE[2].record.account not in page
    assert f"/v1/jobs/{job}/remarks.csv" in wu.get(f"/jobs/{job}")


def test_a_trial_says_that_nothing_was_recorded_and_leads_back_to_the_form(
    service: Service, wu: Seat, right: bytes
) -> None:
    page = wu.get(f"/jobs/{brought(service, right, name='trial.csv', accept='column_not_read', dry=True)}")
    assert "按您的要求未作登记" in seen(page)
    assert 'href="/people/import"' in page


def test_a_doubt_is_accepted_on_the_page_and_the_list_goes_on(service: Service, wu: Seat, right: bytes) -> None:
    lines = right.decode("utf-8-sig").splitlines()
    more = "\n".join([lines[0] + ",组别", *(line + ",x" for line in lines[1:])])
    job = brought(service, more.encode("utf-8-sig"))
    shown = wu.get(f"/jobs/{job}")
    assert "等待您确认" in shown
    answer = wu.send(f"/jobs/{job}", {"codes.0": "column_not_read"}, to=f"/jobs/{job}/acceptance")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/jobs/{job}")


def test_somebody_else_s_file_is_not_shown(service: Service, wu: Seat, right: bytes) -> None:
    job = brought(service, right, name="mine.csv", dry=True)
    other = Seat(service, service.account("zhao", Role.TOWNSHIP))
    other.get(f"/jobs/{job}", status=403)
    assert "mine.csv" not in other.get("/jobs")
    assert "mine.csv" in wu.get("/jobs")
