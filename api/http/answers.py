"""What commands are answered, for the document; each is what the use case says, with amounts in yuan."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.http.values import choices
from domain.checks.events import Disposition
from domain.programmes.policy import ApprovalStep

Position = Annotated[int, Field(ge=0, description="位次 / Position in the log", examples=[1190])]


class Done(BaseModel):
    """A command was carried out: its entries lie at `first_position` to `position`."""

    model_config = ConfigDict(extra="forbid")

    first_position: Position
    position: Position


class WouldRecord(BaseModel):
    """One fact that a dry run would have recorded."""

    stream: str
    name: str = Field(examples=["payout_batch.released.1"])
    fact: dict[str, object]


class Rehearsed(BaseModel):
    """A dry run got to its end: this is what would have been recorded. Nothing was."""

    model_config = ConfigDict(extra="forbid")

    would_record: list[WouldRecord]


YuanText = Annotated[
    str,
    Field(pattern=r"^-?[0-9]+\.[0-9]{2}$", description="金额，单位元 / Amount in yuan", examples=["1000.00"]),
]
Count = Annotated[int, Field(ge=0, examples=[5])]
People = Annotated[int, Field(ge=0, description="人数 / People", examples=[5])]


class ProgrammeNamed(Done):
    """The programme was opened."""

    programme: str = Field(examples=["psy-medicine"])


class RegionsNamed(Done):
    """So many names were recorded; the others on the list were known exactly so."""

    named: Count
    unchanged: Count


class PolicyPublished(ProgrammeNamed):
    """The version of the programme's policy is published."""

    policy_version: int = Field(ge=1)


class TargetAssigned(ProgrammeNamed):
    """The target of so many people is assigned."""

    people: People


class PeopleRegistered(Done):
    """People are registered, under these ids, in the order they were given."""

    people: People
    beneficiaries: list[str] = Field(examples=[["b-7k0v9m2xq4a8e1zt"]])


class RecordChanged(Done):
    """These fields of the personal record are others now."""

    fields: list[str] = Field(examples=[["account", "bank"]])


class CasesDecided(Done):
    """So many cases were taken a step further, all or none."""

    cases: Count


class SignalsRecorded(Done):
    """So many people were reported; of how many it was news, and how many entitlements stop, or stop earlier."""

    signals: People
    news: People
    stopped: Count


class PeopleReminded(Done):
    """So many people were told, all or none."""

    people: People


class OverpaidOrdered(Done):
    """So many recoveries were ordered, one a payment, of so many people."""

    recoveries: Count
    people: People
    total: YuanText


class EvidenceFiled(Done):
    """The file lies sealed in the vault; `commitment` names it."""

    commitment: str = Field(pattern="^[0-9a-f]{64}$")


class CaseRefused(Done):
    """The applicant is refused, for all of these reasons."""

    reasons: list[str]


class CaseChecked(Done):
    """Whether the rules in force still hold for the person; one that failed is suspended."""

    passed: bool


class NoticeNamed(Done):
    """The notice took this step."""

    notice: str = Field(examples=["notice-2017-1"])


class NoticePosted(NoticeNamed):
    """The notice hangs until the end of `closes_on`."""

    people: People
    closes_on: date


class ObjectionNamed(NoticeNamed):
    """The objection was raised or settled."""

    objection: str


class BatchNamed(Done):
    """The batch took this step."""

    batch: str = Field(examples=["psy-medicine/2017/1"])


class BatchSubmitted(BatchNamed):
    """What was submitted: approvals are bound to `digest`; `unfunded` stand in a tier without money."""

    digest: str = Field(pattern="^[0-9a-f]{64}$")
    people: People
    total: YuanText
    unfunded: People


class ClaimBatchSubmitted(BatchNamed):
    """What was submitted: so many claims; approvals are bound to `digest`."""

    digest: str = Field(pattern="^[0-9a-f]{64}$")
    claims: Count
    total: YuanText


class BatchApproved(BatchNamed):
    """The step that said yes."""

    step: ApprovalStep = Field(description=choices(ApprovalStep))


class BatchReleased(BatchNamed):
    """What went to the bank is what was approved under this digest."""

    digest: str = Field(pattern="^[0-9a-f]{64}$")


class BankResultPosted(BatchNamed):
    """How many payments the bank says were paid, and how many came back."""

    settled: Count
    returned: Count


class LateReturnsPosted(BatchNamed):
    """How many payments came back after they were paid; where the year is closed their money is with the treasury."""

    returned_late: Count
    to_treasury: bool


class PayoutsReissued(BatchNamed):
    """How many payments went to the bank once more."""

    reissued: Count


class PayoutsCancelled(BatchNamed):
    """How many payments were given up."""

    cancelled: Count


class AgreementNamed(Done):
    """The agreement took this step."""

    agreement: str


class ServiceAccepted(AgreementNamed):
    """Service to so many people was accepted."""

    people: People


class RecoveryNamed(Done):
    """The recovery took this step."""

    recovery: str


class FundNamed(Done):
    """The fund that the money is in."""

    fund: str = Field(examples=["2017/psy-medicine/990101"])


class YearShut(FundNamed):
    """What the year had left: carried over to the next one, or surrendered to the treasury."""

    carried_over: YuanText
    surrendered: YuanText


class TrialBalanceRecorded(Done):
    """The trial balance of the period is in the log: so many lines, and the digest of all their balances."""

    period: str = Field(examples=["2017-04"])
    lines: Count
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class CheckRunKept(Done):
    """The run is on record, with what is new, unchanged and gone since the runs before; `run` names it."""

    run: str
    entries_to: Position
    checks: Count
    new: Count
    unchanged: Count
    gone: Count


class FindingDisposed(Done):
    """What becomes of the finding."""

    finding: str = Field(examples=["C01/0123456789abcdef01234567"])
    disposition: Disposition = Field(description=choices(Disposition))


class Judged(Done):
    """What was found is on record with the registration that is the later of the two."""

    earlier: str
    later: str
