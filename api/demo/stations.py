"""Matching funds in a demonstration that is served: a city and its district build three stations, 3 : 2. One is
finished and paid, one has its site, one nothing yet. Case 004 prints no amounts; these are made up."""

from __future__ import annotations

from datetime import date

import application.commands.claim_batches as claim_batches
import application.commands.institutions as institutions
import application.commands.matching as matching
from api.demo.money import allocate
from api.demo.rules import CHILDREN_POLICY, open_programme, yuan
from api.demo.scene import AREA, BUILDER, CASE_OFFICER, DECIDER, PayDays, Scene, approve_and_release, bank_pays
from application.road import Officer
from domain.claims.naming import ClaimKind, claim_id
from domain.levels import FundKind, GovernmentLevel
from domain.matching.events import MatchingShare
from domain.periods import Period
from domain.programmes.events import PayeeKind

STATIONS, SCHEME, YEAR = "station-building", "stations-2017", Period("2017")
CITY, DISTRICT, BUDGET = GovernmentLevel.MUNICIPAL, GovernmentLevel.COUNTY, FundKind.GENERAL_BUDGET
CONDITIONS = ("选址", "完工", "验收")
SITES = (("station-01", "东门社区康复站", 3), ("station-02", "西河社区康复站", 1), ("station-03", "南岭社区康复站", 0))
"""Each station, and how many conditions it has met."""
CODES = ("52990101MJ0000001G", "52990101MJ0000002K", "52990101MJ0000003N")
MET_ON = (date(2017, 5, 8), date(2017, 8, 7), date(2017, 9, 4))
OFFICERS = (CASE_OFFICER, Officer("case-officer-02"), CASE_OFFICER)
PAY = PayDays(
    submitted=date(2017, 9, 11),
    approved=(date(2017, 9, 12), date(2017, 9, 13), date(2017, 9, 14), date(2017, 9, 15)),
    released=date(2017, 9, 18),
    bank_result=date(2017, 9, 19),
    reissued=date(2017, 9, 25),
    reissue_result=date(2017, 9, 26),
)


def play(scene: Scene) -> None:
    """Build what is there by now, and pay what is finished. Asked again, it changes nothing."""
    scene.say("配套资金：三个站点，市、区 3 : 2，一站完工付清，一站选址 …")
    open_programme(
        scene,
        STATIONS,
        name_zh="社区康复站建设",
        name_en="Building community rehabilitation stations",
        policy=CHILDREN_POLICY,
        payee_kind=PayeeKind.INSTITUTION,
        bank_memo="站点建设",
    )
    _fix_terms(scene)
    for (unit, name, met), code in zip(SITES, CODES, strict=True):
        _take_in(scene, unit, name, code)
        for index in range(met):
            _meet(scene, unit, index)
    allocate(scene, STATIONS, "市财社〔2017〕58号", CITY, yuan(180_000), date(2017, 3, 6))
    allocate(scene, STATIONS, "区财社〔2017〕21号", DISTRICT, yuan(120_000), date(2017, 3, 6))
    scene.refused(
        "stations-too-early", "站点未验收先付区级资金", lambda: _pay(scene, "too-early", "station-02", DISTRICT)
    )
    answer = _pay(scene, "pay", "station-01", CITY, DISTRICT)
    batch = f"{STATIONS}/2017/pay"
    approve_and_release(scene, batch, answer, PAY)
    bank_pays(scene, batch, PAY)


def _fix_terms(scene: Scene) -> None:
    matching.open_matching_scheme(
        matching.OpenMatchingScheme(
            command_id=scene.id("stations-terms"),
            scheme_id=SCHEME,
            programme=STATIONS,
            region=AREA,
            period=YEAR,
            document="市残联〔2017〕22号",
            shares=(MatchingShare(CITY, BUDGET, 3, CONDITIONS[0]), MatchingShare(DISTRICT, BUDGET, 2, CONDITIONS[2])),
            conditions=CONDITIONS,
            on=date(2017, 3, 13),
        ),
        by=DECIDER,
        desk=scene.desk,
    )


def _take_in(scene: Scene, unit: str, name: str, code: str) -> None:
    agreement, on = f"{unit}-2017", date(2017, 4, 10)
    institutions.sign_agreement(
        institutions.SignAgreement(
            command_id=scene.id(f"{unit}-sign"),
            agreement_id=agreement,
            institution=code,
            programme=STATIONS,
            fiscal_year=2017,
            ceiling=yuan(100_000),
            on=on,
        ),
        by=BUILDER,
        desk=scene.desk,
    )
    matching.admit_unit(
        matching.AdmitUnit(
            command_id=scene.id(f"{unit}-admit"),
            scheme_id=SCHEME,
            unit=unit,
            name=name,
            agreement_id=agreement,
            amount=yuan(100_000),
            on=on,
        ),
        by=DECIDER,
        desk=scene.desk,
    )
    institutions.receive_invoice(
        institutions.ReceiveInvoice(
            command_id=scene.id(f"{unit}-invoice"),
            agreement_id=agreement,
            invoice_number=f"2017-{unit}",
            amount=yuan(100_000),
            on=MET_ON[2],
        ),
        by=BUILDER,
        desk=scene.desk,
    )


def _meet(scene: Scene, unit: str, index: int) -> None:
    matching.meet_unit_condition(
        matching.MeetUnitCondition(
            command_id=scene.id(f"{unit}-met-{index}"),
            scheme_id=SCHEME,
            unit=unit,
            condition=CONDITIONS[index],
            document=f"{CONDITIONS[index]}2017-{unit}",
            confirmed_by="区残联康复科",
            on=MET_ON[index],
        ),
        by=OFFICERS[index],
        desk=scene.desk,
    )


def _pay(scene: Scene, number: str, unit: str, *levels: GovernmentLevel) -> str:
    """Submit a batch of a station's parts; return its digest."""
    answer = claim_batches.submit_claim_batch(
        claim_batches.SubmitClaimBatch(
            command_id=scene.id(f"{STATIONS}-{number}"),
            programme=STATIONS,
            region=AREA,
            period=YEAR,
            number=number,
            claims=tuple(claim_id(ClaimKind.MATCHING, SCHEME, unit, level) for level in levels),
            on=PAY.submitted,
        ),
        by=BUILDER,
        desk=scene.desk,
    )
    return str(answer.said["digest"])
