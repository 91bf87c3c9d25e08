"""The answers to how far a programme's year is: people served and paid, by tier, against target and quota."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from application.answers import Completion, TargetView, TierCompletion, TierPaid
from application.queries import AsOf
from application.views.batches import Batch, BatchPerson, BatchStage
from application.views.programmes import PolicyTier, Target
from domain.levels import GovernmentLevel
from domain.money import Money
from domain.periods import Period
from infrastructure.views.readings import At, Readings, TierCount


class Completing(Readings):
    """The part of `Views` that counts people by tier."""

    def completion(
        self, programme: str, fiscal_year: int, *, as_of: AsOf = None, effective: date | None = None
    ) -> Completion:
        with self._at(as_of, effective, "programmes", "batches", "payouts") as at:
            targets = self._rows(Target, at, {"programme": [programme], "fiscal_year": [fiscal_year]})
            tiers = self._rows(PolicyTier, at, {"programme": [programme]})
            newest = max((tier.version for tier in tiers), default=0)
            counts = self._payouts_between(f"{programme}/{fiscal_year}", f"{programme}/{fiscal_year + 1}", at)
            by_tier = {count.tier: count for count in counts}
            whole = by_tier.pop(None, TierCount(None, 0, 0, 0, 0))
            headcounts = {tier.tier: tier.headcount for tier in tiers if tier.version == newest}
            names = [*headcounts, *sorted(str(tier) for tier in by_tier if tier not in headcounts)]
            nobody = TierCount(None, 0, 0, 0, 0)
            return Completion(
                programme,
                fiscal_year,
                tuple(TargetView(GovernmentLevel(row.level), row.name, row.people, row.document) for row in targets),
                tuple(_tier(name, headcounts.get(name), by_tier.get(name, nobody)) for name in names),
                whole.people,
                whole.settled_people,
                self._unfunded(programme, fiscal_year, at),
            )

    def paid_by_tier(
        self, programme: str, period: Period, *, as_of: AsOf = None, effective: date | None = None
    ) -> Sequence[TierPaid]:
        with self._at(as_of, effective, "payouts") as at:
            counts = self._payouts_between(f"{programme}/{period}/", f"{programme}/{period}0", at)
            found = [(each.tier, each) for each in counts if each.tier is not None]
            return [TierPaid(tier, each.people, Money(each.fen)) for tier, each in sorted(found)]

    def _unfunded(self, programme: str, year: int, at: At) -> int:
        drafts: dict[str, tuple[int, bool]] = {}
        for step in self._rows(Batch, at, {"programme": [programme]}):
            if int(step.period[:4]) != year:
                continue
            since, submitted = drafts.get(step.batch, (0, False))
            if step.stage == BatchStage.SENT_BACK:
                since, submitted = step.position, False
            drafts[step.batch] = (since, submitted or step.stage == BatchStage.SUBMITTED)
        wanted = [batch for batch, (_, submitted) in drafts.items() if submitted]
        rows = self._rows(BatchPerson, at, {"batch": wanted, "funded": [False]}) if wanted else []
        return len({row.beneficiary for row in rows if row.position > drafts[row.batch][0]})


def _tier(name: str, headcount: int | None, count: TierCount) -> TierCompletion:
    return TierCompletion(
        name, headcount, count.people, count.settled_people, Money(count.fen), Money(count.settled_fen)
    )
