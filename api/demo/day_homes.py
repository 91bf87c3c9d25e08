"""Awards in a demonstration that is served: of three day homes one was paid and then stopped by a failed check, one has
an instalment waiting for a batch, and of one a department is against it. The amounts are made up."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import application.commands.awards as awards
import application.commands.claim_batches as claim_batches
import application.commands.funds as funds
import application.commands.institutions as institutions
from api.demo.rules import CHILDREN_POLICY, open_programme, yuan
from api.demo.scene import AREA, BUILDER, CASE_OFFICER, DECIDER, PayDays, Scene, approve_and_release, bank_pays
from domain.awards.events import AwardTerms
from domain.claims.naming import ClaimKind, claim_id
from domain.funds.events import LevelShare
from domain.levels import FundKind, GovernmentLevel
from domain.periods import Period
from domain.programmes.events import PayeeKind
from domain.programmes.policy import TierShare

HOMES, SCHEME = "day-homes", "day-homes-1"
FOUR = ("残联", "民政局", "财政局", "卫健局")
CITY, DISTRICT, BUDGET = GovernmentLevel.MUNICIPAL, GovernmentLevel.COUNTY, FundKind.GENERAL_BUDGET
APPLICANTS = (
    ("sunshine", "阳光托养中心", "52990101MJ0000001G"),
    ("moonlight", "月光托养中心", "52990101MJ0000002K"),
    ("star", "晨星托养中心", "52990101MJ0000003N"),
)
AGAINST = "财政局"


def play(scene: Scene, begun_on: date) -> None:
    """Grant two awards of last year, pay one and fail its check, refuse the third. Asked again, it changes nothing."""
    scene.say("以奖代补：四部门联合验收，两家批准，一家年检不合格暂停 …")
    year = begun_on.year - 1
    open_programme(
        scene,
        HOMES,
        name_zh="残疾人托养机构以奖代补",
        name_en="Awards to day homes for disabled people",
        policy=CHILDREN_POLICY,
        payee_kind=PayeeKind.INSTITUTION,
        bank_memo="托养奖补",
    )
    _fix_terms(scene, year)
    for name, title, code in APPLICANTS:
        _accept(scene, year, name, title, code)
    for name, _, code in APPLICANTS[:2]:
        _grant(scene, year, name, code)
    _allocate(scene, year)
    _pay(scene, year)
    awards.record_yearly_check(
        awards.RecordYearlyCheck(
            command_id=scene.id("homes-check"),
            award_id=f"{SCHEME}.sunshine",
            year=begun_on.year,
            passed=False,
            document=f"检查{begun_on.year}-1",
            on=begun_on,
        ),
        by=CASE_OFFICER,
        desk=scene.desk,
    )
    scene.refused(
        "homes-while-suspended", "年检不合格、暂停期间支付第二期奖补", lambda: _call(scene, year, "sunshine", 2)
    )


def _fix_terms(scene: Scene, year: int) -> None:
    half = Fraction(1, 2)
    terms = AwardTerms(
        programme=HOMES,
        region=AREA,
        document=f"市残联〔{year}〕31号",
        departments=FOUR,
        shares=(TierShare(CITY, BUDGET, half), TierShare(DISTRICT, BUDGET, half)),
        most=yuan(200_000),
        check_due_month=12,
        check_due_day=31,
        check_years=3,
    )
    awards.open_award_scheme(
        awards.OpenAwardScheme(command_id=scene.id("homes-terms"), scheme_id=SCHEME, terms=terms, on=date(year, 1, 8)),
        by=DECIDER,
        desk=scene.desk,
    )


def _accept(scene: Scene, year: int, name: str, title: str, code: str) -> None:
    awards.apply_for_award(
        awards.ApplyForAward(
            command_id=scene.id(f"homes-apply-{name}"),
            scheme_id=SCHEME,
            applicant=name,
            institution=code,
            name=title,
            on=date(year, 1, 15),
        ),
        by=CASE_OFFICER,
        desk=scene.desk,
    )
    for index, department in enumerate(FOUR):
        against = name == "star" and department == AGAINST
        awards.sign_award_acceptance(
            awards.SignAwardAcceptance(
                command_id=scene.id(f"homes-sign-{name}-{index}"),
                award_id=f"{SCHEME}.{name}",
                department=department,
                in_favour=not against,
                opinion="账目不清，不同意" if against else "现场核查，验收合格",
                on=date(year, 2, 10),
            ),
            by=CASE_OFFICER,
            desk=scene.desk,
        )
        if against:
            return


def _grant(scene: Scene, year: int, name: str, code: str) -> None:
    awards.grant_award(
        awards.GrantAward(
            command_id=scene.id(f"homes-grant-{name}"),
            award_id=f"{SCHEME}.{name}",
            amount=yuan(100_000),
            equal_parts_from=(date(year, 3, 1), date(year, 9, 1)),
            document=f"市残联〔{year}〕40号",
            on=date(year, 3, 1),
        ),
        by=DECIDER,
        desk=scene.desk,
    )
    institutions.sign_agreement(
        institutions.SignAgreement(
            command_id=scene.id(f"homes-agreement-{name}"),
            agreement_id=f"day-home-{name}-{year}",
            institution=code,
            programme=HOMES,
            fiscal_year=year,
            ceiling=yuan(100_000),
            on=date(year, 3, 1),
        ),
        by=BUILDER,
        desk=scene.desk,
    )
    _call(scene, year, name, 1)
    institutions.receive_invoice(
        institutions.ReceiveInvoice(
            command_id=scene.id(f"homes-invoice-{name}"),
            agreement_id=f"day-home-{name}-{year}",
            invoice_number=f"{year}-{name}-1",
            amount=yuan(50_000),
            on=date(year, 3, 6),
        ),
        by=BUILDER,
        desk=scene.desk,
    )


def _call(scene: Scene, year: int, name: str, number: int) -> None:
    awards.call_award_instalment(
        awards.CallAwardInstalment(
            command_id=scene.id(f"homes-call-{name}-{number}"),
            award_id=f"{SCHEME}.{name}",
            number=number,
            agreement_id=f"day-home-{name}-{year}",
            period=Period(str(year)),
            on=date(year, 3, 3),
        ),
        by=DECIDER,
        desk=scene.desk,
    )


def _allocate(scene: Scene, year: int) -> None:
    funds.allocate_funds(
        funds.AllocateFunds(
            command_id=scene.id("homes-funds"),
            programme=HOMES,
            fiscal_year=year,
            region=AREA,
            document=f"市财社〔{year}〕61号",
            shares=(LevelShare(CITY, BUDGET, yuan(100_000)), LevelShare(DISTRICT, BUDGET, yuan(100_000))),
            on=date(year, 2, 6),
        ),
        by=BUILDER,
        desk=scene.desk,
    )


def _pay(scene: Scene, year: int) -> None:
    submitted = claim_batches.submit_claim_batch(
        claim_batches.SubmitClaimBatch(
            command_id=scene.id("homes-pay"),
            programme=HOMES,
            region=AREA,
            period=Period(str(year)),
            number="1",
            claims=(claim_id(ClaimKind.AWARD, SCHEME, "sunshine", "1"),),
            on=date(year, 3, 8),
        ),
        by=BUILDER,
        desk=scene.desk,
    )
    days = PayDays(
        submitted=date(year, 3, 8),
        approved=(date(year, 3, 9), date(year, 3, 10), date(year, 3, 11), date(year, 3, 12)),
        released=date(year, 3, 13),
        bank_result=date(year, 3, 14),
        reissued=date(year, 3, 15),
        reissue_result=date(year, 3, 16),
    )
    batch = f"{HOMES}/{year}/1"
    approve_and_release(scene, batch, str(submitted.said["digest"]), days)
    bank_pays(scene, batch, days)
