"""发放清册打印 / The payment roster: by id for who sees the batch, with names for who may take the bank's file."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import Field, ValidationError
from starlette.responses import Response

from api.http.body import Body
from api.http.errors import status_of
from api.http.router import Router
from api.http.routers.batches import Batch
from api.pages import words
from api.pages.batch_page import read_file
from api.pages.documents import code_to, printed
from api.pages.forms import Filled, TheForm
from api.pages.page import Page, ThePage
from api.pages.roster import Names, Roster
from api.pages.routers.print_batches import path_of, what_it_is
from application.access.places import ANYWHERE
from application.batch_file import BatchFile
from application.queries import UnknownId
from application.rosters import records_on_roster
from domain.rejected import Rejected

router = Router()

Part = Annotated[int, Query(ge=1, le=1000)]

SIGNED_BY = words.sentences("Paid by", "Drawn up by", "Checked by", "Head of the unit")


class NamedRosterAskedFor(Body):
    """Why a roster with names and accounts is wanted, and which part of a long one."""

    why: str = Field(min_length=2, max_length=200)
    part: int = Field(1, ge=1, le=1000)


@router.get("/print/batches/{batch}/roster.pdf")
def roster(page: ThePage, batch: Batch, part: Part = 1) -> Response:
    """清册，不含姓名 / The roster by ids."""
    page.query.may("batch_lines", ANYWHERE)
    return _printed(page, read_file(page, batch), None, part)


@router.get("/print/batches/{batch}/roster")
def ask_roster(page: ThePage, batch: Batch) -> Response:
    """Which roster is wanted; one with names needs a reason."""
    page.query.may("batch_lines", ANYWHERE)
    return _form(page, read_file(page, batch), Filled(), 200)


@router.post("/print/batches/{batch}/roster")
def named_roster(page: ThePage, batch: Batch, form: TheForm) -> Response:
    """清册，含姓名和账号，留痕 / The roster with names and accounts; each reading is noted."""
    file = read_file(page, batch, "payment_list")
    try:
        form.check_session()
        said = form.body(NamedRosterAskedFor)
        people = [line.beneficiary for line in file.draft.lines if line.payee == line.beneficiary]
        caller = page.caller
        names = records_on_roster(people, by=caller.officer, why=said.why, desk=caller.services.desk)
        return _printed(page, file, names, said.part)
    except (Rejected, ValidationError) as error:
        status = 422 if isinstance(error, ValidationError) else status_of(error.code)
        return _form(page, file, form.refused(error), status)


def _printed(page: Page, file: BatchFile, names: Names | None, part: int) -> Response:
    made, say = Roster(page, file, names, part), page.said
    if part > made.parts:
        raise UnknownId(f"{file.state.id}, {part}")
    remarks = [say("People stand by their ids here; the roster with names is printed for a stated reason.")]
    if names is not None:
        remarks = [say("It holds names and account numbers as they are kept now. Lock it away; do not post it.")]
    if made.parts > 1:
        remarks.append(say("The whole roster is attached to this file (roster.csv)."))
    content = {
        "facts": what_it_is(page, file),
        "columns": made.columns,
        "pages": made.pages(),
        "whole": made.whole(),
        "remarks": remarks,
        "signatures": [say(one) for one in SIGNED_BY],
        "code": code_to(page, path_of(file), say("The batch")),
    }
    name = f"{say('Payment roster')}-{file.state.id.replace('/', '-')}-{part}"
    data = {"batch": file.state.id, "part": part, "people": len(file.draft.lines), "total": file.draft.amount}
    return printed(page, name, say("Payment roster"), "roster", content, data=data, also=made.as_file())


def _form(page: Page, file: BatchFile, form: Filled, status: int) -> Response:
    parts = Roster(page, file, None, 1).parts
    return page.show(
        "printing/roster.html",
        status=status,
        file=file,
        form=form,
        parts=parts,
        numbers=[(str(one), str(one)) for one in range(1, parts + 1)],
        named=page.may("payment_list"),
    )
