"""What a screening's pages show: its figures as of the page's moment, its claims, and what may be done with it now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from api.pages.page import Page
from api.pages.programmes import programme_of
from application.access.places import places_of_stream
from application.screenings.figures import ScreeningFigures, figures_of, screening_at
from domain.programmes.rejections import NoPolicyInForce
from domain.programmes.state import policy_at
from domain.screenings.claims import still_to_decide
from domain.screenings.events import ScreeningOpened
from domain.screenings.plan import Reason, Stage
from domain.screenings.state import ClaimStanding, Screening, opened

EMPTY_ROWS = 1
"""So many empty rows are offered behind those that are filled in."""

PLAN = {
    "stages.0.name": "recheck",
    "stages.0.zh": "复查",
    "stages.0.en": "Re-check",
    "stages.0.kind": "check",
    "stages.0.within_days": "30",
    "stages.0.reasons.0.code": "not_confirmed",
    "stages.0.reasons.0.zh": "未确诊",
    "stages.0.reasons.0.en": "Not confirmed",
    "stages.0.reasons.1.code": "away",
    "stages.0.reasons.1.zh": "外出",
    "stages.0.reasons.1.en": "Away",
    "stages.1.name": "operation",
    "stages.1.zh": "手术",
    "stages.1.en": "Operation",
    "stages.1.kind": "service",
    "stages.1.within_days": "60",
    "stages.1.reasons.0.code": "declined",
    "stages.1.reasons.0.zh": "本人放弃",
    "stages.1.reasons.0.en": "Declined",
    "stages.1.reasons.1.code": "unfit",
    "stages.1.reasons.1.zh": "身体条件不允许",
    "stages.1.reasons.1.en": "Unfit",
    "follow_ups.0.day": "7",
    "follow_ups.0.window_days": "2",
    "follow_ups.1.day": "30",
    "follow_ups.1.window_days": "5",
    "follow_ups.2.day": "90",
    "follow_ups.2.window_days": "10",
    "missed_reasons.0.code": "away",
    "missed_reasons.0.zh": "外出",
    "missed_reasons.0.en": "Away",
    "missed_reasons.1.code": "died",
    "missed_reasons.1.zh": "死亡",
    "missed_reasons.1.en": "Died",
}
"""What the form for a new screening begins with; all of it may be changed."""

Deed = Literal["candidates", "results", "follow_ups", "decide", "unfunded", "close"]


class ScreeningShown:
    """One screening as of a page's moment. Raises NoSuchScreening, what permissions raise."""

    def __init__(self, page: Page, screening: str, operation: str = "screenings") -> None:
        desk, moment = page.caller.services.desk, page.moment
        page.query.may_in(operation, places_of_stream(f"screening/{screening}", desk))
        self.page, self.id = page, screening
        self.state: Screening = screening_at(screening, desk=desk, as_of=moment.position, effective=moment.effective)[0]
        self.opened: ScreeningOpened = opened(self.state)
        self.figures: ScreeningFigures = figures_of(self.state, on=moment.effective or page.today)

    @property
    def acts(self) -> Sequence[Deed]:
        """What the caller may do with it now; nothing with one of the past or that is closed."""
        if self.page.is_of_the_past or self.state.closed:
            return ()
        may, undecided = self.page.may, bool(still_to_decide(self.state))
        offered: tuple[tuple[Deed, bool], ...] = (
            ("candidates", may("list_candidates")),
            ("results", may("record_stage") and bool(self.state.people)),
            ("follow_ups", may("record_follow_ups") and bool(self.state.tasks)),
            ("decide", may("decide_claims") and undecided),
            ("unfunded", may("leave_claims_unfunded") and undecided),
            ("close", may("close_screening")),
        )
        return tuple(deed for deed, offers in offered if offers)

    def named(self, one: Stage | Reason) -> str:
        """Return what a stage or a reason of the plan is called in the page's language."""
        return one.zh if self.page.language == "zh" else one.en

    def reason(self, stage: str, code: str) -> str:
        """Return what a reason of a stage is called."""
        reasons = [reason for each in self.opened.stages if each.name == stage for reason in each.reasons]
        return next((self.named(reason) for reason in reasons if reason.code == code), code)

    @property
    def claims(self) -> Sequence[tuple[str, ClaimStanding]]:
        """The services over the target, in their order, with who pays."""
        return sorted(self.state.claims.items(), key=lambda each: each[1].number)

    @property
    def undecided(self) -> Sequence[tuple[str, ClaimStanding]]:
        """Those of which nobody has decided who pays."""
        return [(who, self.state.claims[who]) for who in still_to_decide(self.state)]

    def payers(self) -> Sequence[tuple[str, str]]:
        """Return the tiers of the policy in force that pay, with the levels that share in each."""
        try:
            policy = policy_at(programme_of(self.page, self.opened.programme), self.page.today)
        except NoPolicyInForce:
            return ()
        return [
            (
                tier.name,
                f"{self.page.word(tier.name)}: "
                + ", ".join(f"{self.page.word(share.level)} {share.share * 100} %" for share in tier.shares),
            )
            for tier in policy.tiers
            if tier.shares
        ]
