"""The commands of designations, tenders and contracts, in the order they are tried."""

from __future__ import annotations

from api.http import answers, contract_answers
from domain.accounts.roles import Role
from tests.http.stepping import Step

AREA, REHAB, CODE = "990101", "child-rehab", "52990101MJ0000001G"
CASE, LEAD, FINANCE = Role.CASE_OFFICER, Role.PROJECT_LEAD, Role.FINANCE_OFFICER

CONTRACT_STEPS: tuple[Step, ...] = (
    Step(
        "designate_institution",
        LEAD,
        "/designations",
        lambda _: {
            "institution": CODE,
            "name": "示例助残中心",
            "programmes": [REHAB],
            "valid_from": "2017-01-01",
            "valid_until": "2017-12-31",
            "document": "定点2017-1",
            "on": "2017-01-05",
        },
        contract_answers.InstitutionNamed,
        thing=False,
    ),
    Step(
        "publish_tender",
        LEAD,
        "/tenders",
        lambda _: {
            "tender_id": "tender-2017",
            "title": "居家服务",
            "document": "采购2017-1",
            "lots": [
                {
                    "number": number,
                    "programme": REHAB,
                    "region": AREA,
                    "fiscal_year": 2017,
                    "unit": "hour",
                    "price": "40.00",
                    "ceiling": "8000.00",
                }
                for number in ("1", "2")
            ],
            "on": "2017-01-06",
        },
        contract_answers.TenderPublished,
        thing=False,
    ),
    Step(
        "fail_lot",
        LEAD,
        "/tenders/tender-2017/lots/2/failure",
        lambda _: {"reason": "无人投标", "on": "2017-01-20"},
        contract_answers.LotNamed,
    ),
    Step(
        "award_lot",
        LEAD,
        "/tenders/tender-2017/lots/1/award",
        lambda _: {
            "institution": CODE,
            "agreement_id": "lot-2017-1",
            "price": "38.00",
            "document": "中标2017-1",
            "on": "2017-01-20",
        },
        contract_answers.LotAwarded,
        other={"on": "2017-01-21"},
    ),
    Step(
        "record_staffing",
        CASE,
        "/agreements/lot-2017-1/staffing",
        lambda _: {
            "month": "2017-03",
            "staff": 2,
            "working_days": 23,
            "hours_a_day": 8,
            "document": "名册2017-3",
            "on": "2017-03-01",
        },
        answers.AgreementNamed,
    ),
    Step(
        "accept_service_month",
        CASE,
        "/agreements/lot-2017-1/service-months",
        lambda story: {
            "month": "2017-03",
            "sheet": "验收2017-3",
            "lines": [
                {
                    "beneficiary": story.people[0],
                    "day": "2017-03-07",
                    "start": "08:30",
                    "end": "10:30",
                    "signed_on": "2017-03-07",
                }
            ],
            "on": "2017-04-05",
        },
        contract_answers.ServiceMonthAccepted,
        other={"sheet": "验收2017-4"},
    ),
    Step(
        "deduct_amount",
        CASE,
        "/agreements/lot-2017-1/deductions",
        lambda _: {
            "month": "2017-03",
            "amount": "6.00",
            "reason": "迟到",
            "document": "扣款2017-1",
            "on": "2017-04-06",
        },
        contract_answers.AmountDeducted,
        other={"amount": "7.00"},
    ),
    Step(
        "receive_invoice of a contract",
        FINANCE,
        "/agreements/lot-2017-1/invoices",
        lambda _: {"invoice_number": "发票002", "amount": "70.00", "on": "2017-04-07"},
        answers.AgreementNamed,
    ),
    Step(
        "withdraw_designation",
        LEAD,
        f"/institutions/{CODE}/withdrawal",
        lambda _: {
            "withdrawn_from": "2017-07-01",
            "reason": "考核不合格",
            "document": "定点2017-9",
            "on": "2017-06-30",
        },
        contract_answers.InstitutionNamed,
        other={"withdrawn_from": "2017-08-01"},
    ),
)
