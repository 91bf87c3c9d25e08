"""An inspection over HTTP: drawn, its visits planned and recorded, its findings answered and closed."""

from __future__ import annotations

from api.http import inspection_answers
from domain.accounts.roles import Role
from tests.http.medicine import AREA, CASE, FINANCE, PROGRAMME
from tests.http.stepping import Step

INSPECTION_STEPS: tuple[Step, ...] = (
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
)
