"""辅助器具 / Devices in kind: what there is, who was fitted against a signature, what was counted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Annotated

from starlette.responses import Response

from api.http.commanding import Commanding
from api.http.router import Router
from api.http.routers import devices as api
from api.http.values import path_id
from api.pages.asking import Asking, Field
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from application.access.places import places_of_stream
from application.devices.figures import devices_at, figures_of
from domain.devices.events import RemovalReason, Signer

router = Router()

Programme = Annotated[str, path_id("项目编号", "Programme", "assistive-devices")]
DAY = Field("day", "on", "Date")
KIND = Field("choice", "kind", "Kind of device")
BATCH = Field("text", "batch", "Batch", "The supplier's number of the batch")
QUANTITY = Field("whole", "quantity", "Number of items")
PAPER = Field("text", "document", "Document")
NEW = Asking(
    "Set a kind of device",
    "Devices are given in kind: nobody is paid cash for them. Inside its service life nobody gets the same kind again.",
    (
        Field("choice", "programme", "Programme"),
        Field("text", "kind", "Code", "Small letters, digits and -, such as wheelchair"),
        Field("text", "name_zh", "Name in Chinese"),
        Field("text", "name_en", "Name in English"),
        Field("whole", "service_life_months", "Service life in months"),
        Field("text", "region", "Region code", "Where they are handed out, such as 990101"),
        PAPER,
        DAY,
    ),
    "Set the kind",
)
RECEIVE = Asking(
    "Take a batch in",
    "From its supplier, on the document it came with.",
    (KIND, BATCH, Field("text", "supplier", "Credit code of the supplier"), QUANTITY, PAPER, DAY),
    "Take it in",
)
REMOVE = Asking(
    "Take devices out",
    "Sent back, damaged, lost or transferred: not handed over to a person.",
    (KIND, BATCH, QUANTITY, Field("choice", "reason", "Why they leave"), PAPER, DAY),
    "Take them out",
    grave=True,
)
COUNT = Asking(
    "Count the stock",
    "By somebody who moved none of it since it was counted last.",
    (KIND, Field("whole", "counted", "Number counted"), DAY),
    "Record the count",
)
TARGET = Asking(
    "Set a year's target",
    "How many are to be fitted in the year, and by which day.",
    (
        KIND,
        Field("whole", "fiscal_year", "Year"),
        Field("whole", "target", "Target"),
        Field("day", "due_on", "To be fitted by"),
        PAPER,
        DAY,
    ),
    "Set the target",
)


@router.get("/devices/set")
def ask_kind(page: ThePage) -> Response:
    """The form for a kind."""
    page.query.may_in("set_device_kind", ())
    return _new(page).shown(page, back="/devices")


@router.post("/devices/set")
def set_kind(page: ThePage, form: TheForm) -> Response:
    """Set it."""
    return form.give(
        lambda: api.set_device_kind(form.body(api.DeviceKindBody), form.command()),
        lead_to=lambda said: f"/devices/{said['programme']}",
        again=lambda filled, status: _new(page).shown(page, filled, status, back="/devices"),
    )


@router.get("/devices/{programme}")
def one_programme(page: ThePage, programme: Programme) -> Response:
    """What there is of each kind, what was counted, and fittings against targets."""
    desk, moment = page.caller.services.desk, page.moment
    page.query.may_in("devices", places_of_stream(f"devices/{programme}", desk))
    state, _ = devices_at(programme, desk=desk, as_of=moment.position, effective=moment.effective)
    return page.show(
        "devices/devices.html",
        programme=programme,
        kinds=figures_of(state),
        acts=not page.is_of_the_past,
    )


@router.get("/devices/{programme}/receive")
def ask_receipt(page: ThePage, programme: Programme) -> Response:
    """The form for a batch."""
    return _ask(page, programme, "receive_devices", RECEIVE)


@router.post("/devices/{programme}/receive")
def receive(page: ThePage, programme: Programme, form: TheForm) -> Response:
    """Take it in."""
    return _give(
        page,
        programme,
        form,
        RECEIVE,
        lambda: api.receive_devices(programme, form.body(api.ReceiptBody), form.command()),
    )


@router.get("/devices/{programme}/remove")
def ask_removal(page: ThePage, programme: Programme) -> Response:
    """The form for what leaves."""
    return _ask(page, programme, "remove_devices", REMOVE)


@router.post("/devices/{programme}/remove")
def remove(page: ThePage, programme: Programme, form: TheForm) -> Response:
    """Take it out."""
    return _give(
        page, programme, form, REMOVE, lambda: api.remove_devices(programme, form.body(api.RemovalBody), form.command())
    )


@router.get("/devices/{programme}/count")
def ask_count(page: ThePage, programme: Programme) -> Response:
    """The form for a count."""
    return _ask(page, programme, "count_devices", COUNT)


@router.post("/devices/{programme}/count")
def count(page: ThePage, programme: Programme, form: TheForm) -> Response:
    """Record it."""
    return _give(
        page, programme, form, COUNT, lambda: api.count_devices(programme, form.body(api.CountBody), form.command())
    )


@router.get("/devices/{programme}/target")
def ask_target(page: ThePage, programme: Programme) -> Response:
    """The form for a target."""
    return _ask(page, programme, "set_device_target", TARGET)


@router.post("/devices/{programme}/target")
def set_target(page: ThePage, programme: Programme, form: TheForm) -> Response:
    """Set it."""
    return _give(
        page,
        programme,
        form,
        TARGET,
        lambda: api.set_device_target(programme, form.body(api.DeviceTargetBody), form.command()),
    )


@router.get("/devices/{programme}/fit")
def ask_fitting(page: ThePage, programme: Programme) -> Response:
    """The form for a fitting."""
    _may(page, programme, "fit_device")
    return _fitting(page, programme, Filled(), 200)


@router.post("/devices/{programme}/fit")
def fit(page: ThePage, programme: Programme, form: TheForm) -> Response:
    """Hand it over; of the signed form that is sent along only the hash is kept."""
    return form.give(
        lambda: _fitted(programme, form, form.command()),
        lead_to=f"/devices/{programme}",
        again=lambda filled, status: _fitting(page, programme, filled, status),
    )


def _fitted(programme: str, form: Form, command: Commanding) -> Response:
    file = form.files.get("form")
    content = file.file.read() if file is not None and file.filename else b""
    digest = hashlib.sha256(content).hexdigest() if content else ""
    return api.fit_device(programme, form.body(api.FittingBody, form_sha256=digest), command)


def _fitting(page: Page, programme: str, form: Filled, status: int) -> Response:
    return page.show(
        "devices/fit.html",
        status=status,
        form=form,
        programme=programme,
        kinds=_kinds(page, programme),
        signers=[(one.value, page.word(one)) for one in Signer],
    )


def _new(page: Page) -> Asking:
    programmes = [(one, page.programme(one)) for one in page.programmes]
    return NEW.choosing(programme=programmes).filled_in(on=page.today)


def _kinds(page: Page, programme: str) -> list[tuple[str, str]]:
    state, _ = devices_at(programme, desk=page.caller.services.desk)
    return [
        (kind, one.terms.name_zh if page.language == "zh" else one.terms.name_en) for kind, one in state.kinds.items()
    ]


def _may(page: Page, programme: str, operation: str) -> None:
    page.query.may_in(operation, places_of_stream(f"devices/{programme}", page.caller.services.desk))


def _asking(page: Page, programme: str, asking: Asking) -> Asking:
    reasons = [(one.value, page.word(one)) for one in RemovalReason]
    chosen = asking.choosing(kind=_kinds(page, programme), reason=reasons)
    return chosen.filled_in(on=page.today, fiscal_year=page.today.year)


def _ask(page: Page, programme: str, operation: str, asking: Asking) -> Response:
    _may(page, programme, operation)
    return _asking(page, programme, asking).shown(page, facts=_facts(page, programme), back=f"/devices/{programme}")


def _give(page: Page, programme: str, form: Form, asking: Asking, carry_out: Callable[[], Response]) -> Response:
    def again(filled: Filled, status: int) -> Response:
        facts = _facts(page, programme)
        return _asking(page, programme, asking).shown(page, filled, status, facts=facts, back=f"/devices/{programme}")

    return form.give(carry_out, lead_to=f"/devices/{programme}", again=again)


def _facts(page: Page, programme: str) -> list[tuple[str, str]]:
    return [(page.heading("programme"), page.programme(programme))]
