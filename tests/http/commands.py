"""Every command of the office over HTTP, in an order in which each can be done, by somebody who may."""

from __future__ import annotations

from api.http import answers
from tests.http.agreement_commands import AGREEMENT_STEPS
from tests.http.award_commands import AWARD_STEPS
from tests.http.batch_commands import BATCH_STEPS
from tests.http.budget_commands import BUDGET_STEPS
from tests.http.case_commands import CASE_STEPS
from tests.http.check_commands import CHECK_STEPS
from tests.http.contract_commands import CONTRACT_STEPS
from tests.http.device_commands import DEVICE_STEPS
from tests.http.fund_commands import FUND_STEPS
from tests.http.inspection_commands import INSPECTION_STEPS
from tests.http.levy_commands import LEVY_STEPS
from tests.http.matching_commands import MATCHING_STEPS
from tests.http.medicine import AREA, FINANCE, LEAD, PROGRAMME, about
from tests.http.programme_commands import PROGRAMME_STEPS
from tests.http.recovery_commands import RECOVERY_STEPS
from tests.http.reference_commands import REFERENCE_STEPS
from tests.http.revenue_commands import REVENUE_STEPS
from tests.http.safekeeping_commands import SAFEKEEPING_STEPS
from tests.http.screening_commands import SCREENING_STEPS
from tests.http.standing_commands import STANDING_STEPS
from tests.http.stepping import Step
from tests.http.tailored_commands import TAILORED_STEPS
from tests.http.transmission_commands import TRANSMISSION_STEPS

STEPS: tuple[Step, ...] = (
    *PROGRAMME_STEPS,
    *CASE_STEPS,
    *FUND_STEPS,
    *BATCH_STEPS,
    *RECOVERY_STEPS,
    *STANDING_STEPS,
    *SAFEKEEPING_STEPS,
    *REFERENCE_STEPS,
    Step(
        "judge_likeness",
        LEAD,
        about(0, "/beneficiaries/{}/likeness-judgements"),
        lambda story: {"other": story.people[3], "found": "different", "reason": "核对照片，不是同一人"},
        answers.Judged,
        other={"reason": "另有原因"},
        thing=False,
    ),
    *AGREEMENT_STEPS,
    *CONTRACT_STEPS,
    *MATCHING_STEPS,
    *REVENUE_STEPS,
    *CHECK_STEPS,
    *INSPECTION_STEPS,
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
