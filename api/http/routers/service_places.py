"""量服规则、督导、报告、造假认定 / Terms of tailored service, supervision, reports, falsifications."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http.answers import Rehearsed
from api.http.body import Body, People
from api.http.commanding import TheCommand
from api.http.router import Router
from api.http.tailored_answers import FalsificationNumbered, ServicePlaceNamed, ServiceReportHandedIn, ServiceTermsSet
from api.http.values import (
    Day,
    Document,
    FileHash,
    PeriodText,
    ProgrammeId,
    RegionText,
    Share,
    Yuan,
    choices,
    named,
    path_id,
    slashed,
    words,
)
from application.commands import service_places
from application.commands.service_places import (
    ConfirmFalsification,
    HandInServiceReport,
    NameSupervisors,
    SetServiceTerms,
    SuperviseHousehold,
    WithdrawFalsification,
)
from domain.periods import PeriodKind
from domain.tailored.place_events import Factor, Terms, Weight
from domain.tailored.places import year_and_region

router = Router(tags=["tailored service"])

ServicePlace = Annotated[str, path_id("年度与区划", "A place's year", "2017~990101001000")]
Account = Annotated[str, Field(pattern=r"^[a-z][a-z0-9._-]{1,39}$", description="账户 / Account", examples=["wu"])]
Said = Annotated[str, words("说明，不含个人信息", "In words, without personal data")]
Days = Annotated[int, Field(strict=True, ge=1, le=366, description="自然日 / Calendar days", examples=[5])]


class WeightBody(Body):
    """How much of the score a factor is."""

    factor: Annotated[Factor, Field(description=choices(Factor))]
    weight: Share


class TermsBody(Body):
    """The rules of a place: weights that sum to 1, households a supervisor and period, days, and limits of aid."""

    region: RegionText
    weights: list[WeightBody] = Field(min_length=1, max_length=len(Factor))
    households: Annotated[int, Field(strict=True, ge=1, le=1000, description="每名督导人员户数 / Households each")]
    quota_period: Annotated[PeriodKind, Field(description=choices(PeriodKind))]
    monthly_days: Days
    quarterly_days: Days
    aid_programme: ProgrammeId
    aid_a_person: Yuan
    aid_a_year: Yuan
    valid_from: Day
    document: Document
    on: Day

    def terms(self) -> Terms:
        """Return them as the domain has them."""
        return Terms(
            weights=tuple(Weight(one.factor, one.weight) for one in self.weights),
            households=self.households,
            quota_period=self.quota_period,
            monthly_days=self.monthly_days,
            quarterly_days=self.quarterly_days,
            aid_programme=self.aid_programme,
            aid_a_person=self.aid_a_person,
            aid_a_year=self.aid_a_year,
        )


class SupervisorsBody(Body):
    """Who calls on households from now on."""

    supervisors: list[Account] = Field(min_length=1, max_length=200)
    on: Day


class CallBody(Body):
    """A household was called on; all its people in the ledger are named."""

    region: RegionText
    beneficiaries: People
    page_sha256: FileHash
    on: Day


class ReportBody(Body):
    """A report of a month or quarter, signed."""

    region: RegionText
    period: PeriodText
    page_sha256: FileHash
    on: Day


class FalsificationBody(Body):
    """Files of the place are made up; these show it."""

    files: list[Annotated[str, named("档案编号", "Service file", "2017/b-7k0v9m2xq4a8e1zt")]] = Field(
        min_length=1, max_length=200
    )
    text: Said
    document: Document
    on: Day


class WithdrawalBody(Body):
    """It was not so after all."""

    number: Annotated[int, Field(strict=True, ge=1, le=10_000, description="认定序号 / Number", examples=[1])]
    text: Said
    on: Day


@router.post("/service-terms", response_model=ServiceTermsSet | Rehearsed)
def set_terms(body: TermsBody, command: TheCommand) -> Response:
    """公布量服规则：权重、督导户数、报告期限、救助限额 / Set the weights, quotas, deadlines and limits of a place."""
    ask = SetServiceTerms(
        command_id=command.id,
        region=body.region,
        terms=body.terms(),
        valid_from=body.valid_from,
        document=body.document,
        on=body.on,
    )
    return command.take(service_places.set_service_terms, ask, thing=f"service_terms/{ask.region}")


@router.post("/service-places/{place}/supervisors", response_model=ServicePlaceNamed | Rehearsed)
def name_supervisors(place: ServicePlace, body: SupervisorsBody, command: TheCommand) -> Response:
    """指定督导人员 / Name who supervises."""
    year, region = year_and_region(slashed(place))
    ask = NameSupervisors(
        command_id=command.id, year=year, region=region, supervisors=tuple(body.supervisors), on=body.on
    )
    return command.take(service_places.name_supervisors, ask, thing=f"service_place/{year}/{region}")


@router.post("/household-calls", response_model=ServicePlaceNamed | Rehearsed)
def supervise(body: CallBody, command: TheCommand) -> Response:
    """登记入户督导 / Record a call on a household."""
    ask = SuperviseHousehold(
        command_id=command.id,
        region=body.region,
        beneficiaries=tuple(body.beneficiaries),
        page_sha256=body.page_sha256,
        on=body.on,
    )
    return command.take(service_places.supervise_household, ask)


@router.post("/service-reports", response_model=ServiceReportHandedIn | Rehearsed)
def hand_in(body: ReportBody, command: TheCommand) -> Response:
    """报送月报或季报 / Hand in the report of a month or quarter."""
    ask = HandInServiceReport(
        command_id=command.id, region=body.region, period=body.period, page_sha256=body.page_sha256, on=body.on
    )
    return command.take(service_places.hand_in_service_report, ask)


@router.post("/service-places/{place}/falsifications", response_model=FalsificationNumbered | Rehearsed)
def confirm_falsification(place: ServicePlace, body: FalsificationBody, command: TheCommand) -> Response:
    """认定造假，该地不参加排名 / Confirm a falsification, which keeps the place out of the ranking."""
    year, region = year_and_region(slashed(place))
    ask = ConfirmFalsification(
        command_id=command.id,
        year=year,
        region=region,
        files=tuple(body.files),
        text=body.text,
        document=body.document,
        on=body.on,
    )
    return command.take(service_places.confirm_falsification, ask, thing=f"service_place/{year}/{region}")


@router.post("/service-places/{place}/withdrawals", response_model=FalsificationNumbered | Rehearsed)
def withdraw_falsification(place: ServicePlace, body: WithdrawalBody, command: TheCommand) -> Response:
    """撤销造假认定 / Withdraw a falsification."""
    year, region = year_and_region(slashed(place))
    ask = WithdrawFalsification(
        command_id=command.id, year=year, region=region, number=body.number, text=body.text, on=body.on
    )
    return command.take(service_places.withdraw_falsification, ask, thing=f"service_place/{year}/{region}")
