"""Small emergency aid: claimed within limits, tied to the settled payout that paid it, or dropped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from application import streams
from application.desk import Desk
from application.road import Answer, Officer
from application.work import Loaded, Work
from domain.money import Money
from domain.tailored import aid
from domain.tailored.state import surveyed


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimEmergencyAid:
    """Claim aid for somebody with a service file. `page_sha256` is of the signed application."""

    command_id: str
    file: str
    amount: Money
    text: str
    page_sha256: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TieEmergencyAid:
    """Say which settled payout paid a claim. `aid` is `<year>/<region>/<number>`."""

    command_id: str
    aid: str
    payout_id: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DropEmergencyAid:
    """Give a claim up; its amount is free for others."""

    command_id: str
    aid: str
    text: str
    on: date


def claim_emergency_aid(ask: ClaimEmergencyAid, *, by: Officer, desk: Desk) -> Answer:
    """Claim aid. Raises NotSurveyedYet, NoServiceTerms, AboveAidOfAPerson, AboveAidOfAYear and others."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        file = streams.service_file(work, ask.file).state
        region, terms = streams.service_terms_at(work, surveyed(file).region, on=ask.on)
        year = streams.aid_year(work, f"{file.year}/{region}")
        claimed = aid.claim(
            year.state,
            file,
            terms.terms,
            amount=ask.amount,
            text=ask.text,
            page_sha256=ask.page_sha256,
            by=by.id,
            on=ask.on,
        )
        work.record(year, claimed)
        left = terms.terms.aid_a_year - year.state.counted() - claimed.amount
        return {"aid": year.state.id_of(claimed.number), "programme": claimed.programme, "left_fen": str(left.fen)}

    return desk.take(ask, decide, by=by)


def tie_emergency_aid(ask: TieEmergencyAid, *, by: Officer, desk: Desk) -> Answer:
    """Tie a payout to a claim. Raises NoSuchAid, AidIsOver, NoSuchPayout, PayoutIsNotThisAid, PayoutTiedAlready."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        place, number = aid.place_and_number(ask.aid)
        year = streams.aid_year(work, place)
        tied = streams.aid_of_payout(work, ask.payout_id)
        payout = streams.payout(work, ask.payout_id).state
        paid, mark = aid.tie(year.state, number, payout, tied_to=tied.state, by=by.id, on=ask.on)
        work.record(year, paid)
        work.record(tied, mark)
        return {"aid": ask.aid, "payout": ask.payout_id}

    return desk.take(ask, decide, by=by)


def drop_emergency_aid(ask: DropEmergencyAid, *, by: Officer, desk: Desk) -> Answer:
    """Drop a claim. Raises NoSuchAid, AidIsOver and others."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        place, number = aid.place_and_number(ask.aid)
        year = streams.aid_year(work, place)
        work.record(year, aid.drop(year.state, number, text=ask.text, by=by.id, on=ask.on))
        return {"aid": ask.aid}

    return desk.take(ask, decide, by=by)


def open_again(work: Work, payouts: Iterable[str], *, by: Officer, on: date) -> None:
    """Open the claims again that were paid by payouts which came back after they were paid. Most paid none."""
    years: dict[str, Loaded[aid.AidYear]] = {}
    for tied in streams.aid_of_payouts(work, list(payouts)):
        if not tied.state:
            continue
        place, number = aid.place_and_number(tied.state)
        if place not in years:
            years[place] = streams.aid_year(work, place)
        returned, mark = aid.payment_returned(years[place].state, number, by=by.id, on=on)
        work.record(years[place], returned)
        work.record(tied, mark)
