"""个案材料 / The papers of a case: which there are, filing one more, opening one for a stated reason."""

from __future__ import annotations

from starlette.responses import Response

from api.http.body import Body
from api.http.router import Router
from api.http.routers import evidence as api
from api.http.routers.cases import CaseId
from api.http.values import slashed
from api.pages.case_page import may_there, read_case
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from api.pages.trying import tried
from domain.eligibility.events import EvidenceKind
from domain.eligibility.rejections import NoSuchEvidence
from domain.personal_data import ReasonMissing

router = Router()


class PaperBody(Body):
    """What a paper shows."""

    paper: EvidenceKind


@router.get("/evidence/{case}")
def papers(page: ThePage, case: CaseId) -> Response:
    """The papers, and the forms of whoever may file or open one."""
    return _papers(page, case, Filled(), Filled(), 200)


@router.post("/evidence/{case}")
def file_paper(page: ThePage, case: CaseId, form: TheForm) -> Response:
    """File one more."""
    return form.give(
        lambda: _filed(case, form),
        lead_to=f"/evidence/{case}",
        again=lambda filled, status: _papers(page, case, filled, Filled(), status),
    )


@router.post("/evidence/{case}/opened")
def open_paper(page: ThePage, case: CaseId, form: TheForm) -> Response:
    """Hand one out; who looked, when and why is noted first."""

    def opened() -> Response:
        why, commitment = form.values.get("why", "").strip(), form.values.get("commitment", "")
        if len(why) < 2:
            raise ReasonMissing("why")
        if commitment not in {one.commitment for one in read_case(page, case, "evidence").papers}:
            raise NoSuchEvidence("commitment", case=slashed(case), commitment=commitment[:64])
        return api.opened_evidence(case, commitment, why[:200], page.caller)

    return tried(
        form,
        opened,
        then=lambda answer: answer,
        again=lambda filled, status: _papers(page, case, Filled(), filled, status),
    )


def _filed(case: str, form: Form) -> Response:
    """Give the file to the API's route. Raises FileEmpty where none was chosen, and pydantic's ValidationError."""
    paper = form.body(PaperBody).paper
    file = form.file_of("file")
    return api.file_evidence(
        form.command(),
        file,
        case,
        paper,
    )


def _papers(page: Page, case: str, filing: Filled, opening: Filled, status: int) -> Response:
    file = read_case(page, case, "evidence")
    found, erased = file.papers, page.caller.services.desk.vault.is_erased(file.state.beneficiary)
    return page.show(
        "cases/evidence.html",
        status=status,
        file=file,
        papers=found,
        options=[(one.commitment, f"{number}. {page.word(one.paper)}") for number, one in enumerate(found, 1)],
        filing=filing,
        opening=opening,
        kinds=[(paper.value, page.word(paper)) for paper in EvidenceKind],
        may_file=may_there(page, "file_evidence", file),
        may_open=may_there(page, "open_evidence", file) and not erased,
        erased=erased,
    )
