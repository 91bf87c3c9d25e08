"""银行往来 / Paying: release, the bank's file, its result as a file or one payment at a time, the end of a batch."""

from __future__ import annotations

from pydantic import Field, ValidationError
from starlette.responses import Response

from api.http.body import Body
from api.http.errors import status_of
from api.http.router import Router
from api.http.routers import batches as api
from api.http.routers import imports as imports_api
from api.http.routers import personal
from api.http.values import Day
from api.pages.batch_page import read_file, standings
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from application.bank_formats import formats_now
from domain.accounts.credential_rejections import SecondFactorNeeded
from domain.rejected import Rejected

router = Router()


class ListAskedFor(Body):
    """Why the bank's file is wanted, and in which form."""

    why: str = Field(min_length=2, max_length=200)
    format: str = Field(default="xlsx", max_length=30)


class ResultForm(Body):
    """What the bank's result is brought with, beside the file."""

    on: Day
    bank_format: str = Field(default="", max_length=30)
    sheet: str = ""


@router.get("/batches/{batch}/release")
def ask_release(page: ThePage, batch: api.Batch) -> Response:
    """The form for sending a batch to the bank."""
    return _form(page, batch, Filled(), 200, "release", "release_batch")


@router.post("/batches/{batch}/release")
def release(page: ThePage, batch: api.Batch, form: TheForm) -> Response:
    """Send it."""
    return form.give(
        lambda: api.release_batch(batch, form.body(api.ReleaseBody), form.command()),
        lead_to=f"/batches/{batch}",
        again=lambda filled, status: _form(page, batch, filled, status, "release"),
    )


@router.get("/batches/{batch}/bank-file")
def ask_bank_file(page: ThePage, batch: api.Batch) -> Response:
    """The form for the list of payments; whoever reads account numbers says why."""
    return _form(page, batch, Filled(), 200, "bank_file", "payment_list")


@router.post("/batches/{batch}/bank-file")
def bank_file(page: ThePage, batch: api.Batch, form: TheForm) -> Response:
    """Hand it out."""
    try:
        form.check_session()
        said = form.body(ListAskedFor)
        return personal.payment_list(batch, said.why, page.caller, said.format)
    except SecondFactorNeeded:
        return page.lead_to("/second-factor", onward=page.here())
    except (Rejected, ValidationError) as error:
        status = 422 if isinstance(error, ValidationError) else status_of(error.code)
        return _form(page, batch, form.refused(error), status, "bank_file")


@router.get("/batches/{batch}/bank-result")
def ask_bank_result(page: ThePage, batch: api.Batch) -> Response:
    """The form for the bank's result as a file."""
    return _form(page, batch, Filled(), 200, "bank_result", "bank_result_import")


@router.post("/batches/{batch}/bank-result")
def bring_bank_result(page: ThePage, batch: api.Batch, form: TheForm) -> Response:
    """Bring it; a job reads and checks it."""
    return form.give(
        lambda: _brought(page, batch, form),
        lead_to=lambda said: f"/jobs/{said['id']}",
        again=lambda filled, status: _form(page, batch, filled, status, "bank_result"),
    )


@router.get("/batches/{batch}/close")
def ask_close(page: ThePage, batch: api.Batch) -> Response:
    """The form for closing a batch."""
    return _form(page, batch, Filled(), 200, "close", "close_batch")


@router.post("/batches/{batch}/close")
def close(page: ThePage, batch: api.Batch, form: TheForm) -> Response:
    """Close it."""
    return form.give(
        lambda: api.close_batch(batch, form.body(api.ClosingBody), form.command()),
        lead_to=f"/batches/{batch}",
        again=lambda filled, status: _form(page, batch, filled, status, "close"),
    )


def _form(page: Page, batch: str, form: Filled, status: int, name: str, operation: str = "batches") -> Response:
    file = read_file(page, batch, operation)
    if page.is_of_the_past:
        return page.lead_to(f"/batches/{batch}")
    return page.show(
        f"batches/{name}.html",
        status=status,
        file=file,
        form=form,
        standings={one.stage: one for one in standings(file)},
        today=page.caller.services.desk.clock.today(),
        formats=_formats(page, name),
    )


def _formats(page: Page, form: str) -> list[tuple[str, str]]:
    """Return the banks' formats that a form offers, by code and title."""
    if form not in ("bank_file", "bank_result"):
        return []
    found = formats_now(page.caller.services.desk)
    return [(one.format, one.title) for one in found if form == "bank_file" or one.result is not None]


def _brought(page: Page, batch: str, form: Form) -> Response:
    said, file = form.body(ResultForm), form.file_of("file")
    name = read_file(page, batch).state.id
    return imports_api.import_bank_result(
        form.command(),
        file,
        name,
        said.on,
        said.bank_format,
        said.sheet,
        [],
    )
