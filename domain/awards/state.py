"""An award scheme and an award as their decisions see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from domain.awards.events import (
    AwardApplied,
    AwardGranted,
    AwardOrderedBack,
    AwardResumed,
    AwardSchemeOpened,
    AwardSuspended,
    AwardTerms,
    DepartmentSigned,
    InstalmentCalled,
    YearlyCheckRecorded,
)
from domain.awards.rejections import NoSuchAward, NoSuchAwardScheme, NotGrantedYet
from domain.money import Money, total


@dataclass(frozen=True, slots=True)
class AwardScheme:
    """One scheme; `opened` is None until it is opened."""

    id: str
    opened: AwardSchemeOpened | None = None


@dataclass(frozen=True, slots=True)
class Award:
    """One applicant's award. `checks` has the newest check of each year, `called` the instalments by number."""

    id: str
    applied: AwardApplied | None = None
    signed: Mapping[str, DepartmentSigned] = field(default_factory=dict)
    granted: AwardGranted | None = None
    called: Mapping[int, InstalmentCalled] = field(default_factory=dict)
    checks: Mapping[int, YearlyCheckRecorded] = field(default_factory=dict)
    suspended: AwardSuspended | None = None
    ordered_back: tuple[AwardOrderedBack, ...] = ()
    last_on: date | None = None

    @property
    def called_total(self) -> Money:
        """What may be or was paid so far."""
        return total(each.amount for each in self.called.values())


def replay_scheme(scheme: str, facts: Iterable[object]) -> AwardScheme:
    """Build the state of a scheme from its history; an unknown event stops the replay."""
    state = AwardScheme(scheme)
    for fact in facts:
        match fact:
            case AwardSchemeOpened():
                state = replace(state, opened=fact)
            case _:
                raise AssertionError(f"no event of an award scheme: {fact}")
    return state


def replay(award: str, facts: Iterable[object]) -> Award:
    """Build the state of an award from its history; an unknown event stops the replay."""
    state = Award(award)
    for fact in facts:
        state = evolve(state, fact)
    return state


def evolve(award: Award, event: object) -> Award:
    """Return the award after one event. Never refuses: history has already happened."""
    match event:
        case AwardApplied(applied_on=on):
            return replace(award, applied=event, last_on=on)
        case DepartmentSigned(department=department, signed_on=on):
            return replace(award, signed={**award.signed, department: event}, last_on=on)
        case AwardGranted(granted_on=on):
            return replace(award, granted=event, last_on=on)
        case InstalmentCalled(number=number, called_on=on):
            return replace(award, called={**award.called, number: event}, last_on=on)
        case YearlyCheckRecorded(year=year, checked_on=on):
            return replace(award, checks={**award.checks, year: event}, last_on=on)
        case AwardSuspended(suspended_on=on):
            return replace(award, suspended=event, last_on=on)
        case AwardResumed(resumed_on=on):
            return replace(award, suspended=None, last_on=on)
        case AwardOrderedBack(ordered_on=on):
            return replace(award, ordered_back=(*award.ordered_back, event), last_on=on)
        case _:
            raise AssertionError(f"no event of an award: {event}")


def scheme_opened(scheme: AwardScheme) -> AwardSchemeOpened:
    """Return how a scheme was opened. Raises NoSuchAwardScheme."""
    if scheme.opened is None:
        raise NoSuchAwardScheme("scheme_id", scheme=scheme.id)
    return scheme.opened


def applied(award: Award) -> AwardApplied:
    """Return the application. Raises NoSuchAward."""
    if award.applied is None:
        raise NoSuchAward("award_id", award=award.id)
    return award.applied


def granted(award: Award) -> AwardGranted:
    """Return the grant. Raises NoSuchAward, NotGrantedYet."""
    applied(award)
    if award.granted is None:
        raise NotGrantedYet("award_id", award=award.id)
    return award.granted


def terms_of(award: Award) -> AwardTerms:
    """Return the terms the award was applied for under. Raises NoSuchAward."""
    return applied(award).terms
