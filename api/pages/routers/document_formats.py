"""文号格式 / Document-number formats: whose documents bring money, brought as a list, taken along as one."""

from __future__ import annotations

from starlette.responses import Response

from api.http.body import Body
from api.http.router import Router
from api.http.routers import document_formats as api
from api.pages.brought_list import Bringing, handed_out
from api.pages.forms import Filled, TheForm
from api.pages.page import Page, ThePage
from application.access.places import ANYWHERE
from application.commands.document_formats import formats_in, look_at_list
from application.document_formats import STREAM, formats_at
from application.exports import ExportFormat
from application.queries import UnknownId
from domain.document_formats.decisions import check_count
from domain.document_formats.events import DocumentFormatsListed

router = Router()


class FormatsListForm(Body):
    """What the list is brought with, beside the file."""

    strict: bool = False
    sheet: str = ""
    accept_doubts: bool = False


@router.get("/document-formats")
def document_formats(page: ThePage) -> Response:
    """The formats as they are listed, and the lists before."""
    page.query.may("document_formats", ANYWHERE)
    position = page.moment.position
    entries = page.caller.services.desk.log.stream(STREAM)
    lists = [
        (entry, entry.fact)
        for entry in entries
        if entry.position <= position and isinstance(entry.fact, DocumentFormatsListed)
    ]
    return page.show(
        "document_formats/formats.html",
        listed=_listed(page),
        lists=lists[::-1],
        acts=page.may("set_document_formats") and not page.is_of_the_past,
    )


@router.get("/document-formats/import")
def ask_list(page: ThePage) -> Response:
    """The form for the list."""
    page.query.may("set_document_formats", ANYWHERE)
    listed = formats_at(page.caller.services.desk).listed
    is_strict = listed is not None and listed.strict
    return _import(page, Filled({"strict": "true"} if is_strict else {}), 200, None)


@router.post("/document-formats/import")
def bring_list(page: ThePage, form: TheForm) -> Response:
    """List the formats as the file has them."""
    page.query.may("set_document_formats", ANYWHERE)
    bringing = Bringing(form)

    def carry_out() -> Response:
        said = form.body(FormatsListForm)
        lists = page.caller.services.lists
        rows = bringing.taken(lambda content, sheet: look_at_list(lists.read_document_formats(content, sheet=sheet)))
        check_count(formats_in(rows), field="file")
        formats = [
            {
                "word": one.word,
                "issuer": one.issuer,
                "brings": one.brings,
                "first_year": one.first_year,
                "last_year": one.last_year,
            }
            for one in formats_in(rows)
        ]
        body = api.DocumentFormatsBody.model_validate({"formats": formats, "strict": said.strict})
        return api.set_document_formats(body, form.command())

    return form.give(
        carry_out,
        lead_to=lambda _: "/document-formats",
        again=lambda filled, status: _import(page, filled, status, bringing),
    )


@router.get("/document-formats/list-form.xlsx")
def empty_list(page: ThePage) -> Response:
    """An empty list to fill in."""
    page.query.may("set_document_formats", ANYWHERE)
    content = page.caller.services.lists.document_formats_list()
    return handed_out(content, "document-formats.xlsx", ExportFormat.XLSX)


@router.get("/document-formats/list.{form}")
def taken_along(page: ThePage, form: ExportFormat) -> Response:
    """The list in the form in which it is brought."""
    page.query.may("document_formats", ANYWHERE)
    listed = _listed(page)
    if listed is None or form not in (ExportFormat.XLSX, ExportFormat.CSV):
        raise UnknownId(f"document-formats/list.{form}")
    as_csv = form is ExportFormat.CSV
    content = page.caller.services.lists.document_formats_list(listed.formats, as_csv=as_csv)
    return handed_out(content, f"document-formats.{form}", form)


def _listed(page: Page) -> DocumentFormatsListed | None:
    return formats_at(page.caller.services.desk, as_of=page.moment.position).listed


def _import(page: Page, form: Filled, status: int, bringing: Bringing | None) -> Response:
    remarks, doubtful = (bringing.remarks, bringing.is_doubtful) if bringing else ((), False)
    return page.show("document_formats/import.html", status=status, form=form, remarks=remarks, doubtful=doubtful)
