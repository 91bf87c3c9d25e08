"""What commands are answered, for the document; each is what the use case says, with amounts in yuan."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.http.values import choices
from domain.checks.events import Disposition
from domain.levels import GovernmentLevel
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


class MatchingSchemeNamed(Done):
    """The matching scheme took this step."""

    scheme: str = Field(examples=["stations-2017"])


class UnitPart(BaseModel):
    """What one level pays for a unit."""

    level: GovernmentLevel = Field(description=choices(GovernmentLevel))
    amount: YuanText


class UnitAdmitted(MatchingSchemeNamed):
    """The unit is in, and each level pays this for it."""

    unit: str
    parts: list[UnitPart]


class UnitConditionMet(MatchingSchemeNamed):
    """The claims that may be paid from now on, and what they come to."""

    unit: str
    claims: list[str]
    freed: YuanText


class AwardSchemeNamed(Done):
    """The scheme of awards was opened."""

    scheme: str = Field(examples=["homes-2017"])


class AwardNamed(Done):
    """The award took this step."""

    award: str = Field(examples=["homes-2017.sunshine"])


class AwardAcceptanceSigned(AwardNamed):
    """Whether every department has accepted by now."""

    accepted: bool


class AwardGranted(AwardNamed):
    """What each instalment comes to, in order."""

    instalments: list[YuanText]


class AwardInstalmentCalled(AwardNamed):
    """The claim that may be paid, and what it comes to."""

    claim: str
    amount: YuanText


class AwardChecked(AwardNamed):
    """Whether the award is suspended now."""

    suspended: bool


class AwardOrderedBack(AwardNamed):
    """The recovery that was ordered."""

    recovery: str


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


class InspectionNamed(Done):
    """The inspection took this step."""

    inspection: str = Field(examples=["inspection-2017-1"])


class InspectionOpened(InspectionNamed):
    """Who may be drawn is fixed: so many people, as of a position, under this hash."""

    people: People
    entries_to: Position
    frame_sha256: str = Field(pattern="^[0-9a-f]{64}$")


class SampleDrawn(InspectionNamed):
    """So many people were drawn from this seed; `tree_size` is the size whose root it is, 0 for a chosen one."""

    people: People
    seed: str
    tree_size: Count


class InspectionClosed(InspectionNamed):
    """How many people were met, and how many were not."""

    met: Count
    not_met: Count


class VisitsPlanned(InspectionNamed):
    """So many visits are planned."""

    visits: Count


class VisitRecorded(InspectionNamed):
    """The visit is on record; so many facts were not as stored."""

    beneficiary: str
    differing: Count


class VisitFindingNamed(Done):
    """The finding of a visit took this step."""

    visit_finding: str = Field(examples=["inspection-2017-1/b-7k0v9m2xq4a8e1zt/1"])


class VisitFindingOrderedBack(VisitFindingNamed):
    """The recovery that was ordered because of the finding."""

    recovery: str


class SurveysRecorded(Done):
    """So many surveys are on record, each in a service file of its own."""

    surveys: Count


class ServicesRecorded(Done):
    """So many services are on record."""

    services: Count


class ServiceFileNamed(Done):
    """The service file took this step."""

    file: str = Field(examples=["2017/b-7k0v9m2xq4a8e1zt"])


class PaperCompared(ServiceFileNamed):
    """Whether the paper is the page that was recorded."""

    agrees: bool


class ServiceTermsSet(Done):
    """The place has this version of its terms."""

    region: str = Field(examples=["990101"])
    terms_version: int = Field(ge=1)


class ServicePlaceNamed(Done):
    """The place's year took this step."""

    place: str = Field(examples=["2017/990101001000"])


class ServiceReportHandedIn(ServicePlaceNamed):
    """The report is in; it was due on this day and is so many calendar days late."""

    due_on: date
    days_late: Count


class FalsificationNumbered(ServicePlaceNamed):
    """The falsification by its number in the place's year."""

    number: int = Field(ge=1)


class EmergencyAidNamed(Done):
    """The claim of emergency aid took this step."""

    aid: str = Field(examples=["2017/990101/1"])


class EmergencyAidClaimed(EmergencyAidNamed):
    """The programme that pays it, and what the place may still give this year."""

    programme: str
    left: YuanText


class EmergencyAidPaid(EmergencyAidNamed):
    """The payout that paid it."""

    payout: str


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
