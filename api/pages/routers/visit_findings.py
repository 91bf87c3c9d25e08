"""入户问题 / A finding of a visit: answered by the office, looked at again, money ordered back for it, closed."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import Response

from api.http.router import Router
from api.http.routers import visits as api
from api.http.routers.recoveries import RecoveryBody
from api.http.values import slashed, tilded
from api.pages.asking import Asking, Field
from api.pages.event_words import event_word
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from api.pages.reading import read
from application.access.places import places_of_stream
from application.listed.inspections import VisitFindingListed
from application.lists import PAYOUTS, VISIT_FINDINGS, Where
from application.queries import UnknownId
from domain.inspections.visit_events import VisitFindingOutcome
from domain.inspections.visit_state import visit_and_number
from domain.recoveries.events import RecoveryGround

router = Router()

TEXT = Field("area", "text", "In words, without names or numbers of people")
DAY = Field("day", "on", "Date")
ANSWER = Asking(
    "Answer for the office",
    "Say whether it is so, and what is being done about it. Whoever inspects does not answer.",
    (Field("tick", "agreed", "It is so"), TEXT, DAY),
    "Answer",
)
FOLLOW_UP = Asking(
    "Look again", "What was seen on looking again. Whoever answered does not follow up.", (TEXT, DAY), "Record"
)
CLOSE = Asking(
    "Close the finding",
    "How it ended. It cannot be opened again.",
    (Field("choice", "outcome", "How it ended"), TEXT, DAY),
    "Close",
    grave=True,
)
RECOVER = Asking(
    "Order money back for this finding",
    "Finding and recovery name one another. All of it is due on one day.",
    (
        Field("text", "recovery_id", "Number of the order", "Your own, such as 追字〔2017〕1号"),
        Field("choice", "payout_id", "Payment"),
        Field("money", "amount", "Amount"),
        Field("choice", "ground", "Ground"),
        Field("day", "instalments.0.due_on", "Due on"),
        DAY,
    ),
    "Order it",
    grave=True,
)


@router.get("/visit-findings/{finding}")
def one_finding(page: ThePage, finding: api.Finding) -> Response:
    """One finding, step by step."""
    found = _found(page, finding, "visit_findings")
    visit, number = visit_and_number(found.visit_finding)
    steps = [
        (event_word(page.language, entry.name), entry, read(entry.fact, page.language))
        for entry in page.caller.services.desk.log.stream(f"visit/{visit}")
        if getattr(entry.fact, "number", 0) == number and entry.position <= page.moment.position
    ]
    return page.show("inspections/finding.html", found=found, steps=steps, acts=not page.is_of_the_past)


@router.get("/visit-findings/{finding}/answer")
def ask_answer(page: ThePage, finding: api.Finding) -> Response:
    """The form for the office's answer."""
    return _shown(page, finding, "answer_visit_finding", ANSWER, Filled(values={"agreed": "true"}), 200)


@router.post("/visit-findings/{finding}/answer")
def answer(page: ThePage, finding: api.Finding, form: TheForm) -> Response:
    """Answer."""
    agreed = form.values.get("agreed") == "true"
    return _given(
        page,
        finding,
        form,
        "answer_visit_finding",
        ANSWER,
        lambda: api.answer_finding(finding, form.body(api.AnswerBody, agreed=agreed), form.command()),
    )


@router.get("/visit-findings/{finding}/follow-up")
def ask_follow_up(page: ThePage, finding: api.Finding) -> Response:
    """The form for looking again."""
    return _shown(page, finding, "follow_up_visit_finding", FOLLOW_UP, Filled(), 200)


@router.post("/visit-findings/{finding}/follow-up")
def follow_up(page: ThePage, finding: api.Finding, form: TheForm) -> Response:
    """Record it."""
    return _given(
        page,
        finding,
        form,
        "follow_up_visit_finding",
        FOLLOW_UP,
        lambda: api.follow_up_finding(finding, form.body(api.SeenBody), form.command()),
    )


@router.get("/visit-findings/{finding}/close")
def ask_close(page: ThePage, finding: api.Finding) -> Response:
    """The form for the end."""
    return _shown(page, finding, "close_visit_finding", CLOSE, Filled(), 200)


@router.post("/visit-findings/{finding}/close")
def close(page: ThePage, finding: api.Finding, form: TheForm) -> Response:
    """Close it."""
    return _given(
        page,
        finding,
        form,
        "close_visit_finding",
        CLOSE,
        lambda: api.close_finding(finding, form.body(api.EndBody), form.command()),
    )


@router.get("/visit-findings/{finding}/recover")
def ask_recovery(page: ThePage, finding: api.Finding) -> Response:
    """The form for ordering money back."""
    return _shown(page, finding, "order_recovery_from_finding", RECOVER, Filled(), 200)


@router.post("/visit-findings/{finding}/recover")
def order_back(page: ThePage, finding: api.Finding, form: TheForm) -> Response:
    """Order it back."""
    values = {**form.values, "instalments.0.amount": form.values.get("amount", "")}
    whole = Form(page, values, form.files)
    return _given(
        page,
        finding,
        form,
        "order_recovery_from_finding",
        RECOVER,
        lambda: api.order_back(finding, whole.body(RecoveryBody), form.command()),
    )


def _given(
    page: Page, finding: str, form: Form, operation: str, asking: Asking, carry_out: Callable[[], Response]
) -> Response:
    return form.give(
        carry_out,
        lead_to=f"/visit-findings/{finding}",
        again=lambda filled, status: _shown(page, finding, operation, asking, filled, status),
    )


def _shown(page: Page, finding: str, operation: str, asking: Asking, form: Filled, status: int) -> Response:
    found = _found(page, finding, operation)
    asking = asking.filled_in(on=page.today, **{"instalments.0.due_on": ""}).choosing(
        outcome=[(one.value, page.word(one)) for one in VisitFindingOutcome],
        ground=[(one.value, page.word(one)) for one in RecoveryGround],
        payout_id=_payments(page, found) if asking is RECOVER else (),
    )
    facts = [
        (page.heading("what"), page.word(found.what)),
        (page.heading("beneficiary"), found.beneficiary),
        (page.heading("text"), found.text),
    ]
    return asking.shown(page, form, status, facts=facts, back=f"/visit-findings/{finding}")


def _payments(page: Page, found: VisitFindingListed) -> list[tuple[str, str]]:
    """Return the payments of the person that money can be ordered back of."""
    rows = page.views.rows(PAYOUTS, where=Where(beneficiary=found.beneficiary, programmes=(found.programme,)))
    return [(one.payout, f"{one.payout} · {page.yuan(one.amount)}") for one in rows]


def _found(page: Page, finding: str, operation: str) -> VisitFindingListed:
    """Return a finding as of the page's moment. Raises UnknownId, NoSuchVisitFinding, what permissions raise."""
    name = slashed(finding)
    visit, _number = visit_and_number(name)
    page.query.may_in(operation, places_of_stream(f"visit/{visit}", page.caller.services.desk))
    inspection, _, person = visit.rpartition("/")
    where = Where(inspection=inspection, beneficiary=person)
    for one in page.views.rows(VISIT_FINDINGS, where=where, **page.times):
        if one.visit_finding == name:
            return one
    raise UnknownId(f"visit_finding/{tilded(name)}")
