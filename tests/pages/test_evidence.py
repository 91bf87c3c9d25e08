"""The papers of a case on its page: filed by a form, opened by a form that asks why, refused beside the field."""

from __future__ import annotations

from datetime import timedelta

import pytest

from application.people import AccessAction
from domain.accounts.roles import Role
from domain.eligibility.evidence import MOST_BYTES
from tests.support.casework import applied, days_ago, medicine_is_open, people, registered
from tests.support.seat import Seat, seen
from tests.support.service import Service

PNG = b"\x89PNG\r\n\x1a\nsynthetic"


@pytest.fixture(scope="module")
def clerk(service: Service) -> Seat:
    medicine_is_open(service.office.desk)
    return Seat(service, service.account("clerk", Role.TOWNSHIP))


@pytest.fixture(scope="module")
def case(service: Service, clerk: Seat) -> str:
    """The id of a case as addresses have it."""
    today = service.office.desk.clock.today()
    person = registered(clerk, people(1, 91)[0], today - timedelta(days=9))
    return applied(clerk, person, days_ago(5, today)).removeprefix("/cases/")


def filed(clerk: Seat, case: str, content: bytes, paper: str = "photo") -> None:
    answer = clerk.send(
        f"/evidence/{case}", {"paper": paper}, to=f"/evidence/{case}", files={"file": ("x.png", content, "image/png")}
    )
    assert answer.status_code == 303, seen(answer.text)


def test_a_case_without_papers_says_what_to_do(clerk: Seat, case: str) -> None:
    shown = clerk.get(f"/cases/{case}")
    assert "尚未归入材料" in shown
    assert f'href="/evidence/{case}"' in shown


def test_a_paper_is_filed_and_opened_for_a_reason_and_the_reason_is_kept(
    service: Service, clerk: Seat, case: str
) -> None:
    filed(clerk, case, PNG)
    assert "照片" in seen(clerk.get(f"/cases/{case}"))
    assert "photo" in seen(clerk.get(f"/evidence/{case}", language="en"))
    _, form = clerk.form(f"/evidence/{case}", f"/evidence/{case}/opened")
    [one] = service.office.desk.log.stream(f"case/{case.replace('~', '/')}")[-1:]
    commitment = one.fact.commitment  # type: ignore[attr-defined]  # the paper just filed
    opened = clerk.post(f"/evidence/{case}/opened", {**form, "commitment": commitment, "why": "审核申请"})
    assert (opened.status_code, opened.content) == (200, PNG)
    assert opened.headers["content-disposition"].startswith("attachment")
    [access] = [a for a in service.office.desk.vault.accesses(case.partition("~")[2]) if a.why == "审核申请"]
    assert (access.actor, access.action) == ("clerk", AccessAction.FILE_REVEALED)


def test_without_a_reason_nothing_is_opened_and_the_field_says_so(service: Service, clerk: Seat, case: str) -> None:
    filed(clerk, case, PNG + b"2")
    [one] = service.office.desk.log.stream(f"case/{case.replace('~', '/')}")[-1:]
    _, form = clerk.form(f"/evidence/{case}", f"/evidence/{case}/opened")
    answer = clerk.post(
        f"/evidence/{case}/opened",
        {**form, "commitment": one.fact.commitment, "why": ""},  # type: ignore[attr-defined]  # as above
    )
    assert answer.status_code == 422
    assert 'id="e-why"' in answer.text
    assert PNG not in answer.content


@pytest.mark.parametrize(
    ("content", "zh", "en"),
    [
        (b"GIF89a", "既不是 PDF", "neither a PDF nor"),
        (PNG.ljust(MOST_BYTES + 1), "超过上限", "more than the"),
        (b"", "文件是空的", "is empty"),
    ],
)
def test_what_is_no_paper_is_refused_beside_the_field_in_both_languages(
    clerk: Seat, case: str, content: bytes, zh: str, en: str
) -> None:
    _, form = clerk.form(f"/evidence/{case}", f"/evidence/{case}")
    files = {"file": ("x.png", content, "image/png")}
    told = []
    for language in ("zh-CN", "en"):
        answer = clerk.service.client.post(
            f"/evidence/{case}",
            data={**form, "paper": "photo"},
            files=files,
            headers={**clerk.headers, "Accept-Language": language},
        )
        assert answer.status_code in (413, 422)
        assert 'id="e-file"' in answer.text
        told.append(seen(answer.text))
    assert zh in told[0]
    assert en in told[1]


def test_who_may_not_open_a_paper_is_shown_neither_form(service: Service, case: str) -> None:
    auditor = Seat(service, Role.AUDITOR)
    shown = auditor.get(f"/evidence/{case}")
    assert f'action="/evidence/{case}' not in shown
    answer = auditor.post(f"/evidence/{case}/opened", {"commitment": "ab" * 32, "why": "审计"})
    assert answer.status_code in (403, 409, 422)
