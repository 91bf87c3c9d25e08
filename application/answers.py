"""What the views answer with: each as the document somebody would ask for. The questions are in `queries.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from application.views.posting import Account, Movement
from application.views.view import Row
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.periods import Month


@dataclass(frozen=True, slots=True)
class LineBalance:
    """Where a line's money stands. allocated + recovered = available + reserved + disbursed + settled + returned +
    carried over + treasury + transmitted, to the fen; `settled` is gross of recoveries, net of what came back."""

    allocated: Money
    recovered: Money
    available: Money
    reserved: Money
    disbursed: Money
    settled: Money
    returned: Money
    carried_over: Money
    treasury: Money
    collected: Money
    revenue: Money
    transmitted: Money

    def of(self, account: Account) -> Money:
        """Return one account's balance."""
        amount = getattr(self, account.value)
        assert isinstance(amount, Money)
        return amount

    def __add__(self, other: LineBalance) -> LineBalance:
        return LineBalance(*(self.of(account) + other.of(account) for account in Account))


@dataclass(frozen=True, slots=True)
class FundLineView:
    """A fund line: what it is and where its money stands."""

    line: str
    fund: str
    programme: str
    fiscal_year: int
    region: str
    level: GovernmentLevel
    kind: FundKind
    document: str
    source_year: int
    opened_at: int
    balance: LineBalance


@dataclass(frozen=True, slots=True)
class FundPosition:
    """The fund position 资金状况: lines, and totals by level and kind, which are never mixed in one number."""

    position: int
    effective: date | None
    lines: tuple[FundLineView, ...]
    totals: Mapping[tuple[GovernmentLevel, FundKind], LineBalance]


@dataclass(frozen=True, slots=True)
class TrailStep:
    """Money moving at one position, on one line. `document` is the 文号 that brought it there."""

    position: int
    recorded_at: datetime
    actor: str
    movement: Movement
    line: str
    document: str
    level: GovernmentLevel
    kind: FundKind
    amount: Money
    effective: date
    batch: str | None
    payout: str | None
    counter_line: str | None = None
    """Where it was moved, carried or brought from or to."""
    transmission: str | None = None
    """Which transmission it went down by, or came by."""


@dataclass(frozen=True, slots=True)
class PayoutTrail:
    """One payout from its documents to the bank and back: each step of its money, and what each line bore."""

    payout: str
    programme: str
    beneficiary: str
    payee: str
    region: str
    tier: str
    batch: str
    amount: Money
    stage: str
    sources: tuple[TrailStep, ...]
    """How the money came to its lines, and the batch's reservation."""
    steps: tuple[TrailStep, ...]
    recoveries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineBatch:
    """What a batch did to a line: its control totals; the last two came back after they were settled."""

    batch: str
    reserved: Money
    freed: Money
    released: Money
    settled: Money
    returned: Money
    reissued: Money
    cancelled: Money
    returned_late: Money
    to_treasury: Money


@dataclass(frozen=True, slots=True)
class LinePayout:
    """A payout's part out of a line, released at `position`."""

    position: int
    payout: str
    batch: str
    amount: Money


@dataclass(frozen=True, slots=True)
class LineTrail:
    """Where a line's money came from and went: movements but those of payouts, its batches, one page of payouts.

    Ask again with `after` = `next_after` for the next page; None says there is none.
    """

    line: FundLineView
    movements: tuple[TrailStep, ...]
    batches: tuple[LineBatch, ...]
    payouts: tuple[LinePayout, ...]
    next_after: int | None


@dataclass(frozen=True, slots=True)
class Entitlement:
    """Somebody whose case stands in some month of a period, and whom no open objection, death or move stops.

    `months` are those months; gaps of a suspension are left out. `amount` is the amount decided for the last of them,
    `months_total` the sum of what was decided for each. Pay stops with the month before `stops_from` (None: goes on).
    """

    beneficiary: str
    region: str
    amount: Money
    months: tuple[Month, ...]
    months_total: Money
    first_month: Month
    stops_from: Month | None
    policy_version: int
    granted_at: int
    case: str


@dataclass(frozen=True, slots=True)
class Fallen:
    """Somebody who must not be paid for a period, and why.

    `reason` is `no_case`, `refused`, `objection_open`, `not_begun`, `suspended`, `revoked`, `died` or `moved_away`.
    """

    beneficiary: str
    reason: str


@dataclass(frozen=True, slots=True)
class PayoutState:
    """A payout and its newest step (a recovery ordered is not one); `released_at` is the position it was born at."""

    payout: str
    batch: str
    beneficiary: str
    payee: str
    region: str
    tier: str
    amount: Money
    stage: str
    stage_at: int
    effective: date
    released_at: int


@dataclass(frozen=True, slots=True)
class OpenObjection:
    """An objection that is neither upheld nor dismissed."""

    objection: str
    notice: str
    beneficiary: str
    ground: str
    raised_on: date
    position: int


@dataclass(frozen=True, slots=True)
class LiveCase:
    """A case that was granted and neither refused nor revoked since."""

    programme: str
    beneficiary: str
    amount: Money
    first_month: Month
    policy_version: int
    granted_at: int


@dataclass(frozen=True, slots=True)
class TargetView:
    """A target (任务数) set by a level."""

    level: GovernmentLevel
    name: str
    people: int
    document: str


@dataclass(frozen=True, slots=True)
class TierCompletion:
    """One tier of a year: seats funded (None: no limit), people released and not cancelled, how many settled, money."""

    tier: str
    headcount: int | None
    served: int
    settled: int
    amount: Money
    settled_amount: Money


@dataclass(frozen=True, slots=True)
class Completion:
    """Target, funded quota and people served of one programme and year: three numbers that are never one.

    A person counts once a tier and once in `served`, however many periods they were paid for. `unfunded` people stand
    in a submitted batch without money. Rates are for the domain to work out.
    """

    programme: str
    fiscal_year: int
    targets: tuple[TargetView, ...]
    tiers: tuple[TierCompletion, ...]
    served: int
    settled: int
    unfunded: int


@dataclass(frozen=True, slots=True)
class TierPaid:
    """What one period paid in a tier: people and fen released and not cancelled."""

    tier: str
    people: int
    amount: Money


@dataclass(frozen=True, slots=True)
class RefusalView:
    """Somebody tried what a rule forbids."""

    position: int
    recorded_at: datetime
    actor: str
    command_id: str
    command: str
    rule: str
    field: str
    sentence_zh: str
    sentence_en: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One entry of a stream: who, when, and what, as it was stored (`payload`: JSON).

    `caused_by` is the entry (`entry/1190`) or command (`command/…`) that led to it; empty when a person did.
    """

    position: int
    version: int
    name: str
    recorded_at: datetime
    actor: str
    command_id: str
    caused_by: str
    payload: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One row of a register; its first field is the position of the entry that made it."""

    table: str
    row: Row


@dataclass(frozen=True, slots=True)
class ViewState:
    """How far a view is, and whether it runs; `error` says what stopped it."""

    view: str
    position: int
    running: bool
    error: str
    failed_at: int | None
