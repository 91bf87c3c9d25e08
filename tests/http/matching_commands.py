"""A scheme that two levels pay together over HTTP, from its opening to the claim of its first station."""

from __future__ import annotations

from api.http import answers, matching_answers
from tests.http.fund_commands import allocation
from tests.http.medicine import AREA, CASE, CODE, FINANCE, LEAD, REHAB
from tests.http.programme_commands import POLICY
from tests.http.stepping import Step

MATCHING_STEPS: tuple[Step, ...] = (
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
        lambda _: allocation("财社〔2017〕18号", municipal="600.00", county="400.00") | {"programme": REHAB},
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
)
