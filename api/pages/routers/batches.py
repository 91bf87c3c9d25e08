"""发放批次 / Batches: one of them with its people, sources and steps; building one, on trial first."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from api.http.body import Body
from api.http.files import file_answer
from api.http.router import Router
from api.http.routers import batches as api
from api.http.routers import imports as imports_api
from api.http.values import Day, PeriodText, ProgrammeId, Reference, RegionText, tilded
from api.pages.batch_lines import TheChosen, payout_of, select
from api.pages.batch_page import deeds, programme_of, read_file, standings
from api.pages.batch_steps import steps_of
from api.pages.batch_trial import PEOPLE_SHOWN, balances, trial_of
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from application.access.decide import regions_of
from application.access.places import ANYWHERE
from application.exports import MEDIA_TYPES, ExportFormat
from application.listed.money import BatchLineListed
from application.lists import AGREEMENTS, BATCHES, PROGRAMMES, Where
from domain.batches.events import PayoutKind
from domain.periods import MONTHS, Month, PeriodKind
from domain.programmes.events import PayeeKind
from domain.rejected import Rejected

router = Router()

CHANGES_SHOWN = 200

Programme = Annotated[str, Query(max_length=60)]


class BatchListForm(Body):
    """What a batch brought as a list is asked for with, beside the file."""

    programme: ProgrammeId
    region: RegionText
    period: PeriodText
    number: Reference
    payout_kind: PayoutKind = PayoutKind.REGULAR
    agreements: list[str] = Field(default_factory=list)
    on: Day
    sheet: str = ""


@router.get("/batches/build")
def ask_build(page: ThePage, programme: Programme = "", by: Literal["rules", "list"] = "rules") -> Response:
    """The form for a batch; first of all, of which programme."""
    page.query.may("submit_batch", ANYWHERE)
    if not programme:
        offered = tuple(one for one in page.views.rows(PROGRAMMES) if one.policy_version is not None)
        return page.show("batches/choose.html", programmes=offered)
    return _build(page, Filled(), 200, programme, by)


@router.post("/batches/build")
def build(page: ThePage, form: TheForm, programme: Programme = "") -> Response:
    """Try it, or submit it."""
    return form.give(
        lambda: api.submit_batch(form.body(api.BatchBody), form.command()),
        lead_to=lambda said: f"/batches/{tilded(said['batch'])}",
        again=lambda filled, status: _build(page, filled, status, programme, "rules"),
    )


@router.post("/batches/import")
def bring_list(page: ThePage, form: TheForm, programme: Programme = "") -> Response:
    """Bring the office's own list; a job reads and checks it."""
    return form.give(
        lambda: _brought(form),
        lead_to=lambda said: f"/jobs/{said['id']}",
        again=lambda filled, status: _build(page, filled, status, programme, "list"),
    )


@router.get("/batches/list-form.xlsx")
def empty_list(page: ThePage) -> Response:
    """An empty list to fill in."""
    page.query.may("submit_batch", ANYWHERE)
    headers = {"Content-Disposition": 'attachment; filename="batch-list.xlsx"'}
    content = page.caller.services.lists.batch_template()
    return Response(content, media_type=MEDIA_TYPES[ExportFormat.XLSX], headers=headers)


@router.get("/batches/{batch}")
def one_batch(page: ThePage, batch: api.Batch, asked: TheChosen) -> Response:
    """One batch."""
    file = read_file(page, batch)
    changes = file.changes
    return page.show(
        "batches/batch.html",
        file=file,
        deeds=deeds(page, file),
        steps=steps_of(file),
        standings=standings(file),
        changes=changes[:CHANGES_SHOWN],
        all_changes=len(changes),
        sources=tuple(file.draft.sources),
        asked=asked,
        selection=select(file, asked),
        payout_of=lambda person: payout_of(file, person),
    )


@router.get("/batches/{batch}/selection")
def take_along(
    page: ThePage,
    batch: api.Batch,
    asked: TheChosen,
    format: ExportFormat = ExportFormat.XLSX,  # noqa: A002 - the parameter's name in the address
) -> Response:
    """The people chosen on the page, all of them, as a file."""
    page.query.may("batch_lines", ANYWHERE)
    file = read_file(page, batch)
    return file_answer(
        page.query,
        page.moment,
        format,
        name="batch-lines",
        titles=("批次人员", "People of a batch"),
        row_type=BatchLineListed,
        rows=select(file, asked).listed(file),
        accept_language=page.language,
    )


def _build(page: Page, form: Filled, status: int, programme: str, by: str) -> Response:
    found = programme_of(page, programme)
    if found is None:
        return page.lead_to("/batches/build")
    period = _present(found.period_kind, Month.of(page.caller.services.desk.clock.today()))
    asked = {**form.values, "programme": programme}
    tried = trial_of(page, asked, form.would_record) if form.would_record else None
    return page.show(
        "batches/build.html",
        status=status,
        form=form,
        by=by,
        programme=found,
        institutions=found.payee_kind is PayeeKind.INSTITUTION,
        agreements=tuple(page.views.rows(AGREEMENTS, where=Where(programmes=(programme,)))),
        regions=sorted({line.region for line in page.views.fund_position(programme=programme).lines}),
        period=form.value("period", period),
        number=_next_number(page, programme, form.value("period", period)),
        kinds=tuple(PayoutKind),
        today=page.caller.services.desk.clock.today(),
        trial=tried,
        people_shown=PEOPLE_SHOWN,
        money=_money(page, asked) if form.sentence else (),
    )


def _money(page: Page, asked: dict[str, str]) -> object:
    """Return what there is to pay from, for whoever was told that it does not suffice."""
    try:
        return balances(page, asked, {})
    except (Rejected, KeyError):
        return ()


def _brought(form: Form) -> Response:
    said = form.body(BatchListForm)
    file = form.file_of("file")
    return imports_api.import_batch(
        form.command(),
        file,
        said.programme,
        said.region,
        said.period,
        said.number,
        said.on,
        said.payout_kind,
        said.agreements,
        said.sheet,
        [],
    )


def _present(kind: PeriodKind, month: Month) -> str:
    """Return the period that a month lies in."""
    year, number = month.index // 12, month.index % 12 // MONTHS[kind] + 1
    written = {PeriodKind.YEAR: "", PeriodKind.HALF_YEAR: f"-H{number}", PeriodKind.QUARTER: f"-Q{number}"}
    return f"{year}{written.get(kind, f'-{number:02d}')}"


def _next_number(page: Page, programme: str, period: str) -> str:
    """Return a number that no batch of the programme and period has."""
    within = regions_of(page.caller.account, "batches")
    rows = page.views.rows(BATCHES, where=Where(programmes=(programme,), within=within))
    taken = {one.number for one in rows if str(one.period) == period}
    return str(next(number for number in range(1, len(taken) + 2) if str(number) not in taken))
