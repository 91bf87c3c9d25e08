"""Every command of the office over HTTP, in an order in which each can be done, by somebody who may."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from typing import Any

from api.http import answers, inspection_answers, matching_answers
from domain.accounts.roles import Role
from tests.http.award_commands import AWARD_STEPS
from tests.http.budget_commands import BUDGET_STEPS
from tests.http.contract_commands import CONTRACT_STEPS
from tests.http.device_commands import DEVICE_STEPS
from tests.http.levy_commands import LEVY_STEPS
from tests.http.reference_commands import REFERENCE_STEPS
from tests.http.screening_commands import SCREENING_STEPS
from tests.http.stepping import Step, Story
from tests.http.tailored_commands import TAILORED_STEPS
from tests.http.transmission_commands import TRANSMISSION_STEPS

AREA, PROGRAMME, REHAB = "990101", "psy-medicine", "child-rehab"
DOCUMENT = "财社〔2016〕114号"
LINE = f"2017/{PROGRAMME}/{AREA}/municipal/general_budget/{DOCUMENT}"
OTHER_LINE = f"2017/{PROGRAMME}/{AREA}/municipal/general_budget/财社〔2017〕9号"
BATCH = f"{PROGRAMME}/2017/1"
NUMBERS = ("990101198001010014", "99010119491001003X", "990101197103150021", "99010119651204003X")
CODE = "52990101MJ0000001G"
HASH = "ab" * 32
DEATHS = base64.b64encode(f"身份证号,死亡日期\n{NUMBERS[1]},2016-05-03\n".encode()).decode()

POLICY: dict[str, Any] = {
    "version": 1,
    "valid_from": "2016-12-01",
    "document": "残联发〔2016〕21号",
    "criteria": {
        "kind": "all_of",
        "of": [
            {
                "kind": "fact_among",
                "fact": "low_income",
                "values": ["yes"],
                "article": "第三条",
                "zh": "低收入",
                "en": "a low-income household",
            }
        ],
    },
    "standards": [{"amount": "1000.00", "article": "第五条"}],
    "standard_unit": "period",
    "tiers": [
        {
            "name": "all",
            "shares": [
                {"level": "provincial", "kind": "general_budget", "share": "4/5"},
                {"level": "municipal", "kind": "general_budget", "share": "0.2"},
            ],
        }
    ],
    "notice_days": 7,
    "review_levels": ["township", "county"],
    "approval_chain": ["project_lead", "division_leader", "collective_meeting", "unit_head"],
    "deadlines": {"receive": 3, "determine": 10, "inform": 3, "pay": 10},
    "fact_sources": [{"fact": "low_income", "source": "civil_affairs"}],
}
MINUTES = {
    "held_on": "2017-04-20",
    "attendees": ["unit-head", "division-leader", "discipline"],
    "minutes_number": "会议纪要〔2017〕9号",
    "minutes_sha256": HASH,
}


def person(number: str, **other: Any) -> dict[str, Any]:
    return {
        "name": "李秋实",
        "id_number": number,
        "certificate": f"{number}63",
        "account": "9999990000000006",
        "region": f"{AREA}001001",
        "residence": "rural",
        "low_income": True,
        **other,
    }


def _registered(story: Story, said: dict[str, Any]) -> None:
    story.people = said["beneficiaries"]


def _submitted(story: Story, said: dict[str, Any]) -> None:
    story.digest = said["digest"]


def _found(story: Story) -> str:
    """Return the address of what the check of deaths finds: somebody paid for a year long after their death."""
    named = f"C01\0{PROGRAMME}/2017/{story.people[1]}"
    return f"/findings/C01~{hashlib.sha256(named.encode()).hexdigest()[:24]}/dispositions"


def _programme(programme: str, payee: str) -> dict[str, Any]:
    return {
        "programme": programme,
        "name_zh": "药费补助",
        "name_en": "Medicine subsidy",
        "payee_kind": payee,
        "deciding_body": "federation",
        "period_kind": "year",
        "bank_memo": "残补",
    }


def _about(index: int, path: str) -> Callable[[Story], str]:
    return lambda story: path.format(story.people[index])


def _approval(step: Role, who: Role) -> Step:
    minutes = MINUTES if step is Role.COLLECTIVE_MEETING else None
    return Step(
        f"approve_batch as {step.value}",
        who,
        "/batches/psy-medicine~2017~1/approvals",
        lambda story: {"step": step.value, "digest": story.digest, "minutes": minutes, "on": "2017-04-20"},
        answers.BatchApproved,
    )


def _allocation(document: str, **amounts: str) -> dict[str, Any]:
    shares = [{"level": level, "kind": "general_budget", "amount": amount} for level, amount in amounts.items()]
    where = {"programme": PROGRAMME, "fiscal_year": 2017, "region": AREA}
    return {**where, "document": document, "shares": shares, "on": "2017-02-06"}


def _batch(number: str) -> dict[str, Any]:
    return {"programme": PROGRAMME, "region": AREA, "period": "2017", "number": number, "on": "2017-04-17"}


TOWNSHIP, REVIEWER = "township-wu", "township-feng"
CASE, LEAD, FINANCE, CASHIER = Role.CASE_OFFICER, Role.PROJECT_LEAD, Role.FINANCE_OFFICER, "finance-lin"
BATCH_PATH = "/batches/psy-medicine~2017~1"
NOTICE_PATH = "/notices/notice-2017-1"

STEPS: tuple[Step, ...] = (
    Step(
        "open_programme",
        LEAD,
        "/programmes",
        lambda _: _programme(PROGRAMME, "person"),
        answers.ProgrammeNamed,
        other={"bank_memo": "补"},
        thing=False,
    ),
    Step(
        "open_programme for institutions",
        LEAD,
        "/programmes",
        lambda _: _programme(REHAB, "institution"),
        answers.ProgrammeNamed,
        other={"bank_memo": "补"},
        thing=False,
    ),
    Step(
        "publish_policy",
        LEAD,
        f"/programmes/{PROGRAMME}/policies",
        lambda _: POLICY,
        answers.PolicyPublished,
        other={"notice_days": 8},
    ),
    Step(
        "assign_target",
        LEAD,
        f"/programmes/{PROGRAMME}/targets",
        lambda _: {"fiscal_year": 2017, "level": "municipal", "people": 4, "document": DOCUMENT, "on": "2017-01-02"},
        answers.TargetAssigned,
        other={"people": 5},
    ),
    Step(
        "register_people",
        TOWNSHIP,
        "/beneficiaries",
        lambda _: {
            "people": [person(number, low_income=number != NUMBERS[3]) for number in NUMBERS],
            "why": "登记",
            "on": "2017-01-03",
        },
        answers.PeopleRegistered,
        thing=False,
        marks=_registered,
    ),
    Step(
        "record_circumstances",
        TOWNSHIP,
        _about(0, "/beneficiaries/{}/circumstances"),
        lambda _: {
            "facts": [{"name": "long_term_care", "value": "yes", "source": "survey", "as_of": "2017-01-03"}],
            "on": "2017-01-03",
        },
        other={"on": "2017-01-04"},
    ),
    Step(
        "change_personal_record",
        CASE,
        _about(0, "/beneficiaries/{}/record-changes"),
        lambda _: {"record": {"account": "9999990000000014", "phone": ""}, "why": "退回后更正账号"},
        answers.RecordChanged,
        other={"record": {"account": "9999990000000006"}},
    ),
    Step(
        "apply_for_cases",
        TOWNSHIP,
        "/applications",
        lambda story: {"programme": PROGRAMME, "area": AREA, "beneficiaries": story.people, "on": "2017-01-03"},
        answers.CasesDecided,
        other={"on": "2017-01-04"},
        thing=False,
    ),
    *(
        Step(
            f"review_cases of the {level}",
            who,
            "/reviews",
            lambda story, level=level: {  # type: ignore[misc]  # the loop's value, not the loop's last
                "programme": PROGRAMME,
                "beneficiaries": story.people,
                "level": level,
                "favourable": True,
                "opinion": "核查属实",
                "on": "2017-01-09",
            },
            answers.CasesDecided,
            thing=False,
        )
        for level, who in (("township", REVIEWER), ("county", CASE))
    ),
    Step(
        "publish_notice",
        TOWNSHIP,
        "/notices",
        lambda story: {
            "notice_id": "notice-2017-1",
            "programme": PROGRAMME,
            "region": AREA,
            "place": "村务公开栏",
            "hotline": "12385",
            "beneficiaries": story.people,
            "working_days": 7,
            "on": "2017-01-10",
        },
        answers.NoticePosted,
        thing=False,
    ),
    Step(
        "raise_objection",
        TOWNSHIP,
        f"{NOTICE_PATH}/objections",
        lambda story: {
            "objection_id": "o-1",
            "beneficiary": story.people[0],
            "ground": "not_eligible",
            "on": "2017-01-11",
        },
        answers.ObjectionNamed,
    ),
    Step(
        "settle_objection",
        LEAD,
        f"{NOTICE_PATH}/objections/o-1/settle",
        lambda _: {"upheld": False, "finding": "核查属实", "on": "2017-01-12"},
        answers.ObjectionNamed,
    ),
    Step(
        "conclude_notice",
        TOWNSHIP,
        f"{NOTICE_PATH}/conclude",
        lambda _: {"on": "2017-01-20"},
        answers.NoticeNamed,
        other={"on": "2017-01-21"},
    ),
    Step(
        "refuse_case",
        LEAD,
        _about(3, f"/cases/{PROGRAMME}~{{}}/refuse"),
        lambda _: {"notice_id": "notice-2017-1", "on": "2017-01-20"},
        answers.CaseRefused,
    ),
    Step(
        "grant_cases",
        LEAD,
        "/grants",
        lambda story: {
            "programme": PROGRAMME,
            "notice_id": "notice-2017-1",
            "beneficiaries": story.people[:3],
            "first_month": "2017-01",
            "on": "2017-01-20",
        },
        answers.CasesDecided,
        other={"on": "2017-01-21"},
        thing=False,
    ),
    Step(
        "allocate_funds",
        FINANCE,
        "/allocations",
        lambda _: _allocation(DOCUMENT, provincial="2400.00", municipal="600"),
        answers.FundNamed,
        thing=False,
    ),
    Step(
        "allocate_funds again",
        FINANCE,
        "/allocations",
        lambda _: _allocation("财社〔2017〕9号", municipal="100.5"),
        answers.FundNamed,
        thing=False,
    ),
    Step(
        "add_funds",
        FINANCE,
        f"/fund-lines/{LINE.replace('/', '~')}/additions",
        lambda _: {"amount": "50.00", "document": "财社〔2017〕10号", "on": "2017-02-07"},
    ),
    Step(
        "move_funds",
        FINANCE,
        f"/fund-lines/{OTHER_LINE.replace('/', '~')}/moves",
        lambda _: {"to_line": LINE, "amount": "0.50", "document": "财社〔2017〕11号", "on": "2017-02-08"},
    ),
    Step(
        "submit_batch",
        FINANCE,
        "/batches",
        lambda story: {
            **_batch("1"),
            "listed": [{"beneficiary": person, "amount": "1000.00"} for person in story.people[:3]],
        },
        answers.BatchSubmitted,
        thing=False,
        marks=_submitted,
    ),
    Step(
        "send_batch_back",
        Role.PROJECT_LEAD,
        f"{BATCH_PATH}/send-back",
        lambda _: {"step": "project_lead", "reason": "名单有误", "on": "2017-04-17"},
        answers.BatchNamed,
    ),
    Step(
        "submit_batch anew",
        FINANCE,
        "/batches",
        lambda _: _batch("1"),
        answers.BatchSubmitted,
        thing=False,
        marks=_submitted,
    ),
    _approval(Role.PROJECT_LEAD, Role.PROJECT_LEAD),
    _approval(Role.DIVISION_LEADER, Role.DIVISION_LEADER),
    _approval(Role.COLLECTIVE_MEETING, Role.COLLECTIVE_MEETING),
    _approval(Role.UNIT_HEAD, Role.UNIT_HEAD),
    Step(
        "release_batch",
        CASHIER,
        f"{BATCH_PATH}/release",
        lambda _: {"value_date": "2017-04-25"},
        answers.BatchReleased,
        other={"value_date": "2017-04-26"},
    ),
    Step(
        "post_bank_result",
        FINANCE,
        f"{BATCH_PATH}/bank-results",
        lambda story: {
            "statement": "银行回单",
            "statement_sha256": HASH,
            "lines": [
                {"kind": "settled", "beneficiary": story.people[0], "amount": "1000.00"},
                *(
                    {
                        "kind": "returned",
                        "beneficiary": person,
                        "amount": "1000.00",
                        "reason": "account_closed",
                        "bank_words": "已销户",
                    }
                    for person in story.people[1:3]
                ),
            ],
            "on": "2017-04-26",
        },
        answers.BankResultPosted,
    ),
    Step(
        "reissue_payouts",
        CASHIER,
        f"{BATCH_PATH}/reissue",
        lambda story: {"beneficiaries": [story.people[1]], "value_date": "2017-05-03"},
        answers.PayoutsReissued,
        other={"value_date": "2017-05-04"},
    ),
    Step(
        "cancel_payouts",
        FINANCE,
        f"{BATCH_PATH}/cancel",
        lambda _: {"beneficiaries": "all_returned", "reason": "本人放弃", "on": "2017-05-04"},
        answers.PayoutsCancelled,
    ),
    Step(
        "post_bank_result for what was sent again",
        FINANCE,
        f"{BATCH_PATH}/bank-results",
        lambda story: {
            "statement": "银行回单2",
            "statement_sha256": HASH,
            "lines": [{"kind": "settled", "beneficiary": story.people[1], "amount": "1000"}],
            "on": "2017-05-04",
        },
        answers.BankResultPosted,
    ),
    Step(
        "post_late_returns",
        FINANCE,
        f"{BATCH_PATH}/late-returns",
        lambda story: {
            "statement": "退回通知1号",
            "statement_sha256": HASH,
            "lines": [
                {
                    "beneficiary": story.people[1],
                    "amount": "1000.00",
                    "reason": "account_closed",
                    "bank_words": "入账后销户退汇",
                }
            ],
            "on": "2017-05-05",
        },
        answers.LateReturnsPosted,
    ),
    Step(
        "reissue_payouts that came back late",
        CASHIER,
        f"{BATCH_PATH}/reissue",
        lambda _: {"beneficiaries": "all_returned", "value_date": "2017-05-05"},
        answers.PayoutsReissued,
        other={"value_date": "2017-05-06"},
    ),
    Step(
        "post_bank_result for what came back late",
        FINANCE,
        f"{BATCH_PATH}/bank-results",
        lambda story: {
            "statement": "银行回单3",
            "statement_sha256": HASH,
            "lines": [{"kind": "settled", "beneficiary": story.people[1], "amount": "1000"}],
            "on": "2017-05-05",
        },
        answers.BankResultPosted,
    ),
    Step(
        "close_batch",
        FINANCE,
        f"{BATCH_PATH}/close",
        lambda _: {"on": "2017-05-05"},
        answers.BatchNamed,
    ),
    Step(
        "order_recovery",
        CASE,
        "/recoveries",
        lambda story: {
            "recovery_id": "r-1",
            "payout_id": f"{PROGRAMME}/2017/{story.people[0]}",
            "amount": "500.00",
            "ground": "not_eligible",
            "instalments": [
                {"due_on": "2017-07-01", "amount": "300.00"},
                {"due_on": "2017-08-01", "amount": "200.00"},
            ],
            "on": "2017-06-05",
        },
        answers.RecoveryNamed,
        thing=False,
    ),
    Step(
        "receive_instalment",
        FINANCE,
        "/recoveries/r-1/instalments",
        lambda _: {"amount": "300.00", "bank_reference": "回款1号", "on": "2017-07-01"},
        answers.RecoveryNamed,
    ),
    Step(
        "write_off_recovery",
        Role.COLLECTIVE_MEETING,
        "/recoveries/r-1/write-offs",
        lambda _: {
            "amount": "200.00",
            "reason": "无力偿还",
            "minutes": MINUTES | {"held_on": "2017-09-04"},
            "on": "2017-09-04",
        },
        answers.RecoveryNamed,
    ),
    Step(
        "recheck_case",
        CASE,
        _about(0, f"/cases/{PROGRAMME}~{{}}/recheck"),
        lambda _: {"on": "2017-10-09"},
        answers.CaseChecked,
    ),
    Step(
        "suspend_case",
        CASE,
        _about(0, f"/cases/{PROGRAMME}~{{}}/suspend"),
        lambda _: {"reason": "certificate_expired", "from_month": "2017-11", "on": "2017-10-10"},
    ),
    Step(
        "recheck_case once more",
        CASE,
        _about(0, f"/cases/{PROGRAMME}~{{}}/recheck"),
        lambda _: {"on": "2017-11-20"},
        answers.CaseChecked,
    ),
    Step(
        "resume_case",
        CASE,
        _about(0, f"/cases/{PROGRAMME}~{{}}/resume"),
        lambda _: {"from_month": "2017-12", "back_pay_months": 1, "on": "2017-12-01"},
    ),
    Step(
        "revoke_case",
        LEAD,
        _about(0, f"/cases/{PROGRAMME}~{{}}/revoke"),
        lambda _: {"reason": "withdrawn", "from_month": "2018-01", "on": "2017-12-20"},
    ),
    Step(
        "record_death",
        TOWNSHIP,
        _about(1, "/beneficiaries/{}/death"),
        lambda _: {"died_on": "2017-12-24", "source": "民政局殡葬信息"},
        other={"died_on": "2017-12-25"},
    ),
    Step(
        "record_move",
        TOWNSHIP,
        _about(2, "/beneficiaries/{}/move"),
        lambda _: {"moved_on": "2017-12-28", "to_region": "990201"},
        other={"moved_on": "2017-12-27"},
    ),
    Step(
        "place_legal_hold",
        CASE,
        _about(3, "/beneficiaries/{}/legal-holds"),
        lambda _: {"document": "法调〔2018〕1号", "reason": "法院调卷"},
        other={"reason": "另有原因"},
    ),
    Step(
        "lift_legal_hold",
        Role.DIVISION_LEADER,
        _about(3, "/beneficiaries/{}/legal-hold-liftings"),
        lambda _: {"document": "法调〔2018〕1号", "lifting_document": "法调〔2018〕2号", "reason": "审结"},
        other={"reason": "另有原因"},
    ),
    Step(
        "set_retention",
        FINANCE,
        "/retention-rules",
        lambda _: {"programme": PROGRAMME, "years": 30, "document": "财政部令第79号"},
        other={"years": 10},
    ),
    *REFERENCE_STEPS,
    Step(
        "declare_bank_format",
        FINANCE,
        "/bank-formats",
        lambda _: {
            "format": "text-lines",
            "title": "县农商行代发文本",
            "kind": "txt",
            "encoding": "gb18030",
            "columns": [
                {"field": "bank_reference", "width": 35},
                {"field": "account", "width": 32},
                {"field": "amount_fen", "width": 12},
            ],
        },
        other={"title": "县农商行代发"},
    ),
    Step(
        "judge_likeness",
        LEAD,
        _about(0, "/beneficiaries/{}/likeness-judgements"),
        lambda story: {"other": story.people[3], "found": "different", "reason": "核对照片，不是同一人"},
        answers.Judged,
        other={"reason": "另有原因"},
        thing=False,
    ),
    Step(
        "sign_agreement",
        FINANCE,
        "/agreements",
        lambda _: {
            "agreement_id": "rehab-2017-1",
            "institution": CODE,
            "programme": REHAB,
            "fiscal_year": 2017,
            "ceiling": "15000.00",
            "on": "2017-01-05",
        },
        answers.AgreementNamed,
        thing=False,
    ),
    Step(
        "accept_service",
        CASE,
        "/agreements/rehab-2017-1/services",
        lambda story: {"services": [{"beneficiary": story.people[0], "amount": "12000.00"}], "on": "2017-06-30"},
        answers.ServiceAccepted,
    ),
    Step(
        "receive_invoice",
        FINANCE,
        "/agreements/rehab-2017-1/invoices",
        lambda _: {"invoice_number": "发票001", "amount": "12000.00", "on": "2017-07-03"},
        answers.AgreementNamed,
    ),
    *CONTRACT_STEPS,
    Step(
        "publish_policy for institutions",
        LEAD,
        f"/programmes/{REHAB}/policies",
        lambda _: POLICY,
        answers.PolicyPublished,
        other={"notice_days": 8},
    ),
    Step(
        "open_matching_scheme",
        LEAD,
        "/matching-schemes",
        lambda _: {
            "scheme_id": "stations-2017",
            "programme": REHAB,
            "region": AREA,
            "period": "2017",
            "document": "财社〔2017〕18号",
            "shares": [
                {"level": "municipal", "kind": "general_budget", "shares": 3, "freed_by": "选址"},
                {"level": "county", "kind": "general_budget", "shares": 2, "freed_by": "验收"},
            ],
            "conditions": ["选址", "验收"],
            "on": "2017-01-06",
        },
        matching_answers.MatchingSchemeNamed,
        thing=False,
    ),
    Step(
        "sign_agreement of a station",
        FINANCE,
        "/agreements",
        lambda _: {
            "agreement_id": "station-2017-1",
            "institution": CODE,
            "programme": REHAB,
            "fiscal_year": 2017,
            "ceiling": "1000.00",
            "on": "2017-01-06",
        },
        answers.AgreementNamed,
        thing=False,
    ),
    Step(
        "admit_unit",
        LEAD,
        "/matching-schemes/stations-2017/units",
        lambda _: {
            "unit": "station-01",
            "name": "东门康复站",
            "agreement_id": "station-2017-1",
            "amount": "1000.00",
            "on": "2017-01-09",
        },
        matching_answers.UnitAdmitted,
        other={"on": "2017-01-10"},
    ),
    Step(
        "meet_unit_condition",
        CASE,
        "/matching-schemes/stations-2017/units/station-01/conditions",
        lambda _: {
            "condition": "选址",
            "document": "选址2017-1",
            "confirmed_by": "区残联康复科",
            "on": "2017-02-10",
        },
        matching_answers.UnitConditionMet,
        other={"on": "2017-02-11"},
    ),
    Step(
        "allocate_funds for a station",
        FINANCE,
        "/allocations",
        lambda _: _allocation("财社〔2017〕18号", municipal="600.00", county="400.00") | {"programme": REHAB},
        answers.FundNamed,
        thing=False,
    ),
    Step(
        "receive_invoice of a station",
        FINANCE,
        "/agreements/station-2017-1/invoices",
        lambda _: {"invoice_number": "发票101", "amount": "600.00", "on": "2017-02-13"},
        answers.AgreementNamed,
        other={"on": "2017-02-14"},
    ),
    Step(
        "submit_claim_batch",
        FINANCE,
        "/claim-batches",
        lambda _: {
            "programme": REHAB,
            "region": AREA,
            "period": "2017",
            "number": "9",
            "claims": ["matching.stations-2017.station-01.municipal"],
            "on": "2017-04-17",
        },
        answers.ClaimBatchSubmitted,
        other={"on": "2017-04-18"},
        thing=False,
    ),
    Step(
        "collect_revenue",
        FINANCE,
        "/revenue/collections",
        lambda _: {
            "fiscal_year": 2017,
            "kind": "employment_security_fund",
            "amount": "800000.00",
            "voucher": "V-1",
            "on": "2017-10-09",
        },
        thing=False,
    ),
    Step(
        "remit_revenue",
        FINANCE,
        "/revenue/remittances",
        lambda _: {
            "fiscal_year": 2017,
            "kind": "employment_security_fund",
            "amount": "800000",
            "voucher": "V-2",
            "on": "2017-10-31",
        },
        thing=False,
    ),
    Step(
        "run_checks",
        Role.INSPECTOR,
        "/check-runs",
        lambda _: {
            "checks": ["C01"],
            "effective": "2017-12-31",
            "lists": [{"name": "deaths", "content": DEATHS}],
        },
        answers.CheckRunKept,
        other={"effective": "2017-12-30"},
        thing=False,
    ),
    Step(
        "dispose_finding",
        Role.INSPECTOR,
        _found,
        lambda _: {"disposition": "rectified", "reason": "已责令退回", "on": "2018-01-05"},
        answers.FindingDisposed,
        other={"reason": "已责令退还"},
    ),
    Step(
        "open_inspection",
        Role.INSPECTOR,
        "/inspections",
        lambda _: {
            "inspection_id": "inspection-1",
            "programme": PROGRAMME,
            "period": "2017",
            "region": AREA,
            "frame": "paid",
            "method": {"kind": "share", "of_each_unit": "1", "of_the_whole": "1"},
            "seed": "dice-of-2018-01-06",
            "on": "2018-01-06",
        },
        inspection_answers.InspectionOpened,
        thing=False,
    ),
    Step(
        "open_inspection_by_confidence",
        Role.INSPECTOR,
        "/inspections",
        lambda _: {
            "inspection_id": "inspection-2",
            "programme": PROGRAMME,
            "period": "2017",
            "region": AREA,
            "frame": "entitled",
            "method": {"kind": "confidence", "confidence": "0.95", "margin": "0.05"},
            "on": "2018-01-06",
        },
        inspection_answers.InspectionOpened,
        thing=False,
    ),
    Step(
        "bind_seed",
        Role.INSPECTOR,
        "/inspections/inspection-2/seeds",
        lambda _: {"entries_later": 1, "on": "2018-01-06"},
        inspection_answers.InspectionNamed,
    ),
    Step(
        "draw_sample",
        Role.INSPECTOR,
        "/inspections/inspection-1/draws",
        lambda _: {"on": "2018-01-06"},
        inspection_answers.SampleDrawn,
    ),
    Step(
        "plan_visits",
        Role.INSPECTOR,
        "/inspections/inspection-1/visit-plans",
        lambda story: {
            "beneficiaries": [story.people[1]],
            "visitor": "inspector",
            "planned_for": "2018-01-07",
            "on": "2018-01-06",
        },
        inspection_answers.VisitsPlanned,
    ),
    Step(
        "record_visit",
        Role.INSPECTOR,
        "/inspections/inspection-1/visits",
        lambda story: {
            "beneficiary": story.people[1],
            "facts": [{"name": "low_income", "value": "no", "source": "home_visit", "as_of": "2018-01-07"}],
            "satisfaction": 4,
            "on": "2018-01-07",
        },
        inspection_answers.VisitRecorded,
    ),
    Step(
        "raise_visit_finding",
        Role.INSPECTOR,
        "/inspections/inspection-1/findings",
        lambda story: {
            "beneficiary": story.people[1],
            "what": "facts_differ",
            "text": "家庭收入与登记不符",
            "answer_due_on": "2018-01-31",
            "on": "2018-01-07",
        },
        inspection_answers.VisitFindingNamed,
    ),
    Step(
        "answer_visit_finding",
        CASE,
        lambda story: f"/visit-findings/inspection-1~{story.people[1]}~1/answers",
        lambda _: {"agreed": True, "text": "属实", "on": "2018-01-07"},
        inspection_answers.VisitFindingNamed,
    ),
    Step(
        "follow_up_visit_finding",
        Role.INSPECTOR,
        lambda story: f"/visit-findings/inspection-1~{story.people[1]}~1/follow-ups",
        lambda _: {"text": "已核对", "on": "2018-01-07"},
        inspection_answers.VisitFindingNamed,
    ),
    Step(
        "order_recovery_from_finding",
        FINANCE,
        lambda story: f"/visit-findings/inspection-1~{story.people[1]}~1/recoveries",
        lambda story: {
            "recovery_id": "recovery-visit",
            "payout_id": f"{PROGRAMME}/2017/{story.people[1]}",
            "amount": "10.00",
            "ground": "false_facts",
            "instalments": [{"due_on": "2018-02-01", "amount": "10.00"}],
            "on": "2018-01-07",
        },
        inspection_answers.VisitFindingOrderedBack,
    ),
    Step(
        "close_visit_finding",
        Role.INSPECTOR,
        lambda story: f"/visit-findings/inspection-1~{story.people[1]}~1/closings",
        lambda _: {"outcome": "ordered_back", "text": "已下达追缴", "on": "2018-01-07"},
        inspection_answers.VisitFindingNamed,
    ),
    Step(
        "plan_the_other_visits",
        Role.INSPECTOR,
        "/inspections/inspection-1/visit-plans",
        lambda story: {
            "beneficiaries": [story.people[0]],
            "visitor": "inspector",
            "planned_for": "2018-01-07",
            "on": "2018-01-06",
        },
        inspection_answers.VisitsPlanned,
    ),
    Step(
        "record_that_nobody_was_met",
        Role.INSPECTOR,
        "/inspections/inspection-1/visits",
        lambda story: {"beneficiary": story.people[0], "not_met": "away", "on": "2018-01-07"},
        inspection_answers.VisitRecorded,
    ),
    Step(
        "close_inspection",
        Role.INSPECTOR,
        "/inspections/inspection-1/closings",
        lambda _: {"on": "2018-01-07"},
        inspection_answers.InspectionClosed,
    ),
    *TAILORED_STEPS,
    *BUDGET_STEPS,
    *TRANSMISSION_STEPS,
    *AWARD_STEPS,
    *SCREENING_STEPS,
    *DEVICE_STEPS,
    *LEVY_STEPS,
    Step(
        "strike_trial_balance",
        FINANCE,
        "/trial-balances",
        lambda _: {"period": "2017", "on": "2018-01-08"},
        answers.TrialBalanceRecorded,
        other={"period": "2017-12"},
        thing=False,
    ),
    Step(
        "close_year",
        FINANCE,
        "/year-ends",
        lambda _: {"programme": PROGRAMME, "fiscal_year": 2017, "region": AREA, "on": "2018-01-08"},
        answers.YearShut,
        thing=False,
    ),
)
