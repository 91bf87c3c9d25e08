"""A notice as its decisions see it: who is on it, and what was objected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from domain.notices.events import (
    NoticeConcluded,
    NoticeEvent,
    NoticeListed,
    NoticePublished,
    ObjectionRaised,
    ObjectionSettled,
)
from domain.notices.rejections import NoSuchNotice


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice; `published` is None until it is posted.

    Objections are kept by id; `settled_on` is the day the last of them was settled.
    """

    id: str
    published: NoticePublished | None = None
    people: frozenset[str] = frozenset()
    open_objections: Mapping[str, ObjectionRaised] = field(default_factory=dict)
    settled_objections: Mapping[str, ObjectionSettled] = field(default_factory=dict)
    settled_on: date | None = None
    concluded_on: date | None = None

    def open_against(self, beneficiary: str) -> bool:
        """Say whether an objection to this person is still open."""
        return any(raised.beneficiary == beneficiary for raised in self.open_objections.values())

    def upheld_against(self, beneficiary: str) -> tuple[str, ...]:
        """Name the objections to this person that were upheld."""
        return tuple(
            objection
            for objection, settled in self.settled_objections.items()
            if settled.upheld and settled.beneficiary == beneficiary
        )


def replay(notice: str, facts: Iterable[object]) -> Notice:
    """Build the state of a notice from its history; an unknown event stops the replay."""
    state = Notice(notice)
    for fact in facts:
        state = evolve(state, fact)  # type: ignore[arg-type]  # assert_never is loud about strangers
    return state


def evolve(notice: Notice, event: NoticeEvent) -> Notice:
    """Return the notice after one event. Never refuses: history has already happened."""
    match event:
        case NoticePublished():
            return replace(notice, published=event)
        case NoticeListed(beneficiaries=beneficiaries):
            return replace(notice, people=notice.people | frozenset(beneficiaries))
        case ObjectionRaised(objection_id=objection):
            return replace(notice, open_objections={**notice.open_objections, objection: event})
        case ObjectionSettled(objection_id=objection, settled_on=settled_on):
            rest = {known: raised for known, raised in notice.open_objections.items() if known != objection}
            return replace(
                notice,
                open_objections=rest,
                settled_objections={**notice.settled_objections, objection: event},
                settled_on=settled_on,
            )
        case NoticeConcluded(concluded_on=concluded_on):
            return replace(notice, concluded_on=concluded_on)
        case _:
            assert_never(event)


def posted(notice: Notice) -> NoticePublished:
    """Return how the notice was posted. Raises NoSuchNotice."""
    if notice.published is None:
        raise NoSuchNotice("notice_id", notice=notice.id)
    return notice.published
