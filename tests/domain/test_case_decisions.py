"""A reviewed case is granted or refused, by hands that took no part in it, with everything it rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.beneficiaries.rejections import PersonDied, PersonMovedAway
from domain.dates import BeforeItsCause
from domain.eligibility import decisions as cases
from domain.eligibility.events import CaseRefused
from domain.eligibility.exclusions import Held
from domain.eligibility.rejections import (
    BeforeApplication,
    CriteriaNotMet,
    DeciderTookPart,
    ExcludedBy,
    NothingAgainstIt,
    NoticeNotConcluded,
    NoticeOfOtherProgramme,
    NotListedOnNotice,
    ObjectionOpen,
    ObjectionWasUpheld,
    PolicyNotYetInForce,
    ReviewMissing,
    ReviewWasAdverse,
    WrongCaseStage,
)
from domain.notices.rejections import NoSuchNotice
from domain.periods import Month
from domain.rejected import Rejected
from tests.domain.case_stories import DISMISSED, GRANTING, JUNE, RAISED, REFUSING, REOPENED, UPHELD, given
from tests.domain.people_stories import (
    A_CONCLUDED_NOTICE,
    A_GRANTED_CASE,
    A_POSTED_NOTICE,
    APPLIED,
    COUNTY_SAYS_NO,
    DEAD,
    GRANTED,
    MOVED,
    POLICY,
    POSTED,
    REVIEWED,
    TOWNSHIP_SAYS_YES,
    facts,
    the_notice,
)


def test_a_case_is_granted_from_the_month_of_application_with_everything_it_rests_on() -> None:
    given(*REVIEWED).when(cases.grant, **GRANTING).then(GRANTED)


def test_a_later_first_month_may_be_given_but_no_earlier_one() -> None:
    given(*REVIEWED).when(cases.grant, **GRANTING, first_month=JUNE).then(replace(GRANTED, first_month=JUNE))
    given(*REVIEWED).when(cases.grant, **GRANTING, first_month=Month.parse("2017-02")).then_rejected(BeforeApplication)


NOT_GRANTED: tuple[tuple[str, tuple[object, ...], dict[str, Any], type[Rejected]], ...] = (
    ("nothing was applied for", (), {}, WrongCaseStage),
    ("it is granted already", A_GRANTED_CASE, {}, WrongCaseStage),
    ("the recorder decides", REVIEWED, {"by": "liaison"}, DeciderTookPart),
    ("a reviewer decides", REVIEWED, {"by": "qian"}, DeciderTookPart),
    ("an objection is open", (*REVIEWED, REOPENED), {}, ObjectionOpen),
    ("the notice knows an objection", REVIEWED, {"notice": the_notice(*A_POSTED_NOTICE, RAISED)}, ObjectionOpen),
    ("the person died", REVIEWED, {"person": DEAD}, PersonDied),
    ("the person moved", REVIEWED, {"person": MOVED}, PersonMovedAway),
    ("a review was adverse", (APPLIED, TOWNSHIP_SAYS_YES, COUNTY_SAYS_NO), {}, ReviewWasAdverse),
    ("a review is missing", (APPLIED, TOWNSHIP_SAYS_YES), {}, ReviewMissing),
    ("there is no notice", REVIEWED, {"notice": the_notice()}, NoSuchNotice),
    (
        "the notice was about something else",
        REVIEWED,
        {"notice": the_notice(replace(POSTED, programme="other"), *A_CONCLUDED_NOTICE[1:])},
        NoticeOfOtherProgramme,
    ),
    ("the notice names others", REVIEWED, {"notice": the_notice(POSTED, A_CONCLUDED_NOTICE[-1])}, NotListedOnNotice),
    (
        "the objection was upheld",
        REVIEWED,
        {"notice": the_notice(*A_POSTED_NOTICE, RAISED, UPHELD, A_CONCLUDED_NOTICE[-1])},
        ObjectionWasUpheld,
    ),
    ("the notice still runs", REVIEWED, {"notice": the_notice(*A_POSTED_NOTICE)}, NoticeNotConcluded),
    (
        "the notice was posted before the last review",
        (APPLIED, TOWNSHIP_SAYS_YES, replace(REVIEWED[2], reviewed_on=date(2017, 3, 9))),
        {},
        BeforeItsCause,
    ),
    ("the grant is dated before the notice ended", REVIEWED, {"on": date(2017, 3, 19)}, BeforeItsCause),
    ("an excluding programme was granted meanwhile", REVIEWED, {"held": (Held("special-care"),)}, ExcludedBy),
    (
        "the policy is next year's",
        REVIEWED,
        {"policy": replace(POLICY, valid_from=date(2018, 1, 1))},
        PolicyNotYetInForce,
    ),
    ("a criterion fails", REVIEWED, {"facts": facts(low_income="no")}, CriteriaNotMet),
    ("a fact is missing", REVIEWED, {"facts": facts(public_payroll="")}, CriteriaNotMet),
)


@pytest.mark.parametrize(("history", "changed", "rule"), [pytest.param(*case[1:], id=case[0]) for case in NOT_GRANTED])
def test_nobody_is_granted_when(history: tuple[object, ...], changed: dict[str, Any], rule: type[Rejected]) -> None:
    given(*history).when(cases.grant, **(GRANTING | changed)).then_rejected(rule)


def test_a_refusal_names_every_reason() -> None:
    (event,) = (
        given(APPLIED, TOWNSHIP_SAYS_YES, COUNTY_SAYS_NO, REOPENED)
        .when(
            cases.refuse,
            **(
                REFUSING
                | {
                    "facts": facts(low_income="no", public_payroll=""),
                    "held": (Held("special-care"),),
                    "notice": the_notice(*A_POSTED_NOTICE, RAISED, UPHELD),
                    "person": replace(DEAD, moved_on=date(2017, 3, 2)),
                }
            ),
        )
        .events()
    )
    assert isinstance(event, CaseRefused)
    assert event.reasons == (
        "第四条",
        "第五条",
        "review:county",
        "excluded:special-care",
        "objection:o-1",
        "died",
        "moved_away",
    )


def test_whoever_passes_everything_cannot_be_refused() -> None:
    given(*REVIEWED).when(cases.refuse, **REFUSING).then_rejected(NothingAgainstIt)
    dismissed = the_notice(*A_POSTED_NOTICE, RAISED, DISMISSED)
    given(*REVIEWED).when(cases.refuse, **REFUSING, notice=dismissed).then_rejected(NothingAgainstIt)


def test_a_refusal_is_decided_by_other_hands_too() -> None:
    poor = REFUSING | {"facts": facts(low_income="no"), "by": "zhao"}
    given(*REVIEWED).when(cases.refuse, **poor).then_rejected(DeciderTookPart)


def test_whom_no_standard_fits_is_refused_for_that() -> None:
    bare = replace(POLICY, standards=POLICY.standards[:1])
    (event,) = given(*REVIEWED).when(cases.refuse, **(REFUSING | {"policy": bare})).events()
    assert isinstance(event, CaseRefused)
    assert event.reasons == ("no_standard",)
