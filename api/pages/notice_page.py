"""A notice as its pages read it, and who could be put on one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from api.http.values import slashed
from api.pages.page import Page
from api.pages.programmes import programme_of
from application import streams
from application.access.decide import regions_of
from application.access.places import places_of_stream
from application.calendars import counted_at
from application.listed.rules_and_people import ObjectionListed
from application.lists import CASES, NOTICES, OBJECTIONS, Where
from application.queries import UnknownId
from application.work import Work
from domain.eligibility.criteria import known_amount
from domain.eligibility.state import Case
from domain.money import Money
from domain.notices.events import NoticeListed, NoticePublished
from domain.notices.state import Notice, posted, replay
from domain.programmes.rejections import NoPolicyInForce
from domain.programmes.state import policy_at
from domain.regions import RegionCode
from domain.working_days import CalendarUnknown, working_days_between

MOST = 1500
"""People offered for one notice by ticks; a notice of more is posted region by region."""


@dataclass(frozen=True, slots=True)
class NoticeFile:
    """A notice as of the page's moment; `people` are ids in the order listed, `working_days_left` None if over."""

    state: Notice
    published: NoticePublished
    people: Sequence[str]
    objections: Sequence[ObjectionListed]
    working_days_left: int | None

    @property
    def path(self) -> str:
        """Where its page is."""
        return f"/notices/{self.state.id.replace('/', '~')}"

    def is_open(self, day: date) -> bool:
        """Say whether objections are heard on a day."""
        return self.state.concluded_on is None and day <= self.published.closes_on


@dataclass(frozen=True, slots=True)
class Proposed:
    """Somebody whose case every level reviewed in favour and who is on no notice yet."""

    beneficiary: str
    region: str
    applied_on: date
    amount: Money | None


def read_notice(page: Page, notice: str, operation: str = "notices") -> NoticeFile:
    """Return a notice as of the page's moment. Raises UnknownId, NoSuchNotice, and what `Caller.may` raises."""
    name, desk = slashed(notice), page.caller.services.desk
    page.query.may_in(operation, places_of_stream(f"notice/{name}", desk))
    position = page.moment.position
    facts = [entry.fact for entry in desk.log.stream(f"notice/{name}") if entry.position <= position]
    if not facts:
        raise UnknownId(f"notice/{name}")
    state = replay(name, facts)
    published = posted(state)
    people = [one for fact in facts if isinstance(fact, NoticeListed) for one in fact.beneficiaries]
    objections = list(page.views.rows(OBJECTIONS, where=Where(notice=name), **page.times))
    left = None
    if state.concluded_on is None and page.today <= published.closes_on:
        try:
            left = working_days_between(page.today, published.closes_on, counted_at(desk, as_of=position))
        except CalendarUnknown:
            left = None
    return NoticeFile(state, published, people, objections, left)


def proposed_for(page: Page, programme: str, region: str) -> tuple[Sequence[Proposed], bool]:
    """Return who may be put on a notice inside a region (empty: all of one's own), and whether there are more."""
    desk, day = page.caller.services.desk, page.today
    within = regions_of(page.caller.account, "publish_notice")
    regions = (RegionCode.parse(region),) if region else ()
    where = Where(programmes=(programme,), regions=regions, stages=("applied",), within=within)
    rows = [row.beneficiary for row, _ in zip(page.views.rows(CASES, where=where), range(2 * MOST), strict=False)]
    work = Work(desk.log, attempt=0)
    try:
        policy = policy_at(programme_of(page, programme), day)
    except NoPolicyInForce:
        return (), False
    on_notice = _since(page, programme)
    people = {one.state.id: one.state for one in streams.people(work, rows)}
    found = []
    for loaded in streams.cases(work, programme, rows):
        case = loaded.state
        if _is_reviewed(case, len(policy.review_levels)) and on_notice.get(case.beneficiary, date.min) < _last(case):
            amount = known_amount(policy, people[case.beneficiary].facts)
            found.append(Proposed(case.beneficiary, case.region, case.applied_on or day, amount))
    return found[:MOST], len(found) > MOST or len(rows) == 2 * MOST


def _is_reviewed(case: Case, levels: int) -> bool:
    return len(case.reviews) >= levels and all(one.favourable for one in case.reviews) and not case.open_objections


def _last(case: Case) -> date:
    return case.reviews[-1].reviewed_on if case.reviews else case.applied_on or date.min


def _since(page: Page, programme: str) -> dict[str, date]:
    """Return the day of the newest notice that names each person of the programme."""
    found: dict[str, date] = {}
    for row in page.views.rows(NOTICES, where=Where(programmes=(programme,))):
        for person in page.views.people_on_notice(row.notice):
            found[person] = max(found.get(person, date.min), row.published_on)
    return found
