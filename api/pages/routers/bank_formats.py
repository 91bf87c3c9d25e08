"""银行格式 / Bank formats: what banks' files look like; filled in, taken from a template or brought as a file."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError
from starlette.responses import Response

from api.http.body import Body
from api.http.errors import status_of
from api.http.router import Router
from api.http.routers import bank_formats as api
from api.pages import format_form
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from application import streams
from application.access.places import ANYWHERE
from application.bank_formats import TEMPLATES, formats_now
from application.commands.bank_formats import DeclareBankFormat, declare_bank_format
from application.work import Work
from domain.bank_formats.events import BankFormatDeclared, FileKind, PaymentField, TextEncoding
from domain.bank_formats.rejections import NoSuchBankFormat
from domain.rejected import Rejected

router = Router()
LARGEST_FORMAT = 100_000
"""Bytes of a format's file: sixty columns come to a tenth of it."""


class TemplateForm(Body):
    """Which template is taken."""

    template: str


@router.get("/bank-formats")
def formats(page: ThePage) -> Response:
    """The formats that were declared, and those to begin from."""
    return _all(page, Filled(), 200)


@router.post("/bank-formats")
def take_template(page: ThePage, form: TheForm) -> Response:
    """Declare a format as its template has it."""
    return form.give(
        lambda: _declare(form, _template(form.body(TemplateForm).template)),
        lead_to="/bank-formats",
        again=lambda filled, status: _all(page, filled, status),
    )


@router.get("/bank-formats/declare")
def ask_file(page: ThePage) -> Response:
    """The form for a format's file."""
    page.query.may("declare_bank_format", ANYWHERE)
    return page.show("bank_formats/declare.html", form=Filled())


@router.post("/bank-formats/declare")
def bring_file(page: ThePage, form: TheForm) -> Response:
    """Declare what the file says."""
    return form.give(
        lambda: _declare(form, _read(form)),
        lead_to="/bank-formats",
        again=lambda filled, status: page.show("bank_formats/declare.html", status=status, form=filled),
    )


@router.get("/bank-formats/form")
def ask_format(page: ThePage, like: str = "") -> Response:
    """The form of a format: empty, or as another one has it."""
    page.query.may("declare_bank_format", ANYWHERE)
    values = format_form.filled_with(_known(page, like)) if like else {"has_headings": "true"}
    return _filled_in(page, Filled(values=values), 200)


@router.post("/bank-formats/form")
def fill_in(page: ThePage, form: TheForm) -> Response:
    """Add, move or take out a column, look at an invented file, or declare the format."""
    deed = form.values.get("deed", "preview")
    columns = format_form.columns_of(form.values)
    if deed == "declare":
        form = format_form.with_columns(form, columns)
        return form.give(
            lambda: api.declare_bank_format(format_form.body_of(form), form.command()),
            lead_to=lambda _said: f"/bank-formats/{form.values['format'].strip()}",
            again=lambda filled, status: _filled_in(page, filled, status),
        )
    page.query.may("declare_bank_format", ANYWHERE)
    form.check_session()
    form = format_form.with_columns(form, format_form.rearranged(columns, deed))
    if deed != "preview":
        return _filled_in(page, Filled(values=form.values), 200)
    try:
        seen = format_form.preview(format_form.body_of(form), page.caller.services.bank_lists)
    except (Rejected, ValidationError) as error:
        status = 422 if isinstance(error, ValidationError) else status_of(error.code)
        return _filled_in(page, form.refused(error), status)
    return _filled_in(page, Filled(values=form.values), 200, seen)


@router.get("/bank-formats/{code}.json")
def written(page: ThePage, code: str) -> Response:
    """A format, or a template, as a file to change and bring back."""
    page.query.may("bank_formats", ANYWHERE)
    found = _known(page, code)
    headers = {"Content-Disposition": f'attachment; filename="{found.format}.json"'}
    content = page.caller.services.bank_lists.write_format(found)
    return Response(content, media_type="application/json", headers=headers)


@router.get("/bank-formats/{code}")
def one_format(page: ThePage, code: str) -> Response:
    """One format: its columns, who pays, and what its results say."""
    page.query.may("bank_formats", ANYWHERE)
    found = streams.bank_formats(Work(page.caller.services.desk.log, attempt=0)).state.format(code)
    may_declare = page.may("declare_bank_format")
    return page.show("bank_formats/format.html", format=found, words=_words(page, found), may_declare=may_declare)


def _all(page: Page, form: Filled, status: int) -> Response:
    page.query.may("bank_formats", ANYWHERE)
    found = formats_now(page.caller.services.desk)
    taken = {one.format for one in found}
    return page.show(
        "bank_formats/formats.html",
        status=status,
        form=form,
        formats=found,
        templates=[one for one in TEMPLATES.values() if one.format not in taken],
        may_declare=page.may("declare_bank_format"),
    )


def _filled_in(page: Page, form: Filled, status: int, seen: format_form.Preview | None = None) -> Response:
    in_chinese = page.language == "zh"
    return page.show(
        "bank_formats/form.html",
        status=status,
        form=form,
        seen=seen,
        kinds=[(one.value, f"{one.zh}（{one.value}）" if in_chinese else one.value) for one in FileKind],
        encodings=[(one.value, f"{one.zh}（{one.value}）" if in_chinese else one.value) for one in TextEncoding],
        holds=[(one.value, one.zh if in_chinese else one.value.replace("_", " ")) for one in PaymentField],
    )


def _known(page: Page, code: str) -> BankFormatDeclared:
    """Return a format that was declared, or a template. Raises NoSuchBankFormat."""
    declared = {one.format: one for one in formats_now(page.caller.services.desk)}
    return declared.get(code) or _template(code)


def _words(page: Page, form: BankFormatDeclared) -> Mapping[str, str]:
    """Return what the columns hold, in the page's language."""
    in_chinese = page.language == "zh"
    return {one.field: one.field.zh if in_chinese else one.field.value.replace("_", " ") for one in form.columns}


def _template(code: str) -> BankFormatDeclared:
    if code not in TEMPLATES:
        raise NoSuchBankFormat("template", format=code[:40])
    return TEMPLATES[code]


def _read(form: Form) -> BankFormatDeclared:
    file = form.file_of("file")
    return form.page.caller.services.bank_lists.read_format(file.file.read(LARGEST_FORMAT))


def _declare(form: Form, declared: BankFormatDeclared) -> Response:
    command = form.command()
    ask = DeclareBankFormat(command_id=command.id, declared=declared)
    return command.take(declare_bank_format, ask, thing="bank_format/ledger")
