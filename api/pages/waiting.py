"""What waits for whoever looks: by their roles, inside their regions and programmes, each with the way to it.

Nothing looks through whole registers: of each list only the beginning is read, and where there is more, so is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeVar

from api.http.values import tilded
from api.pages import navigation
from api.pages.page import Page
from api.pages.programmes import programme_of
from api.pages.words import sentences
from application.access.decide import regions_of
from application.calendars import counted_at
from application.listed.money import BatchListed
from application.lists import (
    BATCHES,
    CASES,
    FINDINGS,
    FOLLOW_UPS,
    NOTICES,
    OBJECTIONS,
    PAYOUTS,
    RECOVERIES,
    SCREENING_CLAIMS,
    VISIT_FINDINGS,
    VISITS,
    ListOf,
    Where,
)
from domain.accounts.roles import APPROVERS, Role
from domain.money import Money
from domain.programmes.rejections import NoPolicyInForce
from domain.programmes.state import Programme, policy_at, policy_version
from domain.working_days import CalendarUnknown, after_working_days

RowT = TypeVar("RowT")

MOST = 100
"""Rows read of each list."""
SHOWN = 5
SOON = timedelta(days=3)

(
    APPROVE,
    RELEASE,
    CAME_BACK,
    INSTALMENTS,
    APPLICATIONS,
    OVERDUE,
    OBJECTED,
    ENDED,
    ENDING,
    TO_VISIT,
    UNDISPOSED,
    UNANSWERED,
    WITHOUT_ROLE,
    WITHOUT_PAYER,
    TO_FOLLOW_UP,
) = sentences(
    "Batches that wait for your approval",
    "Approved batches to release",
    "Payments that came back",
    "Recoveries with an instalment due",
    "Applications to review or decide",
    "Applications past their time",
    "Objections to look into",
    "Notices that have ended",
    "Notices that end within three days",
    "People you are to call on",
    "Findings without a disposition",
    "Inspection findings to answer",
    "Open accounts without a role",
    "Services over the target without a payer",
    "Follow-ups that are due",
)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits: its name, the way to it, its programme, and what is told beside it."""

    name: str
    path: str
    programme: str = ""
    day: date | None = None
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Things of one kind; `more` says that only the beginning was counted. `is_late`: a day has passed for it."""

    title: str
    path: str
    lines: Sequence[Line]
    more: bool = False
    is_late: bool = False

    @property
    def count(self) -> int:
        """How many were counted."""
        return len(self.lines)

    @property
    def shown(self) -> Sequence[Line]:
        """The first of them."""
        return self.lines[:SHOWN]


class Desk:
    """The desk of one page's caller."""

    def __init__(self, page: Page) -> None:
        self._page, self._account = page, page.caller.account
        self._programmes: dict[str, Programme] = {}
        self.today = page.caller.services.desk.clock.today()
        self._is_working_day = counted_at(page.caller.services.desk, as_of=page.moment.position)

    def waiting(self) -> Sequence[Waiting]:
        """Return what waits, the most pressing kinds first; kinds of which there is nothing are left out."""
        groups: tuple[tuple[str, Callable[[], Iterator[Waiting]]], ...] = (
            ("batches", self._batches),
            ("recoveries", self._recoveries),
            ("cases", self._cases),
            ("objections", self._objections),
            ("notices", self._notices),
            ("visits", self._visits),
            ("findings", self._findings),
            ("visit_findings", self._visit_findings),
            ("accounts", self._accounts),
            ("screening_claims", self._claims),
            ("follow_ups", self._follow_ups),
        )
        found = [one for operation, look in groups if self._has(operation) for one in look() if one.lines or one.more]
        return sorted(found, key=lambda one: not one.is_late)

    def _batches(self) -> Iterator[Waiting]:
        rows, more = self._read(BATCHES, "batches", stages=("submitted", "approved", "released"))
        steps = [held.role for held in self._account.roles if held.role in APPROVERS]
        if steps:
            mine = [row for row in rows if row.stage.value == "submitted" and self._next_step(row) in steps]
            yield Waiting(APPROVE, "/approvals", [_batch(row, row.submitted_on) for row in mine], more)
        if self._has("release_batch"):
            approved = [_batch(row, row.submitted_on) for row in rows if row.stage.value == "approved"]
            yield Waiting(RELEASE, "/batches?stage=approved", approved, more)
        if self._has("reissue_payouts"):
            yield from self._came_back([row for row in rows if row.stage.value == "released" and row.returned])

    def _came_back(self, batches: Sequence[BatchListed]) -> Iterator[Waiting]:
        """Payments that came back, out of batches of which some did: those are few, payments are millions."""
        lines: list[Line] = []
        more = False
        for batch in batches:
            if len(lines) >= MOST:
                more = True
                break
            rows, cut = self._read(PAYOUTS, "payouts", stages=("returned",), batch=batch.batch)
            more = more or cut
            lines += [
                Line(row.beneficiary, f"/payouts/{tilded(row.payout)}", row.programme, row.stage_on, row.amount)
                for row in rows
            ]
        yield Waiting(CAME_BACK, "/returns", lines, more)

    def _recoveries(self) -> Iterator[Waiting]:
        if self._has("receive_instalment"):
            rows, more = self._read(RECOVERIES, "recoveries", stages=("open",))
            due = [row for row in rows if row.next_due is not None and row.next_due <= self.today]
            lines = [
                Line(row.recovery, f"/recoveries/{tilded(row.recovery)}", "", row.next_due, row.outstanding)
                for row in due
            ]
            yield Waiting(INSTALMENTS, "/recoveries?stage=open", lines, more and bool(lines), is_late=bool(lines))

    def _cases(self) -> Iterator[Waiting]:
        if not any(map(self._has, ("review_cases", "review_cases_at_township", "grant_cases"))):
            return
        rows, more = self._read(CASES, "cases", stages=("applied",))
        late = [row for row in rows if self._due(row.programme, row.applied_on) < self.today]
        for title, some in ((OVERDUE, late), (APPLICATIONS, [row for row in rows if row not in late])):
            lines = [Line(row.beneficiary, f"/cases/{tilded(row.case)}", row.programme, row.applied_on) for row in some]
            yield Waiting(title, "/cases?stage=applied", lines, more and bool(lines), is_late=title is OVERDUE)

    def _objections(self) -> Iterator[Waiting]:
        if self._has("settle_objection"):
            rows, more = self._read(OBJECTIONS, "objections", stages=("raised",))
            lines = [
                Line(row.beneficiary, f"/notices/{tilded(row.notice)}", row.programme, row.raised_on) for row in rows
            ]
            yield Waiting(OBJECTED, "/objections?stage=raised", lines, more)

    def _notices(self) -> Iterator[Waiting]:
        if self._has("conclude_notice"):
            rows, more = self._read(NOTICES, "notices", stages=("published",))
            for title, some in (
                (ENDED, [row for row in rows if row.closes_on < self.today]),
                (ENDING, [row for row in rows if self.today <= row.closes_on <= self.today + SOON]),
            ):
                lines = [
                    Line(row.place, f"/notices/{tilded(row.notice)}", row.programme, row.closes_on) for row in some
                ]
                yield Waiting(title, "/notices?stage=published", lines, more and bool(lines))

    def _visits(self) -> Iterator[Waiting]:
        if self._has("record_visit"):
            rows, more = self._read(VISITS, "visits", stages=("planned",))
            mine = [row for row in rows if row.visitor == self._account.id]
            lines = [
                Line(row.beneficiary, f"/inspections/{tilded(row.inspection)}", row.programme, row.planned_for)
                for row in mine
            ]
            late = any(row.planned_for < self.today for row in mine)
            yield Waiting(TO_VISIT, "/inspections", lines, more and bool(lines), is_late=late)

    def _findings(self) -> Iterator[Waiting]:
        rows, more = self._read(FINDINGS, "findings", stages=("open",))
        lines = [
            Line(row.check, f"/findings/{tilded(row.finding)}", row.programme, row.found_on, row.amount) for row in rows
        ]
        yield Waiting(UNDISPOSED, "/findings?stage=open", lines, more)

    def _visit_findings(self) -> Iterator[Waiting]:
        if self._has("answer_visit_finding"):
            rows, more = self._read(VISIT_FINDINGS, "visit_findings", stages=("raised",))
            lines = [
                Line(row.beneficiary, f"/inspections/{tilded(row.inspection)}", row.programme, row.answer_due_on)
                for row in rows
            ]
            late = any(row.answer_due_on < self.today for row in rows)
            yield Waiting(UNANSWERED, "/visit-findings?stage=raised", lines, more, is_late=late)

    def _accounts(self) -> Iterator[Waiting]:
        if self._has("give_role"):
            idle = [one for one in self._page.views.accounts(**self._page.times) if one.open and not one.roles]
            lines = [Line(one.account, f"/accounts/{one.account}", "", one.opened_on) for one in idle[:MOST]]
            yield Waiting(WITHOUT_ROLE, "/accounts", lines, len(idle) > MOST)

    def _claims(self) -> Iterator[Waiting]:
        if self._has("decide_claims"):
            rows, more = self._read(SCREENING_CLAIMS, "screening_claims", stages=("undecided",))
            lines = [
                Line(row.beneficiary, f"/screenings/{tilded(row.screening)}", row.programme, row.arose_on, row.amount)
                for row in rows
            ]
            yield Waiting(WITHOUT_PAYER, "/screening-claims?stage=undecided", lines, more)

    def _follow_ups(self) -> Iterator[Waiting]:
        if self._has("record_follow_ups"):
            rows, more = self._read(FOLLOW_UPS, "follow_ups", stages=("scheduled",))
            due = [row for row in rows if row.due_on <= self.today]
            lines = [
                Line(row.beneficiary, f"/screenings/{tilded(row.screening)}", row.programme, row.due_on) for row in due
            ]
            late = any(row.due_on < self.today for row in due)
            yield Waiting(TO_FOLLOW_UP, "/follow-ups?stage=scheduled", lines, more and bool(lines), is_late=late)

    def _has(self, operation: str) -> bool:
        return navigation.has(self._account, operation)

    def _read(self, of: ListOf[RowT], operation: str, **narrowed: Any) -> tuple[Sequence[RowT], bool]:
        where = replace(Where(within=regions_of(self._account, operation)), **narrowed)
        found = self._page.views.page(of, limit=MOST, where=where, **self._page.times)
        return found.rows, found.next is not None

    def _next_step(self, batch: BatchListed) -> Role | None:
        chain = policy_version(self._programme(batch.programme), batch.policy_version).approval_chain
        return next((Role(step.value) for step in chain if step not in batch.approvals), None)

    def _due(self, programme: str, applied_on: date) -> date:
        """Return the day by which an application is to be determined; the last of all where no rule says so."""
        try:
            days = policy_at(self._programme(programme), applied_on).deadlines
            return after_working_days(applied_on, days.receive + days.determine, self._is_working_day)
        except (NoPolicyInForce, CalendarUnknown):
            return date.max

    def _programme(self, programme: str) -> Programme:
        if programme not in self._programmes:
            self._programmes[programme] = programme_of(self._page, programme)
        return self._programmes[programme]


def _batch(row: BatchListed, day: date | None) -> Line:
    return Line(row.batch, f"/batches/{tilded(row.batch)}", row.programme, day, row.total)
