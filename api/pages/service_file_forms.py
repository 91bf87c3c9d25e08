"""The forms of a service file's steps."""

from __future__ import annotations

from collections.abc import Callable

from api.pages.asking import Asking, Field
from api.pages.page import Page
from api.pages.service_file_page import ServiceFileShown
from api.pages.signed_pages import PAGE, SIGNED
from domain.inspections.visit_events import NotMetReason
from domain.tailored.events import ServiceKind, UnplannedReason

DAY = Field("day", "on", "Date")
SURVEY = Asking(
    "Record a survey of needs",
    "It begins somebody's service file of the year. Nothing else can be entered before it.",
    (Field("text", "beneficiary", "Beneficiary id"),),
    "Record the survey",
)
PLAN = Asking(
    "Plan services",
    "How many times each. Only what was surveyed as a need can be planned; the township approves the plan.",
    (),
    "Record the plan",
)
APPROVE = Asking(
    "Approve the plan",
    "For the township, and never by who made it.",
    (DAY,),
    "Approve it",
)
REASON = Asking(
    "Why there is no plan",
    "Everybody who was surveyed has a plan or a reason.",
    (
        Field("choice", "reason", "Reason"),
        Field("area", "text", "In words, without names or numbers of people"),
        DAY,
    ),
    "Put on record",
)
SERVICE = Asking(
    "Record a service",
    "What was given under the plan, and the page that was signed for it.",
    (
        Field("choice", "kind", "Service"),
        Field("whole", "times", "How many times"),
        Field("text", "provider", "Given by"),
        *SIGNED,
        DAY,
    ),
    "Record the service",
)
PAPER = Asking(
    "Compare with the paper",
    "Scan the page in the paper file again. Without a file: there is no paper.",
    (
        Field("choice", "step", "Step"),
        Field("file", "page", "Scan of the signed page", "It is not kept; its SHA-256 is", required=False),
        DAY,
    ),
    "Compare",
)
AID = Asking(
    "Claim emergency aid",
    "Within the limits of the place's terms. The money is paid like any other: by a case and a batch of the programme.",
    (
        Field("money", "amount", "Amount"),
        Field("area", "text", "In words, without names or numbers of people"),
        PAGE,
        DAY,
    ),
    "Claim it",
)


Asks = Callable[[ServiceFileShown], Asking]
"""What asks for a step, given the file."""


def ask_for_plan(one: ServiceFileShown) -> Asking:
    """Return the form for how many times each surveyed need is met."""
    page = one.page
    kinds = tuple(
        Field("whole", f"services.{kind.value}", page.word(kind), required=False) for kind in one.survey.needs
    )
    return Asking(PLAN.title, PLAN.intro, (*kinds, *SIGNED, DAY), PLAN.button)


def ask_for_reason(one: ServiceFileShown) -> Asking:
    """Return the form for why there is no plan."""
    return REASON.choosing(reason=[(reason.value, one.page.word(reason)) for reason in UnplannedReason])


def ask_for_service(one: ServiceFileShown) -> Asking:
    """Return the form for a service, planned kinds first."""
    kinds = [*one.kinds, *(kind for kind in ServiceKind if kind not in one.kinds)]
    return SERVICE.choosing(kind=[(kind.value, one.page.word(kind)) for kind in kinds])


def ask_for_visit(one: ServiceFileShown) -> Asking:
    """Return the form for the follow-up."""
    page = one.page
    received = tuple(
        Field(
            "whole",
            f"received.{kind.value}",
            page.said("Received: %(service)s", service=page.word(kind)),
            required=False,
        )
        for kind in one.kinds
    )
    not_met = Field("choice", "not_met", "Not met, because", "Leave as it is when the person was met", required=False)
    answer = Field(
        "choice",
        "satisfaction",
        "Satisfaction",
        "1 not at all, 5 very; leave as it is without an answer",
        required=False,
    )
    remark = Field("area", "remark", "Remark, without names or numbers of people", required=False)
    signed = (
        Field("file", "page", "Scan of the signed page", "It is not kept; its SHA-256 is", required=False),
        Field("choice", "signer", "Signed by", required=False),
        Field("day", "signed_on", "Signed on", required=False),
    )
    asking = Asking(
        "Record the follow-up",
        "What the person says they were given; it is held against the service records. Never by who entered those.",
        (*received, not_met, answer, *signed, remark, DAY),
        "Record the follow-up visit",
    )
    return asking.choosing(
        not_met=[(why.value, page.word(why)) for why in NotMetReason],
        satisfaction=[(str(one), str(one)) for one in range(1, 6)],
    )


def ask_for_paper(one: ServiceFileShown) -> Asking:
    """Return the form for a look into the paper file."""
    return PAPER.choosing(step=[(step, step_word(one.page, step)) for step in one.state.pages])


def step_word(page: Page, step: str) -> str:
    """Return what a signed step is called: survey, plan, service 2, visit."""
    name, _, number = step.partition(" ")
    words = {
        "survey": page.said("Survey"),
        "plan": page.said("Plan"),
        "service": page.said("Service"),
        "visit": page.said("Follow-up"),
    }
    return f"{words[name]} {number}".strip()
