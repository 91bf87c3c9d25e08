"""配套资金 / Matching funds: a scheme, its stations, what each level has paid, and the next thing to do."""

from __future__ import annotations

from starlette.responses import Response

from api.http.router import Router
from api.http.routers import claim_batches as batches_api
from api.http.routers import matching as api
from api.http.values import slashed, tilded
from api.pages.asking import Asking, Field
from api.pages.forms import Filled, TheForm
from api.pages.page import Page, ThePage
from application import streams
from application.access.places import places_of_stream
from application.matching.payable import payable_parts
from application.matching.progress import progress_of
from application.work import Work
from domain.levels import FundKind, GovernmentLevel
from domain.matching.decisions import conditions_left
from domain.matching.events import MatchingOpened
from domain.matching.state import Scheme, opened, the_unit

router = Router()

OPENING = Asking(
    "Open a matching scheme",
    "Two levels pay for every station in one ratio. Each station goes through the conditions in order; a level pays "
    "once its condition is met.",
    (
        Field("text", "scheme_id", "Number of the scheme", "Small letters, digits and hyphens, such as stations-2017"),
        Field("choice", "programme", "Programme"),
        Field("text", "region", "Region code", "Six digits, such as 990101"),
        Field("text", "period", "Period", "A year, half-year, quarter or month: 2017, 2017-H1, 2017-Q1, 2017-04"),
        Field("text", "document", "Document number", "Such as 财社〔2016〕114号"),
        Field("text", "conditions.0", "First condition", otherwise="选址"),
        Field("text", "conditions.1", "Second condition", required=False, otherwise="完工"),
        Field("text", "conditions.2", "Third condition", required=False, otherwise="验收"),
        Field("choice", "shares.0.level", "One level"),
        Field("choice", "shares.0.kind", "Kind of its money"),
        Field("whole", "shares.0.shares", "Its whole shares", "In a ratio of 3 : 2 the first has 3"),
        Field("text", "shares.0.freed_by", "It pays once this is met", otherwise="选址"),
        Field("choice", "shares.1.level", "The other level"),
        Field("choice", "shares.1.kind", "Kind of its money"),
        Field("whole", "shares.1.shares", "Its whole shares"),
        Field("text", "shares.1.freed_by", "It pays once this is met", otherwise="验收"),
        Field("day", "on", "Date"),
    ),
    "Open the scheme",
)
ADMITTING = Asking(
    "Take a station in",
    "The amount is what both levels pay together; it is split by the ratio to the fen.",
    (
        Field("text", "unit", "Number of the station", "Small letters, digits and hyphens, such as station-01"),
        Field("text", "name", "What the station is called"),
        Field("text", "agreement_id", "Agreement of who runs it"),
        Field("money", "amount", "Both parts together"),
        Field("day", "on", "Date"),
    ),
    "Record",
)
MEETING = Asking(
    "Record a condition met",
    "Whatever waits for this condition may be paid afterwards. Whoever recorded the condition before may not record "
    "this one.",
    (
        Field("fixed", "condition", "Condition"),
        Field("text", "document", "Number of the document"),
        Field("text", "confirmed_by", "Office that confirmed it", "An office, not a person's name"),
        Field("day", "on", "Met on"),
    ),
    "Record",
)


@router.get("/matching-schemes/open")
def ask_opening(page: ThePage) -> Response:
    """The form for a new scheme."""
    page.query.may_in("open_matching_scheme", ())
    return _opening(page, Filled(), 200)


@router.post("/matching-schemes/open")
def open_scheme(page: ThePage, form: TheForm) -> Response:
    """Open it."""
    return form.give(
        lambda: api.open_matching_scheme(form.body(api.MatchingSchemeBody), form.command()),
        lead_to=lambda said: f"/matching-schemes/{said['scheme']}",
        again=lambda filled, status: _opening(page, filled, status),
    )


@router.get("/matching-schemes/{scheme}")
def one_scheme(page: ThePage, scheme: api.Scheme) -> Response:
    """A scheme: totals of each level, and station by station what is paid and what is next."""
    terms = _terms(page, scheme, "matching_progress")
    found = progress_of(slashed(scheme), desk=page.caller.services.desk, **page.times)
    return page.show("matching/scheme.html", one=found, terms=terms)


@router.get("/matching-schemes/{scheme}/admit")
def ask_unit(page: ThePage, scheme: api.Scheme) -> Response:
    """The form for a station."""
    _terms(page, scheme, "admit_unit")
    return _admitting(page, scheme, Filled(), 200)


@router.post("/matching-schemes/{scheme}/admit")
def admit(page: ThePage, scheme: api.Scheme, form: TheForm) -> Response:
    """Take it in."""
    return form.give(
        lambda: api.admit_unit(scheme, form.body(api.UnitBody), form.command()),
        lead_to=f"/matching-schemes/{scheme}",
        again=lambda filled, status: _admitting(page, scheme, filled, status),
    )


@router.get("/matching-schemes/{scheme}/units/{unit}/meet")
def ask_condition(page: ThePage, scheme: api.Scheme, unit: api.Unit) -> Response:
    """The form for a station's next condition."""
    _terms(page, scheme, "meet_unit_condition")
    return _meeting(page, scheme, unit, Filled(), 200)


@router.post("/matching-schemes/{scheme}/units/{unit}/meet")
def meet(page: ThePage, scheme: api.Scheme, unit: api.Unit, form: TheForm) -> Response:
    """Record it."""
    return form.give(
        lambda: api.meet_unit_condition(scheme, unit, form.body(api.ConditionBody), form.command()),
        lead_to=f"/matching-schemes/{scheme}",
        again=lambda filled, status: _meeting(page, scheme, unit, filled, status),
    )


@router.get("/matching-schemes/{scheme}/pay")
def ask_payment(page: ThePage, scheme: api.Scheme) -> Response:
    """What may be paid now, to be put on a batch."""
    _terms(page, scheme, "submit_claim_batch")
    return _paying(page, scheme, Filled(), 200)


@router.post("/matching-schemes/{scheme}/pay")
def pay(page: ThePage, scheme: api.Scheme, form: TheForm) -> Response:
    """Build the batch and submit it."""
    terms = _terms(page, scheme, "submit_claim_batch")

    def submitted() -> Response:
        fund = {"programme": terms.programme, "region": terms.region, "period": str(terms.period)}
        return batches_api.submit(form.body(batches_api.ClaimBatchBody, **fund), form.command())

    return form.give(
        submitted,
        lead_to=lambda said: f"/batches/{tilded(str(said['batch']))}",
        again=lambda filled, status: _paying(page, scheme, filled, status),
    )


def _opening(page: Page, form: Filled, status: int) -> Response:
    levels = [(one.value, page.word(one)) for one in GovernmentLevel]
    kinds = [(one.value, page.word(one)) for one in FundKind]
    asking = OPENING.filled_in(
        **{
            "on": page.today,
            "period": page.today.year,
            "shares.0.level": GovernmentLevel.MUNICIPAL.value,
            "shares.1.level": GovernmentLevel.COUNTY.value,
            "shares.0.kind": FundKind.GENERAL_BUDGET.value,
            "shares.1.kind": FundKind.GENERAL_BUDGET.value,
        }
    ).choosing(
        **{
            "programme": [(one, page.programme(one)) for one in page.programmes],
            "shares.0.level": levels,
            "shares.1.level": levels,
            "shares.0.kind": kinds,
            "shares.1.kind": kinds,
        }
    )
    return asking.shown(page, form, status, back="/matching-schemes")


def _admitting(page: Page, scheme: str, form: Filled, status: int) -> Response:
    return ADMITTING.filled_in(on=page.today).shown(
        page, form, status, facts=_facts(page, scheme), back=f"/matching-schemes/{scheme}"
    )


def _meeting(page: Page, scheme: str, unit: str, form: Filled, status: int) -> Response:
    state = _state(page, scheme)
    found = the_unit(state, slashed(unit))
    left = conditions_left(state, found)
    facts = [
        *_facts(page, scheme),
        (page.heading("unit"), f"{found.admitted.name} ({found.admitted.unit})"),
        (page.heading("condition"), left[0] if left else page.said("Every condition is met.")),
    ]
    return MEETING.filled_in(on=page.today, condition=left[0] if left else "").shown(
        page, form, status, facts=facts, back=f"/matching-schemes/{scheme}"
    )


def _paying(page: Page, scheme: str, form: Filled, status: int) -> Response:
    parts = payable_parts(slashed(scheme), desk=page.caller.services.desk)
    return page.show(
        "matching/pay.html",
        status=status,
        form=form,
        scheme=slashed(scheme),
        terms=opened(_state(page, scheme)),
        parts=parts,
    )


def _state(page: Page, scheme: str) -> Scheme:
    return streams.matching(Work(page.caller.services.desk.log, attempt=0), slashed(scheme)).state


def _terms(page: Page, scheme: str, operation: str) -> MatchingOpened:
    """Return a scheme's terms to somebody who may. Raises NoSuchScheme, what permissions raise."""
    desk = page.caller.services.desk
    page.query.may(operation, *places_of_stream(f"matching/{slashed(scheme)}", desk))
    return opened(_state(page, scheme))


def _facts(page: Page, scheme: str) -> list[tuple[str, str]]:
    terms = opened(_state(page, scheme))
    ratio = " : ".join(f"{page.word(share.level)} {share.shares}" for share in terms.shares)
    return [
        (page.heading("scheme"), slashed(scheme)),
        (page.heading("programme"), page.programme(terms.programme)),
        (page.heading("ratio"), ratio),
    ]
