"""Matching schemes: opened with their ratio, units taken in, conditions met; what is freed is service accepted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.desk import Desk
from application.road import Answer, Officer
from application.work import Work
from domain.institutions import decisions as institutions
from domain.institutions.events import AcceptedService
from domain.matching import decisions as matching
from domain.matching.events import MatchingShare
from domain.matching.state import opened, the_unit
from domain.money import Money, total
from domain.periods import Period
from domain.programmes.state import existing
from domain.regions import RegionCode


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMatchingScheme:
    """A document fixes the ratio of two levels on every unit, and the conditions each unit goes through in order."""

    command_id: str
    scheme_id: str
    programme: str
    region: str
    period: Period
    document: str
    shares: tuple[MatchingShare, ...]
    conditions: tuple[str, ...]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmitUnit:
    """A unit (a station) is to be paid `amount`, both levels' parts together, under the agreement of who runs it."""

    command_id: str
    scheme_id: str
    unit: str
    name: str
    agreement_id: str
    amount: Money
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetUnitCondition:
    """A unit met its next condition on a day, by a document, as somebody confirmed (an office, not a person's name)."""

    command_id: str
    scheme_id: str
    unit: str
    condition: str
    document: str
    confirmed_by: str
    on: date


def open_matching_scheme(ask: OpenMatchingScheme, *, by: Officer, desk: Desk) -> Answer:
    """Fix a scheme's terms. Raises NoSuchProgramme, NotARegionCode and what `open_scheme` names."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        existing(streams.programme(work, ask.programme).state)
        scheme = streams.matching(work, ask.scheme_id)
        fact = matching.open_scheme(
            scheme.state,
            programme=ask.programme,
            region=str(RegionCode.parse(ask.region, field="region")),
            period=ask.period,
            document=ask.document,
            shares=ask.shares,
            conditions=ask.conditions,
            by=by.id,
            on=ask.on,
        )
        work.record(scheme, fact)
        return {"scheme": ask.scheme_id}

    return desk.take(ask, decide, by=by)


def admit_unit(ask: AdmitUnit, *, by: Officer, desk: Desk, dry_run: bool = False) -> Answer:
    """Take a unit in. The answer has what each level pays for it (yuan), in the scheme's order."""
    desk.happened(ask.on)
    return desk.take(ask, lambda work: take_in(work, ask, by=by), by=by, dry_run=dry_run)


def take_in(work: Work, ask: AdmitUnit, *, by: Officer) -> dict[str, object]:
    """Take a unit in, as part of whatever else is recorded. Raises what `domain.matching.decisions` names."""
    scheme = streams.matching(work, ask.scheme_id)
    agreement = streams.agreement(work, ask.agreement_id)
    fact = matching.admit_unit(
        scheme.state,
        agreement.state,
        unit=ask.unit,
        name=ask.name,
        amount=ask.amount,
        by=by.id,
        on=ask.on,
    )
    work.record(scheme, fact)
    return {
        "scheme": ask.scheme_id,
        "unit": ask.unit,
        "parts": [{"level": part.level.value, "amount": str(part.amount)} for part in fact.parts],
    }


def meet_unit_condition(ask: MeetUnitCondition, *, by: Officer, desk: Desk) -> Answer:
    """Record a condition met. What it frees is accepted under the unit's agreement, and may be invoiced and paid.

    Raises what `meet_condition` names, and the agreement's AboveCeiling and OutsideAgreementYear.
    """
    desk.happened(ask.on)
    return desk.take(ask, lambda work: meet(work, ask, by=by, today=desk.clock.today()), by=by)


def meet(work: Work, ask: MeetUnitCondition, *, by: Officer, today: date) -> dict[str, object]:
    """Record a condition met and what it frees, as part of whatever else is recorded; it is refused before that."""
    scheme = streams.matching(work, ask.scheme_id)
    opened(scheme.state)
    unit = the_unit(scheme.state, ask.unit)
    fact = matching.meet_condition(
        scheme.state,
        unit=ask.unit,
        condition=ask.condition,
        document=ask.document,
        confirmed_by=ask.confirmed_by,
        by=by.id,
        met_on=ask.on,
        on=today,
    )
    if fact.freed:
        agreement = streams.agreement(work, unit.admitted.agreement)
        services = [AcceptedService(part.claim, part.amount) for part in fact.freed]
        accepted = institutions.accept_service(agreement.state, services=services, by=by.id, on=ask.on)
        work.record(scheme, fact)
        work.record(agreement, accepted)
    else:
        work.record(scheme, fact)
    return {
        "scheme": ask.scheme_id,
        "unit": ask.unit,
        "claims": [part.claim for part in fact.freed],
        "freed_fen": str(total(part.amount for part in fact.freed).fen),
    }
