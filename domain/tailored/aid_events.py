"""Small emergency aid of a place's year. Streams: service_aid/<year>/<region>, aid_payout/<payout>.

It is a claim: the money goes the way of all money, and a settled payout is tied to the claim.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.money import Money


@dataclass(frozen=True, slots=True)
class EmergencyAidClaimed:
    """Somebody is to have aid. `number` counts the claims of the place's year from 1; `region` is where they live."""

    number: int
    beneficiary: str
    region: str
    programme: str
    amount: Money
    text: str
    page_sha256: str
    claimed_by: str
    claimed_on: date


@dataclass(frozen=True, slots=True)
class EmergencyAidPaid:
    """A settled payout paid the claim."""

    number: int
    beneficiary: str
    payout_id: str
    amount: Money
    tied_by: str
    tied_on: date


@dataclass(frozen=True, slots=True)
class EmergencyAidDropped:
    """The claim is not pursued; its amount counts no more."""

    number: int
    beneficiary: str
    text: str
    dropped_by: str
    dropped_on: date


@dataclass(frozen=True, slots=True)
class EmergencyAidReturned:
    """The payout that had paid the claim came back: the claim is open again."""

    number: int
    beneficiary: str
    payout_id: str
    posted_by: str
    posted_on: date


EmergencyAidEvent = EmergencyAidClaimed | EmergencyAidPaid | EmergencyAidDropped | EmergencyAidReturned


@dataclass(frozen=True, slots=True)
class PayoutTiedToAid:
    """The payout paid this claim, and no other can have it. `aid` is `<year>/<region>/<number>`."""

    aid: str
    tied_by: str
    tied_on: date


@dataclass(frozen=True, slots=True)
class PayoutUntiedFromAid:
    """The payout came back, so that it pays this claim no more; once it is settled anew it may be tied again."""

    aid: str
    posted_by: str
    posted_on: date


AidPayoutEvent = PayoutTiedToAid | PayoutUntiedFromAid

TailoredAidEvent = EmergencyAidEvent | AidPayoutEvent
