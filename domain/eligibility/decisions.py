"""A case from application to decision. Objections are in `objections.py`, what follows a grant in `standing.py`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.beneficiaries.rejections import PersonDied, PersonMovedAway
from domain.beneficiaries.state import Person, present, registered
from domain.dates import not_before, not_in_the_future
from domain.eligibility.criteria import judge, used
from domain.eligibility.events import CaseApplied, CaseGranted, CaseRefused, CaseReviewed
from domain.eligibility.exclusions import Held, exclusions
from domain.eligibility.rejections import (
    BeforeApplication,
    CriteriaNotMet,
    DeciderTookPart,
    ExcludedBy,
    LiveCaseExists,
    NothingAgainstIt,
    NothingLeftToReview,
    NoticeNotConcluded,
    NoticeOfOtherProgramme,
    NotListedOnNotice,
    ObjectionOpen,
    ObjectionWasUpheld,
    OutsideArea,
    PolicyNotYetInForce,
    RecorderReviews,
    ReviewerReviewsTwice,
    ReviewMissing,
    ReviewOutOfOrder,
    ReviewWasAdverse,
    WrongCaseStage,
)
from domain.eligibility.state import LIVE, Case, Stage
from domain.fact_checks import checked_facts
from domain.facts import Fact
from domain.free_text import clean_text
from domain.levels import GovernmentLevel
from domain.notices.state import Notice, posted
from domain.periods import Month
from domain.programmes.policy import Policy
from domain.regions import RegionCode


def apply(
    case: Case,
    *,
    person: Person,
    policy: Policy,
    area: RegionCode,
    held: Sequence[Held],
    facts: Sequence[Fact],
    applied_on: date,
    by: str,
    on: date,
) -> CaseApplied:
    """Take an application. `area` is where the programme pays, `held` the person's live cases of other programmes.

    Raises NotRegistered, LiveCaseExists, InTheFuture, PersonDied, PersonMovedAway, OutsideArea, ExcludedBy,
    PolicyNotYetInForce, and what `checked_facts` raises.
    """
    registered(person)
    if case.stage in LIVE:
        raise LiveCaseExists("beneficiary", beneficiary=case.beneficiary)
    not_in_the_future(applied_on, on, field="applied_on")
    _still_here(person)
    if not RegionCode.parse(person.region).within(area):
        raise OutsideArea("beneficiary", beneficiary=person.id, region=person.region, area=area)
    _in_force(policy, on)
    _not_excluded(case, policy, held)
    return CaseApplied(person.region, applied_on, by, checked_facts(facts, on=on))


def review(
    case: Case, *, policy: Policy, level: GovernmentLevel, favourable: bool, opinion: str, by: str, on: date
) -> CaseReviewed:
    """Review the case at the level whose turn it is.

    Raises WrongCaseStage, RecorderReviews, ReviewerReviewsTwice, NothingLeftToReview, ReviewOutOfOrder,
    BeforeItsCause, TextMissing, PersonalNumberInText.
    """
    _must_be(case, Stage.APPLIED)
    if by == case.recorded_by:
        raise RecorderReviews("by", who=by)
    if by in case.hands:
        raise ReviewerReviewsTwice("by", who=by)
    due = _next_level(case, policy)
    if due is None:
        raise NothingLeftToReview("level")
    if level is not due:
        raise ReviewOutOfOrder("level", due=due.zh, given=level.zh)
    return CaseReviewed(
        level=level,
        reviewed_by=by,
        reviewed_on=not_before(on, case.last_on, field="reviewed_on"),
        favourable=favourable,
        opinion=clean_text(opinion, field="opinion"),
    )


def grant(
    case: Case,
    *,
    person: Person,
    policy: Policy,
    facts: Sequence[Fact],
    held: Sequence[Held],
    notice: Notice,
    by: str,
    on: date,
    first_month: Month | None = None,
) -> CaseGranted:
    """Grant the case from the month the policy says (commonly that of application) on, or from a later one.

    Refusals, in the order they win: WrongCaseStage, DeciderTookPart, ObjectionOpen, PersonDied, PersonMovedAway,
    ReviewWasAdverse, ReviewMissing, NoSuchNotice, NoticeOfOtherProgramme, NotListedOnNotice, ObjectionWasUpheld,
    NoticeNotConcluded, BeforeItsCause (the notice before the last review, the grant before the end of the notice),
    ExcludedBy, PolicyNotYetInForce, FactFromElsewhere, CriteriaNotMet, NoStandardApplies, AmountFactMissing,
    AmountFactUnreadable, NoBaseApplies, NothingComesOfIt, BeforeApplication.
    """
    _must_be(case, Stage.APPLIED)
    _other_hands(case, by)
    if case.open_objections or notice.open_against(case.beneficiary):
        raise ObjectionOpen("beneficiary", beneficiary=case.beneficiary)
    _still_here(person)
    _every_level_in_favour(case, policy)
    _notice_was_given(case, notice, on)
    _not_excluded(case, policy, held)
    _in_force(policy, on)
    looked_at = used(policy, checked_facts(facts, on=on))
    judged = judge(policy, looked_at, on)
    if not judged.holds:
        raise CriteriaNotMet("facts", articles="、".join(judged.against))
    return CaseGranted(
        policy_version=policy.version,
        facts=looked_at,
        outcomes=judged.outcomes,
        amount=judged.amount,
        first_month=_first_month(case, policy, first_month),
        notice_id=notice.id,
        decided_by=by,
        decided_on=on,
        workings=judged.worked.workings,
    )


def refuse(
    case: Case,
    *,
    person: Person,
    policy: Policy,
    facts: Sequence[Fact],
    held: Sequence[Held],
    notice: Notice | None = None,
    by: str,
    on: date,
) -> CaseRefused:
    """Refuse the applicant in writing, with every reason there is.

    Reasons are the articles of the criteria that failed, and these words: `no_standard`, `amount_fact_missing:<fact>`
    and the other kinds of an open amount, `review:<level>`, `excluded:<programme>`, `objection:<id>` (upheld on
    `notice`), `died`, `moved_away`.

    Raises WrongCaseStage, DeciderTookPart, PolicyNotYetInForce, FactFromElsewhere, BeforeItsCause, NothingAgainstIt.
    """
    _must_be(case, Stage.APPLIED)
    _other_hands(case, by)
    _in_force(policy, on)
    not_before(on, case.last_on, field="decided_on")
    looked_at = used(policy, checked_facts(facts, on=on))
    judged = judge(policy, looked_at, on)
    reasons = (
        *judged.reasons,
        *(f"review:{review.level.value}" for review in case.reviews if not review.favourable),
        *(f"excluded:{other}" for other in exclusions(case.programme, policy.excludes, held)),
        *(f"objection:{objection}" for objection in (notice.upheld_against(case.beneficiary) if notice else ())),
        *(["died"] if person.died_on is not None else []),
        *(["moved_away"] if person.moved_on is not None else []),
        *(["registered_twice"] if person.same_as else []),
    )
    if not reasons:
        raise NothingAgainstIt("")
    return CaseRefused(policy.version, looked_at, judged.outcomes, reasons, by, on)


def _must_be(case: Case, stage: Stage) -> None:
    if case.stage is not stage:
        raise WrongCaseStage("beneficiary", stage=case.stage.value, needed=stage.value)


def _other_hands(case: Case, by: str) -> None:
    if by in case.hands:
        raise DeciderTookPart("by", who=by)


def _still_here(person: Person) -> None:
    present(person)
    if person.died_on is not None:
        raise PersonDied("beneficiary", beneficiary=person.id, died_on=person.died_on)
    if person.moved_on is not None:
        raise PersonMovedAway("beneficiary", beneficiary=person.id, moved_on=person.moved_on)


def _not_excluded(case: Case, policy: Policy, held: Sequence[Held]) -> None:
    for other in exclusions(case.programme, policy.excludes, held):
        raise ExcludedBy("beneficiary", beneficiary=case.beneficiary, other=other, programme=case.programme)


def _in_force(policy: Policy, day: date) -> None:
    if policy.valid_from > day:
        raise PolicyNotYetInForce("policy", version=policy.version, valid_from=policy.valid_from, day=day)


def _next_level(case: Case, policy: Policy) -> GovernmentLevel | None:
    """Return the level whose review is due; None when all have reviewed or one was against it."""
    if not all(review.favourable for review in case.reviews):
        return None
    done = {review.level for review in case.reviews}
    return next((level for level in policy.review_levels if level not in done), None)


def _every_level_in_favour(case: Case, policy: Policy) -> None:
    for review in case.reviews:
        if not review.favourable:
            raise ReviewWasAdverse("beneficiary", level=review.level.zh)
    due = _next_level(case, policy)
    if due is not None:
        raise ReviewMissing("beneficiary", level=due.zh)


def _notice_was_given(case: Case, notice: Notice, on: date) -> None:
    published = posted(notice)
    if published.programme != case.programme:
        raise NoticeOfOtherProgramme("notice_id", notice=notice.id, other=published.programme)
    if case.beneficiary not in notice.people:
        raise NotListedOnNotice("notice_id", beneficiary=case.beneficiary, notice=notice.id)
    for objection in notice.upheld_against(case.beneficiary):
        raise ObjectionWasUpheld("notice_id", beneficiary=case.beneficiary, objection=objection)
    if notice.concluded_on is None:
        raise NoticeNotConcluded("notice_id", notice=notice.id)
    not_before(published.published_on, case.last_on, field="notice_id")
    not_before(on, notice.concluded_on, field="decided_on")


def _first_month(case: Case, policy: Policy, asked: Month | None) -> Month:
    assert case.applied_on is not None, "an applied case has a day of application"
    earliest = policy.monthly.starts.of(case.applied_on)
    if asked is not None and asked < earliest:
        raise BeforeApplication("first_month", earliest=earliest, given=asked)
    return asked or earliest
