"""以奖代补 / Awards in lieu of subsidy: from the application to what comes back."""

from __future__ import annotations

from collections.abc import Callable

from pydantic import BaseModel
from starlette.responses import Response

from api.http.commanding import Commanding
from api.http.router import Router
from api.http.routers import awards as api
from api.http.routers import claim_batches as batches_api
from api.http.values import slashed, tilded
from api.pages.asking import Asking
from api.pages.award_forms import (
    APPLYING,
    BACK,
    CALLING,
    CHECKING,
    GRANTING,
    OPENING,
    PAYING,
    RESUMING,
    SIGNING,
    SUSPENDING,
)
from api.pages.award_page import AwardShown
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from application.access.places import places_of_stream
from application.lists import AWARD_SCHEMES
from domain.awards.rejections import NoSuchInstalment
from domain.levels import FundKind, GovernmentLevel
from domain.recoveries.events import RecoveryGround

router = Router()


@router.get("/award-schemes/open")
def ask_opening(page: ThePage) -> Response:
    """The form for a new scheme."""
    page.query.may_in("open_award_scheme", ())
    return _opening(page, Filled(), 200)


@router.post("/award-schemes/open")
def open_scheme(page: ThePage, form: TheForm) -> Response:
    """Open it."""
    return form.give(
        lambda: api.open_award_scheme(
            _without(form, "shares.1", "shares.1.share").body(api.AwardSchemeBody), form.command()
        ),
        lead_to=lambda said: f"/award-schemes/{said['scheme']}",
        again=lambda filled, status: _opening(page, filled, status),
    )


@router.get("/award-schemes/{scheme}")
def one_scheme(page: ThePage, scheme: api.AwardScheme) -> Response:
    """A scheme's terms."""
    name = slashed(scheme)
    page.query.may("award_schemes", *places_of_stream(f"award_scheme/{name}", page.caller.services.desk))
    found = next(row for row in page.views.rows(AWARD_SCHEMES, **page.times) if row.award_scheme == name)
    return page.show("awards/scheme.html", one=found)


@router.get("/award-schemes/{scheme}/apply")
def ask_application(page: ThePage, scheme: api.AwardScheme) -> Response:
    """The form for an application."""
    page.query.may("apply_for_award", *places_of_stream(f"award_scheme/{slashed(scheme)}", page.caller.services.desk))
    return _applying(page, scheme, Filled(), 200)


@router.post("/award-schemes/{scheme}/apply")
def apply_(page: ThePage, scheme: api.AwardScheme, form: TheForm) -> Response:
    """Record it."""
    return form.give(
        lambda: api.apply_for_award(scheme, form.body(api.ApplicationBody), form.command()),
        lead_to=lambda said: f"/awards/{said['award']}",
        again=lambda filled, status: _applying(page, scheme, filled, status),
    )


@router.get("/awards/{award}")
def one_award(page: ThePage, award: api.Award) -> Response:
    """An award: where it is, and what is next."""
    return page.show("awards/award.html", one=AwardShown(page, slashed(award)), here=f"/awards/{award}")


@router.get("/awards/{award}/sign")
def ask_signature(page: ThePage, award: api.Award) -> Response:
    """The form for a department's word."""
    return _ask(page, award, "sign_award_acceptance", _signing)


@router.post("/awards/{award}/sign")
def sign(page: ThePage, award: api.Award, form: TheForm) -> Response:
    """Record it."""
    return _give(page, award, form, _signing, api.sign_award_acceptance, api.SignatureBody)


@router.get("/awards/{award}/grant")
def ask_grant(page: ThePage, award: api.Award) -> Response:
    """The form for the grant."""
    return _ask(page, award, "grant_award", _granting)


@router.post("/awards/{award}/grant")
def grant(page: ThePage, award: api.Award, form: TheForm) -> Response:
    """Grant it."""
    return _give(page, award, _equal_parts(form), _granting, api.grant_award, api.GrantBody)


@router.get("/awards/{award}/instalments/{number}/call")
def ask_call(page: ThePage, award: api.Award, number: api.Number) -> Response:
    """The form that lets an instalment be paid."""
    return _ask(page, award, "call_award_instalment", _calling, number)


@router.post("/awards/{award}/instalments/{number}/call")
def call(page: ThePage, award: api.Award, number: api.Number, form: TheForm) -> Response:
    """Let it."""

    def route(award: str, body: api.CallBody, command: Commanding) -> Response:
        return api.call_award_instalment(award, number, body, command)

    return _give(page, award, form, _calling, route, api.CallBody)


@router.get("/awards/{award}/instalments/{number}/pay")
def ask_payment(page: ThePage, award: api.Award, number: api.Number) -> Response:
    """The form for a batch of one instalment."""
    return _ask(page, award, "submit_claim_batch", _paying, number)


@router.post("/awards/{award}/instalments/{number}/pay")
def pay(page: ThePage, award: api.Award, number: api.Number, form: TheForm) -> Response:
    """Build the batch and submit it."""
    shown = AwardShown(page, slashed(award), "submit_claim_batch")
    called = shown.state.called.get(number)

    def submitted() -> Response:
        fund = {"programme": shown.terms.programme, "region": shown.terms.region}
        period = str(called.period) if called else str(page.today.year)
        claims = [called.claim if called else f"award.{shown.id}.{number}"]
        body = form.body(batches_api.ClaimBatchBody, **fund, period=period, claims=claims)
        return batches_api.submit(body, form.command())

    return form.give(
        submitted,
        lead_to=lambda said: f"/batches/{tilded(str(said['batch']))}",
        again=lambda filled, status: _shown(shown, _paying(shown), filled, status),
    )


@router.get("/awards/{award}/check")
def ask_check(page: ThePage, award: api.Award) -> Response:
    """The form for a yearly check."""
    return _ask(page, award, "record_yearly_check", _checking)


@router.post("/awards/{award}/check")
def check(page: ThePage, award: api.Award, form: TheForm) -> Response:
    """Record it."""
    return _give(page, award, form, _checking, api.record_yearly_check, api.YearlyCheckBody)


@router.get("/awards/{award}/suspend")
def ask_suspension(page: ThePage, award: api.Award) -> Response:
    """The form that puts a suspension on record."""
    return _ask(page, award, "suspend_overdue_award", _suspending)


@router.post("/awards/{award}/suspend")
def suspend(page: ThePage, award: api.Award, form: TheForm) -> Response:
    """Put it on record."""
    return _give(page, award, form, _suspending, api.suspend_overdue_award, api.SuspensionBody)


@router.get("/awards/{award}/resume")
def ask_resumption(page: ThePage, award: api.Award) -> Response:
    """The form for resuming it."""
    return _ask(page, award, "resume_award", _resuming)


@router.post("/awards/{award}/resume")
def resume(page: ThePage, award: api.Award, form: TheForm) -> Response:
    """Resume it."""
    return _give(page, award, form, _resuming, api.resume_award, api.ResumptionBody)


@router.get("/awards/{award}/order-back")
def ask_order(page: ThePage, award: api.Award) -> Response:
    """The form for ordering it back."""
    return _ask(page, award, "order_award_back", _ordering_back)


@router.post("/awards/{award}/order-back")
def order_back(page: ThePage, award: api.Award, form: TheForm) -> Response:
    """Order it back."""
    return _give(page, award, form, _ordering_back, api.order_award_back, api.AwardBackBody)


Made = Callable[[AwardShown], Asking]


def _ask(page: Page, award: str, operation: str, made: Made, number: int = 0) -> Response:
    """Print a form; `number` is the instalment it is about. Raises NoSuchInstalment."""
    shown = AwardShown(page, slashed(award), operation)
    if number > len(shown.instalments):
        raise NoSuchInstalment("number", award=shown.id, number=number)
    return _shown(shown, made(shown), Filled(), 200)


def _give(
    page: Page,
    award: str,
    form: Form,
    made: Made,
    route: Callable[..., Response],
    model: type[BaseModel],
) -> Response:
    def again(filled: Filled, status: int) -> Response:
        shown = AwardShown(page, slashed(award))
        return _shown(shown, made(shown), filled, status)

    return form.give(lambda: route(award, form.body(model), form.command()), lead_to=f"/awards/{award}", again=again)


def _shown(shown: AwardShown, asking: Asking, filled: Filled, status: int) -> Response:
    page = shown.page
    facts = [
        (page.heading("award"), f"{shown.row.name} ({shown.id})"),
        (page.heading("programme"), page.programme(shown.terms.programme)),
        (page.heading("stage"), page.word(shown.row.stage)),
    ]
    return asking.filled_in(on=page.today).shown(page, filled, status, facts=facts, back=f"/awards/{tilded(shown.id)}")


def _signing(shown: AwardShown) -> Asking:
    word = [("true", shown.page.said("accepts")), ("false", shown.page.said("is against it"))]
    return SIGNING.choosing(department=[(name, name) for name in shown.missing], in_favour=word)


def _granting(shown: AwardShown) -> Asking:
    return GRANTING.filled_in(**{"instalments.0.payable_from": shown.page.today})


def _calling(shown: AwardShown) -> Asking:
    return CALLING.filled_in(period=shown.page.today.year)


def _paying(_: AwardShown) -> Asking:
    return PAYING


def _suspending(_: AwardShown) -> Asking:
    return SUSPENDING


def _resuming(_: AwardShown) -> Asking:
    return RESUMING


def _checking(shown: AwardShown) -> Asking:
    word = [("true", shown.page.said("passed")), ("false", shown.page.said("failed"))]
    return CHECKING.choosing(passed=word).filled_in(year=shown.page.today.year)


def _ordering_back(shown: AwardShown) -> Asking:
    page = shown.page
    paid = [
        (row.payout or "", f"{row.number} · {page.yuan(row.amount)}")
        for row in shown.instalments
        if row.stage == "paid"
    ]
    return BACK.choosing(payout_id=paid, ground=[(one.value, page.word(one)) for one in RecoveryGround])


def _opening(page: Page, form: Filled, status: int) -> Response:
    levels = [(one.value, page.word(one)) for one in GovernmentLevel]
    kinds = [(one.value, page.word(one)) for one in FundKind]
    chosen = {
        f"shares.{index}.{name}": among for index in (0, 1) for name, among in (("level", levels), ("kind", kinds))
    }
    asking = OPENING.choosing(programme=[(one, page.programme(one)) for one in page.programmes], **chosen)
    begun = {"on": page.today, "shares.0.level": "county", "shares.0.kind": "general_budget"}
    return asking.filled_in(**begun).shown(page, form, status, back="/award-schemes")


def _applying(page: Page, scheme: str, form: Filled, status: int) -> Response:
    facts = [(page.heading("award_scheme"), slashed(scheme))]
    return APPLYING.filled_in(on=page.today).shown(page, form, status, facts=facts, back=f"/award-schemes/{scheme}")


def _without(form: Form, prefix: str, unless: str) -> Form:
    """Return the form without a group whose telling field was left empty."""
    if form.values.get(unless, "").strip():
        return form
    return Form(
        form.page, {name: said for name, said in form.values.items() if not name.startswith(prefix)}, form.files
    )


def _equal_parts(form: Form) -> Form:
    """Return the form as the API takes it: days without amounts are equal parts."""
    rows = [form.values.get(f"instalments.{index}.payable_from", "").strip() for index in range(3)]
    if any(form.values.get(f"instalments.{index}.amount", "").strip() for index in range(3)):
        return form
    others = {name: said for name, said in form.values.items() if not name.startswith("instalments.")}
    days = {f"equal_parts_from.{index}": day for index, day in enumerate(day for day in rows if day)}
    return Form(form.page, others | days, form.files)
