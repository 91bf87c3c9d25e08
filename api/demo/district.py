"""Case 000: a district in 2017 pays medicine for 1,190 people and rehabilitation for 68 of 118 children."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import application.commands.beneficiaries as beneficiaries
import application.commands.eligibility as eligibility
import application.commands.funds as funds
import application.commands.institutions as institutions
import application.commands.notices as notices
from api.demo.enrolling import apply_and_review, conclude_and_grant, post_notice
from api.demo.money import allocate
from api.demo.rules import CHILDREN, CHILDREN_POLICY, MEDICINE, MEDICINE_POLICY, assign_target, open_programme, yuan
from api.demo.scene import (
    AREA,
    BUILDER,
    CASE_OFFICER,
    DECIDER,
    TOWNSHIP,
    Days,
    PayDays,
    Scene,
    approve_and_release,
    bank_pays,
    submit,
)
from application.road import Answer, Officer
from domain.institutions.events import AcceptedService
from domain.levels import FundKind, GovernmentLevel
from domain.notices.events import ObjectionGround
from domain.periods import Period
from domain.programmes.events import PayeeKind

YEAR = Period("2017")
CHILDHOOD = (date(2010, 1, 1), date(2015, 12, 31))
PATIENTS, CHILDREN_TRAINED = 1190, 118
ENROLMENT = Days(
    applied=date(2016, 12, 5),
    township_review=date(2016, 12, 9),
    county_review=date(2016, 12, 16),
    posted=date(2016, 12, 19),
    granted=date(2016, 12, 30),
)
PAY = PayDays(
    submitted=date(2017, 4, 17),
    approved=(date(2017, 4, 18), date(2017, 4, 19), date(2017, 4, 20), date(2017, 4, 21)),
    released=date(2017, 4, 25),
    bank_result=date(2017, 4, 26),
    reissued=date(2017, 5, 3),
    reissue_result=date(2017, 5, 4),
)
PROVINCIAL_DOCUMENT, MUNICIPAL_DOCUMENT = "省财社〔2016〕114号", "市财社〔2017〕31号"
"""Made-up numbers of the right form; the report does not print the documents'."""


def play(scene: Scene) -> tuple[str, dict[str, str]]:
    """Play the whole year; return a payout whose trail is worth showing, and cases worth a look with the reason."""
    _open_programmes(scene)
    people = _pay_medicine(scene)
    _pay_for_children(scene)
    scene.desk.views_now()
    return scene.desk.views.payouts_of_batch(f"{MEDICINE}/2017/1")[100].payout, people


def _open_programmes(scene: Scene) -> None:
    open_programme(
        scene,
        MEDICINE,
        name_zh="贫困精神残疾人药费补助",
        name_en="Medicine subsidy for poor people with mental disabilities",
        policy=MEDICINE_POLICY,
    )
    open_programme(
        scene,
        CHILDREN,
        name_zh="残疾儿童抢救性康复",
        name_en="Rehabilitation of disabled children",
        policy=CHILDREN_POLICY,
        payee_kind=PayeeKind.INSTITUTION,
        bank_memo="康复费",
    )
    assign_target(scene, MEDICINE, GovernmentLevel.MUNICIPAL, 1120, "市残联〔2017〕6号")
    assign_target(scene, MEDICINE, GovernmentLevel.PROVINCIAL, 502, "省残联〔2017〕3号")
    assign_target(scene, CHILDREN, GovernmentLevel.PROVINCIAL, 28, "省残联〔2017〕4号")


def _pay_medicine(scene: Scene) -> dict[str, str]:
    scene.say(f"登记 {PATIENTS + 2} 名精神残疾人，逐级审核、公示、审定 …")
    rows = list(scene.crowd(PATIENTS + 2, 17, types=(6,), low_income=1.0))
    rows[-1] = replace(rows[-1], low_income=False)
    _, ids = beneficiaries.register_people(
        rows,
        command_id=scene.id("patients"),
        why="药费补助申请登记",
        on=ENROLMENT.applied,
        by=TOWNSHIP,
        desk=scene.desk,
    )
    paid, died, refused = ids[:PATIENTS], ids[PATIENTS], ids[PATIENTS + 1]
    apply_and_review(scene, MEDICINE, ids, ENROLMENT)
    notice = post_notice(scene, MEDICINE, [*paid, died], ENROLMENT)
    _object_in_vain(scene, notice, paid[7])
    conclude_and_grant(scene, MEDICINE, [*paid, died], notice, ENROLMENT)
    eligibility.refuse_case(
        eligibility.RefuseCase(
            command_id=scene.id("refuse-one"), programme=MEDICINE, beneficiary=refused, on=ENROLMENT.granted
        ),
        by=DECIDER,
        desk=scene.desk,
    )
    beneficiaries.record_death(
        beneficiaries.RecordDeath(
            command_id=scene.id("death"), beneficiary=died, died_on=date(2016, 12, 31), source="公安户籍注销"
        ),
        by=CASE_OFFICER,
        desk=scene.desk,
    )
    line = allocate(scene, MEDICINE, PROVINCIAL_DOCUMENT, GovernmentLevel.PROVINCIAL, yuan(401_600), date(2017, 1, 10))
    scene.refused(
        f"{MEDICINE}-submit-too-early",
        "市级资金未到先报批（超预算）",
        lambda: submit(scene, MEDICINE, YEAR, date(2017, 2, 6), step="submit-too-early"),
    )
    allocate(scene, MEDICINE, MUNICIPAL_DOCUMENT, GovernmentLevel.MUNICIPAL, yuan(788_400), date(2017, 3, 15))
    scene.refused("divert", "用药费补助资金填补儿童康复（串项）", lambda: _divert(scene, line))
    scene.say(f"编制 {PATIENTS} 人的发放批次，四步审批，送银行 …")
    batch = submit(scene, MEDICINE, YEAR, PAY.submitted)
    _pay(scene, f"{MEDICINE}/2017/1", batch, returned=(11, 503, 1100))
    return {
        f"case/{MEDICINE}/{paid[7]}": "被异议、复核后照发的人",
        f"case/{MEDICINE}/{refused}": "不属低收入、不予批准的人",
        f"case/{MEDICINE}/{died}": "期前死亡、未列入发放的人",
    }


def _pay_for_children(scene: Scene) -> None:
    scene.say(f"登记 {CHILDREN_TRAINED} 名儿童与三家定点机构，验收服务，收发票，付款 …")
    rows = list(scene.crowd(CHILDREN_TRAINED, 68, born=CHILDHOOD))
    _, ids = beneficiaries.register_people(
        rows,
        command_id=scene.id("children"),
        why="儿童康复申请登记",
        on=ENROLMENT.applied,
        by=TOWNSHIP,
        desk=scene.desk,
    )
    apply_and_review(scene, CHILDREN, ids, ENROLMENT)
    notice = post_notice(scene, CHILDREN, ids, ENROLMENT)
    conclude_and_grant(scene, CHILDREN, ids, notice, ENROLMENT)
    national, provincial, municipal = "国财社〔2016〕208号", "省财社〔2016〕115号", "市财社〔2017〕32号"
    january = date(2017, 1, 10)
    allocate(scene, CHILDREN, national, GovernmentLevel.NATIONAL, yuan(600_000), january, kind=FundKind.LOTTERY)
    allocate(scene, CHILDREN, provincial, GovernmentLevel.PROVINCIAL, yuan(268_800), january)
    allocate(scene, CHILDREN, municipal, GovernmentLevel.MUNICIPAL, yuan(67_200), january)
    agreements = tuple(_serve(scene, ids))
    batch = submit(scene, CHILDREN, YEAR, PAY.submitted, agreements=agreements)
    _pay(scene, f"{CHILDREN}/2017/1", batch)


def _pay(scene: Scene, batch: str, submitted: Answer, *, returned: tuple[int, ...] = ()) -> None:
    approve_and_release(scene, batch, str(submitted.said["digest"]), PAY)
    bank_pays(scene, batch, PAY, returned=returned)


def _object_in_vain(scene: Scene, notice: str, person: str) -> None:
    notices.raise_objection(
        notices.RaiseObjection(
            command_id=scene.id("objection"),
            notice_id=notice,
            objection_id="objection-2016-1",
            beneficiary=person,
            ground=ObjectionGround.NOT_ELIGIBLE,
            on=date(2016, 12, 22),
        ),
        by=TOWNSHIP,
        desk=scene.desk,
    )
    notices.settle_objection(
        notices.SettleObjection(
            command_id=scene.id("objection-settled"),
            notice_id=notice,
            objection_id="objection-2016-1",
            upheld=False,
            finding="经入户复核，家庭收入符合规定，异议不成立",
            on=date(2016, 12, 27),
        ),
        by=Officer("supervision-01"),
        desk=scene.desk,
    )


def _divert(scene: Scene, line: str) -> Answer:
    return funds.move_funds(
        funds.MoveFunds(
            command_id=scene.id("divert"),
            from_line=line,
            to_line=f"2017/{CHILDREN}/{AREA}/provincial/general_budget/省财社〔2016〕115号",
            amount=yuan(10_000),
            document="市财调〔2017〕1号",
            on=date(2017, 3, 20),
        ),
        by=BUILDER,
        desk=scene.desk,
    )


def _serve(scene: Scene, children: tuple[str, ...]) -> Iterator[str]:
    """Let three institutions train 50, 40 and 28 children; they invoice what the tiers can pay."""
    institutions_ = (
        ("rehab-a", "52990101MJ0000001G", children[:50], 40 * 15_000 + 10 * 12_000),
        ("rehab-b", "52990101MJ0000002K", children[50:90], 18 * 12_000),
        ("rehab-c", "52990101MJ0000003N", children[90:], 0),
    )
    for name, code, trained, invoiced in institutions_:
        institutions.sign_agreement(
            institutions.SignAgreement(
                command_id=scene.id(f"{name}-sign"),
                agreement_id=name,
                institution=code,
                programme=CHILDREN,
                fiscal_year=2017,
                ceiling=yuan(15_000 * len(trained)),
                on=date(2017, 1, 12),
            ),
            by=BUILDER,
            desk=scene.desk,
        )
        institutions.accept_service(
            institutions.AcceptService(
                command_id=scene.id(f"{name}-accept"),
                agreement_id=name,
                services=tuple(AcceptedService(child, yuan(15_000)) for child in trained),
                on=date(2017, 4, 10),
            ),
            by=CASE_OFFICER,
            desk=scene.desk,
        )
        if invoiced:
            institutions.receive_invoice(
                institutions.ReceiveInvoice(
                    command_id=scene.id(f"{name}-invoice"),
                    agreement_id=name,
                    invoice_number=f"2017-{name}-1",
                    amount=yuan(invoiced),
                    on=date(2017, 4, 12),
                ),
                by=BUILDER,
                desk=scene.desk,
            )
        yield name
