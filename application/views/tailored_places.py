"""The rows of places in tailored service: their terms, their year, and emergency aid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from application.recorded import Recorded
from application.views.view import Name, Row, Word, id_in
from domain.tailored import aid_events as aid
from domain.tailored import place_events as places
from domain.tailored.places import year_and_region


class ServicePlaceStage(Name):
    """What happened to a place's year."""

    SUPERVISORS = "supervisors"
    SUPERVISED = "supervised"
    REPORT = "report"
    FALSIFIED = "falsified"
    WITHDRAWN = "withdrawn"


class AidStage(Name):
    """What happened to a claim of emergency aid."""

    CLAIMED = "claimed"
    PAID = "paid"
    DROPPED = "dropped"
    RETURNED = "returned"


class ServicePlaceStep(NamedTuple):
    """One step of a place's year. `what` are supervisors, people of a household or files, comma-separated."""

    position: int
    place: Word
    year: int
    region: Word
    stage: ServicePlaceStage
    number: int | None
    period: Word | None
    due_on: date | None
    what: str | None
    page_sha256: str | None
    text: str | None
    document: str | None
    by: Word
    effective: date


class ServiceTerms(NamedTuple):
    """One version of a place's terms; `weights` as `surveyed 1/2, served 1/2`."""

    position: int
    region: Word
    version: int
    valid_from: date
    document: str
    weights: str
    households: int
    quota_period: Word
    monthly_days: int
    quarterly_days: int
    programme: Word
    aid_person_fen: int
    aid_year_fen: int
    by: Word
    effective: date


class AidStep(NamedTuple):
    """One step of a claim of emergency aid; `aid` is `<year>/<region>/<number>`."""

    position: int
    aid: str
    year: int
    beneficiary: str
    region: Word | None
    programme: Word | None
    stage: AidStage
    amount_fen: int | None
    payout: str | None
    text: str | None
    page_sha256: str | None
    by: Word
    effective: date


def place_rows(entry: Recorded[object]) -> Iterator[Row]:
    """Yield what the entry says of a place's terms, its year, or emergency aid."""
    position, name, fact = entry.position, id_in(entry.stream), entry.fact
    match fact:
        case places.ServiceTermsSet(terms=terms):
            weights = ", ".join(f"{one.factor.value} {one.weight}" for one in terms.weights)
            yield ServiceTerms(
                position,
                name,
                fact.version,
                fact.valid_from,
                fact.document,
                weights,
                terms.households,
                terms.quota_period.value,
                terms.monthly_days,
                terms.quarterly_days,
                terms.aid_programme,
                terms.aid_a_person.fen,
                terms.aid_a_year.fen,
                fact.set_by,
                fact.set_on,
            )
        case (
            aid.EmergencyAidClaimed() | aid.EmergencyAidPaid() | aid.EmergencyAidDropped() | aid.EmergencyAidReturned()
        ):
            yield _aid(position, name, fact)
        case aid.PayoutTiedToAid() | aid.PayoutUntiedFromAid():
            return  # The claim's own step says so.
        case (
            places.SupervisorsNamed()
            | places.HouseholdSupervised()
            | places.ServiceReportHandedIn()
            | places.FalsificationConfirmed()
            | places.FalsificationWithdrawn()
        ):
            yield _place(position, name, fact)
        case _:
            return


def _place(position: int, name: str, fact: places.ServicePlaceEvent) -> ServicePlaceStep:
    year, region = year_and_region(name)

    def step(
        stage: ServicePlaceStage,
        by: str,
        on: date,
        *,
        number: int | None = None,
        period: str | None = None,
        due: date | None = None,
        what: str | None = None,
        page: str | None = None,
        text: str | None = None,
        document: str | None = None,
    ) -> ServicePlaceStep:
        told = (number, period, due, what, page, text, document)
        return ServicePlaceStep(position, name, year, region, stage, *told, by, on)

    match fact:
        case places.SupervisorsNamed(supervisors=supervisors, named_by=by, named_on=on):
            return step(ServicePlaceStage.SUPERVISORS, by, on, what=",".join(supervisors))
        case places.HouseholdSupervised(supervisor=by, beneficiaries=people, supervised_on=on):
            return step(ServicePlaceStage.SUPERVISED, by, on, what=",".join(people), page=fact.page_sha256)
        case places.ServiceReportHandedIn(period=period, due_on=due, handed_in_by=by, handed_in_on=on):
            return step(ServicePlaceStage.REPORT, by, on, period=str(period), due=due, page=fact.page_sha256)
        case places.FalsificationConfirmed(number=number, files=named, confirmed_by=by, confirmed_on=on):
            what, text = ",".join(named), fact.text
            stage = ServicePlaceStage.FALSIFIED
            return step(stage, by, on, number=number, what=what, text=text, document=fact.document)
        case places.FalsificationWithdrawn(number=number, text=text, withdrawn_by=by, withdrawn_on=on):
            return step(ServicePlaceStage.WITHDRAWN, by, on, number=number, text=text)


def _aid(position: int, place: str, fact: aid.EmergencyAidEvent) -> AidStep:
    year, _ = year_and_region(place)

    def step(
        stage: AidStage,
        by: str,
        on: date,
        *,
        region: str | None = None,
        programme: str | None = None,
        fen: int | None = None,
        payout: str | None = None,
        text: str | None = None,
        page: str | None = None,
    ) -> AidStep:
        told = (region, programme, stage, fen, payout, text, page)
        return AidStep(position, f"{place}/{fact.number}", year, fact.beneficiary, *told, by, on)

    match fact:
        case aid.EmergencyAidClaimed(region=region, programme=programme, amount=amount, claimed_by=by, claimed_on=on):
            page, text, fen = fact.page_sha256, fact.text, amount.fen
            return step(AidStage.CLAIMED, by, on, region=region, programme=programme, fen=fen, text=text, page=page)
        case aid.EmergencyAidPaid(amount=amount, payout_id=payout, tied_by=by, tied_on=on):
            return step(AidStage.PAID, by, on, fen=amount.fen, payout=payout)
        case aid.EmergencyAidDropped(text=text, dropped_by=by, dropped_on=on):
            return step(AidStage.DROPPED, by, on, text=text)
        case aid.EmergencyAidReturned(payout_id=payout, posted_by=by, posted_on=on):
            return step(AidStage.RETURNED, by, on, payout=payout)
