"""Bad input to cases: applications, reviews, what stands."""

from __future__ import annotations

from datetime import date

from domain.dates import BeforeItsCause, InTheFuture
from domain.eligibility import decisions as cases
from domain.eligibility import objections, standing
from domain.eligibility.events import StopReason
from domain.eligibility.rejections import NoSuchOpenObjection, ReviewOutOfOrder, StopBeforeStart, TooMuchBackPay
from domain.free_text import PersonalNumberInText, TextMissing
from domain.levels import GovernmentLevel
from domain.periods import Month
from tests.domain import case_stories as e
from tests.domain.bad_input.lines import LEAK, TODAY, Line, fact
from tests.domain.bad_input.notices import POSTED
from tests.domain.people_stories import A_GRANTED_CASE, APPLIED, REVIEWED, the_case

GRANTED = the_case(*A_GRANTED_CASE)
HALTED = the_case(*A_GRANTED_CASE, e.SUSPENDED, e.CHECKED)


def apply(**changed: object) -> object:
    return cases.apply(the_case(), **(e.APPLYING | changed))


def review(**changed: object) -> object:
    return cases.review(the_case(APPLIED), **(e.REVIEWING | changed))


CASES: tuple[Line, ...] = (
    ("an application of tomorrow", lambda: apply(applied_on=date(2017, 3, 2)), InTheFuture, "applied_on"),
    (
        "an application with a mobile in it",
        lambda: apply(facts=(fact("note", "13900001234", as_of=date(2017, 3, 1)),)),
        PersonalNumberInText,
        "facts[0].value",
    ),
    ("a review without an opinion", lambda: review(opinion=""), TextMissing, "opinion"),
    ("a review that leaks", lambda: review(opinion=LEAK), PersonalNumberInText, "opinion"),
    ("a review by the province", lambda: review(level=GovernmentLevel.PROVINCIAL), ReviewOutOfOrder, "level"),
    ("a review before the application", lambda: review(on=date(2017, 2, 1)), BeforeItsCause, "reviewed_on"),
    (
        "four months of back pay",
        lambda: standing.resume(HALTED, from_month=e.OCTOBER, back_pay_months=4, on=date(2017, 9, 10)),
        TooMuchBackPay,
        "back_pay_months",
    ),
    (
        "an end before the beginning",
        lambda: standing.revoke(GRANTED, reason=StopReason.WITHDRAWN, from_month=Month.parse("2016-12"), on=TODAY),
        StopBeforeStart,
        "from_month",
    ),
    (
        "an objection nobody raised",
        lambda: objections.confirm(the_case(*REVIEWED), notice=POSTED, objection_id="o-9", on=TODAY),
        NoSuchOpenObjection,
        "objection_id",
    ),
)
