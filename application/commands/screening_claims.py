"""Services over the target: who pays them is decided by a document, or nobody does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.desk import Desk
from application.road import Answer, Officer
from application.work import Work
from domain.programmes.state import policy_at
from domain.screenings import claims
from domain.screenings.state import still_open


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideClaims:
    """A document names the payer of claims: a tier of the programme's policy in force."""

    command_id: str
    screening: str
    beneficiaries: tuple[str, ...]
    document: str
    tier: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveClaimsUnfunded:
    """Nobody pays these claims."""

    command_id: str
    screening: str
    beneficiaries: tuple[str, ...]
    reason: str
    on: date


def decide_claims(ask: DecideClaims, *, by: Officer, desk: Desk) -> Answer:
    """Name the payer. Raises NoClaimOverTarget, ClaimIsDecided, NotAPayer, RecorderDecidesPayer and others."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        loaded = streams.screening(work, ask.screening)
        plan = still_open(loaded.state)
        policy = policy_at(streams.programme(work, plan.programme).state, ask.on)
        facts = claims.decide_claims(
            loaded.state, ask.beneficiaries, document=ask.document, tier=ask.tier, policy=policy, by=by.id, on=ask.on
        )
        work.record(loaded, *facts)
        return {"screening": ask.screening, "claims": len(ask.beneficiaries), "tier": ask.tier}

    return desk.take(ask, decide, by=by)


def leave_claims_unfunded(ask: LeaveClaimsUnfunded, *, by: Officer, desk: Desk) -> Answer:
    """Leave claims unfunded. Raises NoClaimOverTarget, ClaimIsDecided, RecorderDecidesPayer and others."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        loaded = streams.screening(work, ask.screening)
        facts = claims.leave_unfunded(loaded.state, ask.beneficiaries, reason=ask.reason, by=by.id, on=ask.on)
        work.record(loaded, *facts)
        return {"screening": ask.screening, "claims": len(ask.beneficiaries)}

    return desk.take(ask, decide, by=by)
