"""Posting a notice, hearing objections to it, and letting it run its full time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from domain.dates import not_before
from domain.free_text import clean_text, new_id, reference
from domain.free_text import hotline as office_number
from domain.notices.events import (
    NoticeConcluded,
    NoticeListed,
    NoticePublished,
    ObjectionGround,
    ObjectionRaised,
    ObjectionSettled,
)
from domain.notices.rejections import (
    NobodyOnNotice,
    NoSuchObjection,
    NoticeExists,
    NoticeIsOver,
    NoticeStillOpen,
    NoticeTooShort,
    NotOnThisNotice,
    ObjectionExists,
    ObjectionStillOpen,
    OnNoticeTwice,
    SettledByOwnHand,
)
from domain.notices.state import Notice, posted
from domain.programmes.policy import Policy
from domain.regions import RegionCode
from domain.working_days import IsWorkingDay, after_working_days

PEOPLE_PER_PAGE = 500
"""Keeps a page of ids of up to 64 characters well below an entry's 65,535 bytes."""


def publish(
    notice: Notice,
    *,
    programme: str,
    policy: Policy,
    region: str,
    place: str,
    hotline: str,
    beneficiaries: Sequence[str],
    working_days: int,
    is_working_day: IsWorkingDay,
    on: date,
) -> tuple[NoticePublished | NoticeListed, ...]:
    """Post a notice on the day `on`, which does not count; the list follows in pages.

    Raises NoticeExists, NotAReference, NobodyOnNotice, OnNoticeTwice, NoticeTooShort, NotARegionCode,
    TextMissing, TextTooLong, PersonalNumberInText, NotAHotline, and CalendarUnknown from the calendar.
    """
    if notice.published is not None:
        raise NoticeExists("notice_id", notice=notice.id)
    new_id(notice.id, field="notice_id")
    if not beneficiaries:
        raise NobodyOnNotice("beneficiaries")
    seen: set[str] = set()
    for index, beneficiary in enumerate(beneficiaries):
        if beneficiary in seen:
            raise OnNoticeTwice(f"beneficiaries[{index}]", beneficiary=beneficiary)
        seen.add(beneficiary)
    if working_days < policy.notice_days:
        raise NoticeTooShort("working_days", needed=policy.notice_days, given=working_days)
    published = NoticePublished(
        programme=programme,
        region=str(RegionCode.parse(region)),
        place=clean_text(place, field="place", limit=120),
        hotline=office_number(hotline, field="hotline"),
        published_on=on,
        working_days=working_days,
        closes_on=after_working_days(on, working_days, is_working_day),
        people=len(beneficiaries),
    )
    pages = (
        NoticeListed(1 + start // PEOPLE_PER_PAGE, tuple(beneficiaries[start : start + PEOPLE_PER_PAGE]))
        for start in range(0, len(beneficiaries), PEOPLE_PER_PAGE)
    )
    return (published, *pages)


def raise_objection(
    notice: Notice, *, objection_id: str, beneficiary: str, ground: ObjectionGround, on: date
) -> ObjectionRaised:
    """Object to one person's being on the notice, up to its last day; one open objection a person at a time.

    Raises NoSuchNotice, BeforeItsCause, NoticeIsOver, NotOnThisNotice, NotAReference, ObjectionExists,
    ObjectionStillOpen.
    """
    published = posted(notice)
    not_before(on, published.published_on, field="raised_on")
    if notice.concluded_on is not None or on > published.closes_on:
        raise NoticeIsOver("raised_on", closes_on=published.closes_on)
    if beneficiary not in notice.people:
        raise NotOnThisNotice("beneficiary", beneficiary=beneficiary, notice=notice.id)
    objection_id = reference(objection_id, field="objection_id")
    if objection_id in notice.open_objections or objection_id in notice.settled_objections:
        raise ObjectionExists("objection_id", objection=objection_id)
    if notice.open_against(beneficiary):
        raise ObjectionStillOpen("beneficiary", beneficiary=beneficiary)
    return ObjectionRaised(objection_id, beneficiary, ground, on)


def settle_objection(
    notice: Notice,
    *,
    objection_id: str,
    upheld: bool,
    finding: str,
    took_part: Collection[str],
    by: str,
    on: date,
) -> ObjectionSettled:
    """Uphold or dismiss an objection. `took_part` are the officers who acted on the person's case (`Case.hands`).

    Raises NoSuchNotice, NoSuchObjection, SettledByOwnHand, BeforeItsCause, TextMissing, PersonalNumberInText.
    """
    posted(notice)
    raised = notice.open_objections.get(objection_id)
    if raised is None:
        raise NoSuchObjection("objection_id", objection=objection_id[:50])
    if by in took_part:
        raise SettledByOwnHand("by", who=by)
    return ObjectionSettled(
        objection_id=objection_id,
        beneficiary=raised.beneficiary,
        upheld=upheld,
        finding=clean_text(finding, field="finding"),
        settled_by=by,
        settled_on=not_before(on, raised.raised_on, field="settled_on"),
    )


def conclude(notice: Notice, *, on: date) -> NoticeConcluded:
    """Say that the notice has run its full time.

    Raises NoSuchNotice, NoticeIsOver, NoticeStillOpen, ObjectionStillOpen, BeforeItsCause.
    """
    published = posted(notice)
    if notice.concluded_on is not None:
        raise NoticeIsOver("notice_id", closes_on=published.closes_on)
    if on <= published.closes_on:
        raise NoticeStillOpen("on", closes_on=published.closes_on)
    for raised in notice.open_objections.values():
        raise ObjectionStillOpen("notice_id", beneficiary=raised.beneficiary)
    return NoticeConcluded(not_before(on, notice.settled_on, field="on"))
