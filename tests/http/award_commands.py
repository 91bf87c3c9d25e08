"""Awards over HTTP, from the scheme to the resumption; what comes back is told in tests/pages/test_awards.py."""

from __future__ import annotations

from api.http import award_answers
from domain.accounts.roles import Role
from tests.http.stepping import Step

CASE, LEAD = Role.CASE_OFFICER, Role.PROJECT_LEAD
AWARD = "/awards/homes-2017.sunshine"


def _signs(department: str) -> Step:
    return Step(
        f"sign_award_acceptance of {department}",
        CASE,
        f"{AWARD}/signatures",
        lambda _: {"department": department, "in_favour": True, "opinion": "验收合格", "on": "2017-02-10"},
        award_answers.AwardAcceptanceSigned,
        other={"on": "2017-02-11"},
    )


AWARD_STEPS: tuple[Step, ...] = (
    Step(
        "open_award_scheme",
        LEAD,
        "/award-schemes",
        lambda _: {
            "scheme_id": "homes-2017",
            "programme": "child-rehab",
            "region": "990101",
            "document": "残联发〔2017〕5号",
            "departments": ["残联", "民政局"],
            "shares": [{"level": "municipal", "kind": "general_budget", "share": "1"}],
            "most": "400.00",
            "check_due_month": 3,
            "check_due_day": 31,
            "check_years": 1,
            "on": "2017-01-09",
        },
        award_answers.AwardSchemeNamed,
        other={"on": "2017-01-10"},
        thing=False,
    ),
    Step(
        "apply_for_award",
        CASE,
        "/award-schemes/homes-2017/applications",
        lambda _: {
            "applicant": "sunshine",
            "institution": "52990101MJ0000001G",
            "name": "阳光托养中心",
            "on": "2017-01-10",
        },
        award_answers.AwardNamed,
        other={"on": "2017-01-11"},
    ),
    _signs("残联"),
    _signs("民政局"),
    Step(
        "grant_award",
        LEAD,
        f"{AWARD}/grants",
        lambda _: {
            "amount": "300.01",
            "equal_parts_from": ["2017-03-01", "2017-09-01"],
            "document": "残联发〔2017〕9号",
            "on": "2017-03-01",
        },
        award_answers.AwardGranted,
        other={"on": "2017-02-28"},
    ),
    Step(
        "call_award_instalment",
        LEAD,
        f"{AWARD}/instalments/1/calls",
        lambda _: {"agreement_id": "station-2017-1", "period": "2017", "on": "2017-03-02"},
        award_answers.AwardInstalmentCalled,
        other={"on": "2017-03-03"},
    ),
    Step(
        "suspend_overdue_award",
        CASE,
        f"{AWARD}/suspensions",
        lambda _: {"on": "2018-04-02"},
        award_answers.AwardNamed,
        other={"on": "2018-04-03"},
    ),
    Step(
        "record_yearly_check",
        CASE,
        f"{AWARD}/yearly-checks",
        lambda _: {"year": 2018, "passed": True, "document": "检查2018", "on": "2018-04-03"},
        award_answers.AwardChecked,
        other={"on": "2018-04-04"},
    ),
    Step(
        "resume_award",
        LEAD,
        f"{AWARD}/resumptions",
        lambda _: {"document": "整改2018", "on": "2018-04-04"},
        award_answers.AwardNamed,
        other={"on": "2018-04-05"},
    ),
)
