"""公示 / Notices: posting one, its page, objections to it, its end, and the sheet that hangs in the village."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query
from starlette.responses import Response

from api.http.router import Router
from api.http.routers import cases as cases_api
from api.http.routers import notices as api
from api.http.routers.notices import Notice, Objection
from api.http.values import slashed, tilded
from api.pages.asking import Asking, Field
from api.pages.forms import Filled, Form, TheForm
from api.pages.notice_page import NoticeFile, proposed_for, read_notice
from api.pages.page import Page, ThePage
from api.pages.programmes import programme_of
from api.pages.qr import qr_code
from application.access.places import ANYWHERE
from application.lists import PROGRAMMES
from application.public_notices import PEOPLE_A_PAGE, PublicPerson
from domain.notices.events import ObjectionGround
from domain.notices.rejections import NoSuchObjection
from domain.programmes.rejections import NoPolicyInForce
from domain.programmes.state import policy_at

router = Router()

RAISE = Asking(
    "Record an objection",
    "Somebody says that a person should not get it. Nothing is granted or paid to them until it is settled.",
    (
        Field("choice", "beneficiary", "Against whom"),
        Field("choice", "ground", "What they say is wrong"),
        Field("text", "objection_id", "Number of the objection", "As in your book of objections"),
        Field("day", "on", "Date"),
    ),
    "Record the objection",
)
SETTLE = Asking(
    "Settle the objection",
    "Never by who recorded, reviewed or decided the case. Upheld, a granted case ends; an application is refused.",
    (
        Field("choice", "upheld", "Outcome"),
        Field(
            "area", "finding", "What was found", "How it was looked into and what came of it, without names and numbers"
        ),
        Field("text", "stops_from", "Nothing due since", "Only for a granted case: the month, such as 2017-04", False),
        Field("day", "on", "Date"),
    ),
    "Settle",
)
CONCLUDE = Asking(
    "Conclude the notice",
    "Say that it has hung its full time. Every objection has to be settled before.",
    (Field("day", "on", "Date"),),
    "Conclude",
)
GRANT = Asking(
    "Grant everybody on the notice",
    "All of them or nobody: a case that may not be granted is named. Then decide the cases one by one.",
    (
        Field("text", "first_month", "First month", "Empty: each from their month of application", False),
        Field("day", "on", "Date of the decision"),
    ),
    "Grant all",
)


@router.get("/notices/post")
def ask_notice(
    page: ThePage,
    programme: Annotated[str, Query(max_length=60)] = "",
    region: Annotated[str, Query(max_length=12, pattern="^([0-9]{6}|[0-9]{12})?$")] = "",
) -> Response:
    """Of which programme first; then who is on it."""
    page.query.may("publish_notice", ANYWHERE)
    return _posting(page, Filled(), 200, programme, region)


@router.post("/notices/post")
def post(
    page: ThePage,
    form: TheForm,
    programme: Annotated[str, Query(max_length=60)] = "",
    region: Annotated[str, Query(max_length=12)] = "",
) -> Response:
    """Post it."""
    return form.give(
        lambda: api.publish_notice(_notice(form, programme), form.command()),
        lead_to=lambda said: f"/notices/{tilded(said['notice'])}",
        again=lambda filled, status: _posting(page, filled, status, programme, region),
    )


@router.get("/notices/{notice}")
def one_notice(page: ThePage, notice: Notice, number: Annotated[int, Query(ge=1, le=10_000)] = 1) -> Response:
    """The notice with its people, by id and as the public sees them."""
    file = read_notice(page, notice)
    return page.show(
        "notices/notice.html",
        file=file,
        people=_people(page, file, number),
        number=number,
        first=(number - 1) * PEOPLE_A_PAGE,
        pages=-(-len(file.people) // PEOPLE_A_PAGE),
        is_open=file.is_open(page.today),
        is_over=file.state.concluded_on is None and page.today > file.published.closes_on,
        acts=not page.is_of_the_past,
    )


@router.get("/notices/{notice}/sheet")
def sheet(page: ThePage, notice: Notice) -> Response:
    """The sheet to print and hang, with the way to the public page."""
    file = read_notice(page, notice)
    notices = page.caller.services.notices
    public = notices.notice(file.state.id)
    people = [
        one for number in range(1, -(-len(file.people) // PEOPLE_A_PAGE) + 1) for one in notices.people(public, number)
    ]
    address = f"{_outside(page)}/public/notices/{tilded(file.state.id)}"
    return page.show(
        "notices/sheet.html",
        file=file,
        notice=public,
        people=people,
        address=address,
        qr=qr_code(address, page.said("QR code of the public page of this notice")),
        is_shown=notices.is_shown(public),
    )


@router.get("/notices/{notice}/objections/raise")
def ask_objection(page: ThePage, notice: Notice, beneficiary: Annotated[str, Query(max_length=100)] = "") -> Response:
    """The form for an objection."""
    file = read_notice(page, notice, "raise_objection")
    return _raising(page, file, Filled(values={"beneficiary": beneficiary} if beneficiary else {}), 200)


@router.post("/notices/{notice}/objections/raise")
def raise_objection(page: ThePage, notice: Notice, form: TheForm) -> Response:
    """Record it."""
    file = read_notice(page, notice)
    return form.give(
        lambda: api.raise_objection(notice, form.body(api.ObjectionBody), form.command()),
        lead_to=file.path,
        again=lambda filled, status: _raising(page, file, filled, status),
    )


@router.get("/notices/{notice}/objections/{objection}/settle")
def ask_settling(page: ThePage, notice: Notice, objection: Objection) -> Response:
    """The form for its outcome."""
    return _settling(page, read_notice(page, notice, "settle_objection"), objection, Filled(), 200)


@router.post("/notices/{notice}/objections/{objection}/settle")
def settle_objection(page: ThePage, notice: Notice, objection: Objection, form: TheForm) -> Response:
    """Settle it."""
    file = read_notice(page, notice)
    return form.give(
        lambda: api.settle_objection(notice, objection, form.body(api.SettlingBody), form.command()),
        lead_to=file.path,
        again=lambda filled, status: _settling(page, file, objection, filled, status),
    )


@router.get("/notices/{notice}/conclude")
def ask_conclusion(page: ThePage, notice: Notice) -> Response:
    """The form for its end."""
    file = read_notice(page, notice, "conclude_notice")
    return CONCLUDE.filled_in(on=page.today).shown(page, facts=_facts(page, file), back=file.path)


@router.post("/notices/{notice}/conclude")
def conclude(page: ThePage, notice: Notice, form: TheForm) -> Response:
    """Conclude it."""
    file = read_notice(page, notice)
    return form.give(
        lambda: api.conclude_notice(notice, form.body(api.ConclusionBody), form.command()),
        lead_to=file.path,
        again=lambda filled, status: CONCLUDE.filled_in(on=page.today).shown(
            page, filled, status, facts=_facts(page, file), back=file.path
        ),
    )


@router.get("/notices/{notice}/grant")
def ask_grants(page: ThePage, notice: Notice) -> Response:
    """The form for granting everybody."""
    file = read_notice(page, notice, "grant_cases")
    return GRANT.filled_in(on=page.today).shown(page, facts=_facts(page, file), back=file.path)


@router.post("/notices/{notice}/grant")
def grant(page: ThePage, notice: Notice, form: TheForm) -> Response:
    """Grant everybody."""
    file = read_notice(page, notice)
    everybody: dict[str, Any] = {
        "programme": file.published.programme,
        "notice_id": file.state.id,
        "beneficiaries": "all_on_notice",
    }
    return form.give(
        lambda: cases_api.grant_cases(form.body(cases_api.GrantsBody, **everybody), form.command()),
        lead_to=f"/cases?programme={file.published.programme}",
        again=lambda filled, status: GRANT.filled_in(on=page.today).shown(
            page, filled, status, facts=_facts(page, file), back=file.path
        ),
    )


def _notice(form: Form, programme: str) -> api.NoticeBody:
    """Return the notice as the API takes it: the people are those whose ticks are left."""
    people = [said for name, said in form.values.items() if name.startswith("person.")]
    fields = ("notice_id", "region", "place", "hotline", "on")
    said: dict[str, Any] = {name: form.values.get(name, "").strip() for name in fields}
    days = form.values.get("working_days", "").strip()
    said |= {"programme": programme, "beneficiaries": people}
    said["working_days"] = int(days) if days.isascii() and days.isdigit() else days
    return api.NoticeBody.model_validate(said)


def _posting(page: Page, form: Filled, status: int, programme: str, region: str) -> Response:
    offered = [one for one in page.views.rows(PROGRAMMES) if one.policy_version is not None]
    if programme not in [one.programme for one in offered]:
        return page.show("notices/choose.html", programmes=offered)
    area = region or _area(page)
    people, more = proposed_for(page, programme, region)
    return page.show(
        "notices/post.html",
        status=status,
        form=form,
        programme=programme,
        region=region,
        area=area or (people[0].region[:6] if people else ""),
        people=people,
        more=more,
        days=_days(page, programme),
        number=f"{programme}-{page.today.isoformat()}",
    )


def _people(page: Page, file: NoticeFile, number: int) -> list[tuple[str, PublicPerson | None]]:
    """Return one page of ids, each with what the public sees of it; None once the notice is over."""
    ids = file.people[(number - 1) * PEOPLE_A_PAGE : number * PEOPLE_A_PAGE]
    notices = page.caller.services.notices
    shown = {} if page.is_of_the_past else notices.people(notices.notice(file.state.id), number)
    public = {one.beneficiary: one for one in shown}
    return [(one, public.get(one)) for one in ids]


def _raising(page: Page, file: NoticeFile, form: Filled, status: int) -> Response:
    number = f"objection-{page.today.isoformat()}-{len(file.objections) + 1}"
    asking = RAISE.filled_in(on=page.today, objection_id=number).choosing(
        beneficiary=[(one, one) for one in file.people],
        ground=[(one.value, page.word(one)) for one in ObjectionGround],
    )
    return asking.shown(page, form, status, facts=_facts(page, file), back=file.path)


def _settling(page: Page, file: NoticeFile, objection: str, form: Filled, status: int) -> Response:
    raised = file.state.open_objections.get(slashed(objection))
    if raised is None:
        raise NoSuchObjection("objection_id", objection=slashed(objection)[:50])
    asking = SETTLE.filled_in(on=page.today).choosing(
        upheld=[("true", page.said("Upheld: they are right")), ("false", page.said("Dismissed: nothing is wrong"))]
    )
    facts = [
        *_facts(page, file),
        (page.heading("objection"), raised.objection_id),
        (page.heading("beneficiary"), raised.beneficiary),
        (page.heading("ground"), page.word(raised.ground)),
        (page.heading("raised_on"), raised.raised_on.isoformat()),
    ]
    return asking.shown(page, form, status, facts=facts, back=file.path)


def _facts(page: Page, file: NoticeFile) -> list[tuple[str, str]]:
    """Return what is told of a notice above its forms."""
    return [
        (page.heading("programme"), page.programme(file.published.programme)),
        (page.heading("notice"), file.state.id),
        (page.heading("closes_on"), file.published.closes_on.isoformat()),
        (page.heading("people"), f"{len(file.people):,}"),
    ]


def _days(page: Page, programme: str) -> int:
    """Return the fewest working days the rules in force allow."""
    try:
        return policy_at(programme_of(page, programme), page.today).notice_days
    except NoPolicyInForce:
        return 7


def _area(page: Page) -> str:
    """Return the place of whoever posts it, where their role names one."""
    regions = {held.region for held in page.caller.account.roles if held.region}
    return regions.pop() if len(regions) == 1 else ""


def _outside(page: Page) -> str:
    """Return how browsers reach the service."""
    return page.caller.services.public_address or str(page.request.base_url).rstrip("/")
