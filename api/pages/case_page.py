"""A case as its pages read it: its state, its rules, what they say of the person, and what may be done now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from api.http.routers.cases import CaseId
from api.http.values import slashed
from api.pages.criteria import CriterionShown, criteria_shown
from api.pages.page import Page
from api.pages.programmes import programme_of
from application.access.places import places_of_stream
from application.evidence import EvidenceFile, listed
from application.lists import NOTICES, Where
from application.queries import UnknownId
from domain.beneficiaries.state import Person
from domain.beneficiaries.state import replay as person_of
from domain.eligibility.criteria import Judgement, WorkedOut, judge
from domain.eligibility.events import CaseGranted, CaseRechecked, CaseRefused
from domain.eligibility.state import Case, Stage, replay
from domain.levels import GovernmentLevel
from domain.programmes.policy import Policy, Standard
from domain.programmes.rejections import NoPolicyInForce
from domain.programmes.state import policy_at, policy_version
from domain.regions import RegionCode
from domain.rejected import Rejected

__all__ = ["CaseFile", "CaseId", "may_there", "posted_on", "read_case"]

Decision = CaseGranted | CaseRefused | CaseRechecked


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case as of the page's moment. `policy` is the one in force on the page's day, None where there is none."""

    state: Case
    person: Person
    policy: Policy | None
    judgement: Judgement | None
    decision: Decision | None
    decided_by_policy: Policy | None
    papers: tuple[EvidenceFile, ...] = ()

    @property
    def path(self) -> str:
        """Where its page is."""
        return f"/cases/{self.state.id.replace('/', '~')}"

    @property
    def criteria(self) -> Sequence[CriterionShown]:
        """The criteria of the rules in force, on the facts as they are stored now."""
        if self.policy is None or self.judgement is None:
            return ()
        return criteria_shown(self.policy, self.judgement.outcomes)

    @property
    def decided(self) -> Sequence[CriterionShown]:
        """The criteria as the newest decision kept them."""
        if self.decision is None or self.decided_by_policy is None:
            return ()
        return criteria_shown(self.decided_by_policy, self.decision.outcomes)

    @property
    def standard(self) -> Standard | None:
        """The row of the standards table that fits now."""
        return self.judgement.standard if self.judgement else None

    @property
    def worked(self) -> WorkedOut:
        """What that row gives now, with the lines of its formula."""
        return self.judgement.worked if self.judgement else WorkedOut()

    @property
    def level_due(self) -> GovernmentLevel | None:
        """The level whose review is due; None when all have reviewed, one was against it, or it is decided."""
        reviews = self.state.reviews
        if self.state.stage is not Stage.APPLIED or self.policy is None:
            return None
        if not all(review.favourable for review in reviews):
            return None
        done = {review.level for review in reviews}
        return next((level for level in self.policy.review_levels if level not in done), None)

    @property
    def is_reviewed(self) -> bool:
        """Whether every level is in favour."""
        reviews = self.state.reviews
        return self.level_due is None and self.state.stage is Stage.APPLIED and all(one.favourable for one in reviews)


def read_case(page: Page, case: str, operation: str = "cases") -> CaseFile:
    """Return a case as of the page's moment. Raises UnknownId, NoSuchCase, and what `Caller.may` raises."""
    name, desk = slashed(case), page.caller.services.desk
    page.query.may_in(operation, places_of_stream(f"case/{name}", desk))
    programme, _, person = name.partition("/")
    position = page.moment.position
    recorded = [entry for entry in desk.log.stream(f"case/{name}") if entry.position <= position]
    entries = [entry.fact for entry in recorded]
    if not entries:
        raise UnknownId(f"case/{name}")
    known = [entry.fact for entry in desk.log.stream(f"beneficiary/{person}") if entry.position <= position]
    who, rules = person_of(person, known), programme_of(page, programme)
    decisions = [fact for fact in entries if isinstance(fact, Decision)]
    decision = decisions[-1] if decisions else None
    day = page.moment.effective or page.today
    try:
        policy = policy_at(rules, day)
    except NoPolicyInForce:
        policy = None
    return CaseFile(
        replay(name, entries),
        who,
        policy,
        judge(policy, who.facts, day) if policy else None,
        decision,
        policy_version(rules, decision.policy_version) if decision else None,
        listed(recorded),
    )


def may_there(page: Page, operation: str, file: CaseFile) -> bool:
    """Say whether the caller may do this to this very case, now."""
    if page.is_of_the_past or not page.may(operation):
        return False
    try:
        page.query.may_in(operation, places_of_stream(f"case/{file.state.id}", page.caller.services.desk))
    except Rejected:  # The form itself would say why; here it is only not offered.
        return False
    return True


def posted_on(page: Page, file: CaseFile) -> list[tuple[str, date, bool]]:
    """Return the notices that name the person since the application: id, last day, whether they have run their time."""
    region = RegionCode.parse(file.state.region)
    rows = page.views.rows(NOTICES, where=Where(programmes=(file.state.programme,)), **page.times)
    found = []
    for row in rows:
        since = file.state.applied_on is None or row.published_on >= file.state.applied_on
        here = region.within(RegionCode.parse(row.region))
        if since and here and file.state.beneficiary in page.views.people_on_notice(row.notice, **page.times):
            found.append((row.notice, row.closes_on, row.concluded_on is not None))
    return found
