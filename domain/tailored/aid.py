"""Emergency aid of a place's year: claims within two limits, each paid by one settled payout or dropped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from domain.dates import not_before
from domain.free_text import clean_text
from domain.money import ZERO, AmountNotPositive, Money
from domain.payouts.state import Payout, Stage
from domain.tailored.aid_events import (
    EmergencyAidClaimed,
    EmergencyAidDropped,
    EmergencyAidEvent,
    EmergencyAidPaid,
    EmergencyAidReturned,
    PayoutTiedToAid,
    PayoutUntiedFromAid,
)
from domain.tailored.place_events import Terms
from domain.tailored.place_rejections import (
    AboveAidOfAPerson,
    AboveAidOfAYear,
    AidIsOver,
    NoSuchAid,
    PayoutIsNotThisAid,
    PayoutTiedAlready,
)
from domain.tailored.places import year_and_region
from domain.tailored.rejections import DayOutsideTheYear
from domain.tailored.signing import page_hash
from domain.tailored.state import ServiceFile, surveyed


@dataclass(frozen=True, slots=True)
class AidYear:
    """All claims of a place's year by number; `ended` says how those are over that are."""

    year: int
    region: str
    claims: Mapping[int, EmergencyAidClaimed] = field(default_factory=dict)
    ended: Mapping[int, EmergencyAidPaid | EmergencyAidDropped] = field(default_factory=dict)

    def counted(self, beneficiary: str = "") -> Money:
        """Return what is claimed or paid and not dropped: one person's, or (empty) everybody's."""
        own = (
            claim.amount
            for number, claim in self.claims.items()
            if not isinstance(self.ended.get(number), EmergencyAidDropped) and beneficiary in ("", claim.beneficiary)
        )
        return sum(own, ZERO)

    def id_of(self, number: int) -> str:
        """Name a claim."""
        return f"{self.year}/{self.region}/{number}"


def replay(place: str, facts: Iterable[object]) -> AidYear:
    """Build a year's claims from their history. Raises NotAServicePlace."""
    state = AidYear(*year_and_region(place))
    for fact in facts:
        state = evolve(state, fact)  # type: ignore[arg-type]  # assert_never is loud about strangers
    return state


def evolve(year: AidYear, event: EmergencyAidEvent) -> AidYear:
    """Return the year after one event. Never refuses: history has already happened."""
    match event:
        case EmergencyAidClaimed(number=number):
            return replace(year, claims={**year.claims, number: event})
        case EmergencyAidPaid(number=number) | EmergencyAidDropped(number=number):
            return replace(year, ended={**year.ended, number: event})
        case EmergencyAidReturned(number=number):
            return replace(year, ended={one: end for one, end in year.ended.items() if one != number})
        case _:
            assert_never(event)


def replay_tie(facts: Iterable[object]) -> str:
    """Return the claim that a payout is tied to; empty for none."""
    tied = ""
    for fact in facts:
        tied = fact.aid if isinstance(fact, PayoutTiedToAid) else ""
    return tied


def claim(
    year: AidYear, file: ServiceFile, terms: Terms, *, amount: Money, text: str, page_sha256: str, by: str, on: date
) -> EmergencyAidClaimed:
    """Claim aid for somebody whose needs were surveyed, within what a person and the place may have in the year.

    Raises NotSurveyedYet, DayOutsideTheYear, AmountNotPositive, AboveAidOfAPerson, AboveAidOfAYear, BeforeItsCause,
    NotAPageHash, refusals of free text.
    """
    found, person = surveyed(file), file.beneficiary
    if on.year != year.year:
        raise DayOutsideTheYear("on", day=on, year=year.year)
    if amount <= ZERO:
        raise AmountNotPositive("amount")
    total = year.counted(person) + amount
    if total > terms.aid_a_person:
        facts = {"beneficiary": person, "year": year.year, "limit": terms.aid_a_person, "total": total}
        raise AboveAidOfAPerson("amount", **facts)
    total = year.counted() + amount
    if total > terms.aid_a_year:
        raise AboveAidOfAYear("amount", region=year.region, year=year.year, limit=terms.aid_a_year, total=total)
    not_before(on, found.surveyed_on, field="on")
    return EmergencyAidClaimed(
        number=len(year.claims) + 1,
        beneficiary=person,
        region=found.region,
        programme=terms.aid_programme,
        amount=amount,
        text=clean_text(text, field="text"),
        page_sha256=page_hash(page_sha256),
        claimed_by=by,
        claimed_on=on,
    )


def tie(
    year: AidYear, number: int, payout: Payout, *, tied_to: str, by: str, on: date
) -> tuple[EmergencyAidPaid, PayoutTiedToAid]:
    """Tie a settled payout of the same person, programme and amount to a claim; each has one of the other.

    Raises NoSuchAid, AidIsOver, PayoutTiedAlready, PayoutIsNotThisAid, BeforeItsCause.
    """
    claimed, name = _open(year, number), year.id_of(number)
    if tied_to:
        raise PayoutTiedAlready("payout_id", payout=payout.id, aid=tied_to)
    programme = payout.batch_id.partition("/")[0]
    for what, found, wanted in (
        ("beneficiary", payout.beneficiary, claimed.beneficiary),
        ("programme", programme, claimed.programme),
        ("amount", str(payout.amount), str(claimed.amount)),
        ("stage", payout.stage.value, Stage.SETTLED.value),
    ):
        if found != wanted:
            raise PayoutIsNotThisAid("payout_id", payout=payout.id, aid=name, name=what, found=found, wanted=wanted)
    not_before(on, payout.settled_on, field="on")
    not_before(on, claimed.claimed_on, field="on")
    paid = EmergencyAidPaid(number, claimed.beneficiary, payout.id, claimed.amount, by, on)
    return paid, PayoutTiedToAid(name, by, on)


def payment_returned(
    year: AidYear, number: int, *, by: str, on: date
) -> tuple[EmergencyAidReturned, PayoutUntiedFromAid]:
    """Open a paid claim again whose payout came back. The payout's tie has named the claim, so that it is one."""
    paid = year.ended[number]
    assert isinstance(paid, EmergencyAidPaid)
    returned = EmergencyAidReturned(number, paid.beneficiary, paid.payout_id, by, on)
    return returned, PayoutUntiedFromAid(year.id_of(number), by, on)


def drop(year: AidYear, number: int, *, text: str, by: str, on: date) -> EmergencyAidDropped:
    """Give a claim up. Raises NoSuchAid, AidIsOver, BeforeItsCause, refusals of free text."""
    claimed = _open(year, number)
    not_before(on, claimed.claimed_on, field="on")
    return EmergencyAidDropped(number, claimed.beneficiary, clean_text(text, field="text"), by, on)


def place_and_number(aid: str) -> tuple[str, int]:
    """Return the place's year and the number in a claim's name. Raises NoSuchAid, NotAServicePlace."""
    place, _, number = aid.rpartition("/")
    if not (number.isascii() and number.isdigit() and len(number) <= 9):
        raise NoSuchAid("aid", aid=aid[:60])
    year_and_region(place)
    return place, int(number)


def _open(year: AidYear, number: int) -> EmergencyAidClaimed:
    claimed, name = year.claims.get(number), year.id_of(number)
    if claimed is None:
        raise NoSuchAid("aid", aid=name)
    if (end := year.ended.get(number)) is not None:
        raise AidIsOver("aid", aid=name, stage="paid" if isinstance(end, EmergencyAidPaid) else "dropped")
    return claimed
