"""Lists over the registers, a page at a time: what can be listed, narrowed by what, and what a page is.

A page is asked for as of a position and says which; asked for again as of that position it is the same for ever,
however the log grows and whether or not the views were rebuilt. `after` is the key of the last row looked at.
"""

from __future__ import annotations

from application.answers import Entitlement, FundLineView, RefusalView
from application.list_pages import (
    EVERYTHING,
    FilterOfAnotherList,
    Grant,
    Key,
    KeyOfAnotherList,
    ListOf,
    Page,
    Total,
    Where,
)
from application.listed import (
    awards,
    budgets,
    contracts,
    devices,
    findings,
    inspections,
    levies,
    matching,
    money,
    rules_and_people,
    screenings,
    tailored,
    transmissions,
)

__all__ = [
    "AGREEMENTS",
    "AGREEMENT_STEPS",
    "AWARDS",
    "AWARD_INSTALMENTS",
    "AWARD_SCHEMES",
    "BATCHES",
    "BATCH_LINES",
    "BENEFICIARIES",
    "BUDGETS",
    "BUDGET_AMOUNTS",
    "CASES",
    "CHARGES",
    "CHECK_RUNS",
    "DESIGNATIONS",
    "DEVICES",
    "DEVICE_FITTINGS",
    "DEVICE_MOVES",
    "EMERGENCY_AIDS",
    "ENTITLEMENTS",
    "EVALUATIONS",
    "EVERYTHING",
    "FEES",
    "FINDINGS",
    "FOLLOW_UPS",
    "FUND_LINES",
    "INSPECTIONS",
    "LEVY_ASSESSMENTS",
    "LEVY_TERMS",
    "LEVY_WORKINGS",
    "LISTS",
    "MATCHING_PARTS",
    "MATCHING_SCHEMES",
    "MATCHING_UNITS",
    "NOTICES",
    "NOTICE_PEOPLE",
    "OBJECTIONS",
    "PAYOUTS",
    "POLICIES",
    "PROGRAMMES",
    "RECOVERIES",
    "REFUSALS",
    "REGIONS",
    "REVENUE_ACCOUNTS",
    "SAMPLES",
    "SCREENED",
    "SCREENINGS",
    "SCREENING_CLAIMS",
    "SERVICES_GIVEN",
    "SERVICE_FILES",
    "SERVICE_RECORDS",
    "SERVICE_REPORTS",
    "SERVICE_TERMS",
    "TARGETS",
    "TENDER_LOTS",
    "TRANSMISSIONS",
    "TRANSMISSION_RULES",
    "VISITS",
    "VISIT_FINDINGS",
    "FilterOfAnotherList",
    "Grant",
    "Key",
    "KeyOfAnotherList",
    "ListOf",
    "Page",
    "Total",
    "Where",
]


def _filters(names: str) -> frozenset[str]:
    return frozenset(names.split())


PROGRAMMES = ListOf("programmes", rules_and_people.ProgrammeListed, _filters("programmes"))
"""By id."""
POLICIES = ListOf("policies", rules_and_people.PolicyListed, _filters("programmes"))
"""By programme and version."""
TARGETS = ListOf("targets", rules_and_people.TargetListed, _filters("programmes year"))
"""In the order assigned."""
REGIONS = ListOf("regions", rules_and_people.RegionListed, _filters("regions"))
"""By code, each code's names in the order recorded, as corrected."""
FUND_LINES = ListOf("fund_lines", FundLineView, _filters("programmes regions year"))
"""By id. There is no sum: levels and kinds are not mixed (`fund_position` has the totals)."""
BENEFICIARIES = ListOf("beneficiaries", rules_and_people.BeneficiaryListed, _filters("regions beneficiary"))
"""By region and id."""
CASES = ListOf("cases", rules_and_people.CaseListed, _filters("programmes regions stages beneficiary"), amount="amount")
"""By programme, region and person. Stages: applied, granted, suspended, refused, revoked."""
ENTITLEMENTS = ListOf(
    "entitlements",
    Entitlement,
    _filters("programmes regions period beneficiary"),
    needs=_filters("programmes period"),
    amount="months_total",
)
"""Everybody whose case stands in the period, by programme, region and person."""
NOTICES = ListOf("notices", rules_and_people.NoticeListed, _filters("programmes regions stages"))
"""In the order posted. Stages: published, concluded."""
NOTICE_PEOPLE = ListOf(
    "notice_people", rules_and_people.NoticePersonListed, _filters("notice"), needs=_filters("notice")
)
"""In the order listed."""
OBJECTIONS = ListOf(
    "objections", rules_and_people.ObjectionListed, _filters("programmes regions stages notice beneficiary")
)
"""In the order raised. Stages: raised, upheld, dismissed."""
BATCHES = ListOf("batches", money.BatchListed, _filters("programmes regions stages period year"), amount="total")
"""In the order opened. Stages: open, submitted, approved, released, closed."""
BATCH_LINES = ListOf("batch_lines", money.BatchLineListed, _filters("batch"), needs=_filters("batch"), amount="amount")
"""The present draft, in the order listed; those without money come behind their page."""
PAYOUTS = ListOf(
    "payouts",
    money.PayoutListed,
    _filters("programmes regions stages period year batch beneficiary"),
    amount="amount",
)
"""By id (programme, period, person), then release. Stages: open (at the bank), settled, returned, cancelled."""
AGREEMENTS = ListOf("agreements", money.AgreementListed, _filters("programmes year"), amount="ceiling")
"""In the order signed."""
AGREEMENT_STEPS = ListOf(
    "agreement_steps", money.AgreementStepListed, _filters("agreement stages"), needs=_filters("agreement")
)
"""In the order recorded. Stages: the values of `change`."""
DESIGNATIONS = ListOf("designations", contracts.DesignationListed, _filters("programmes"))
"""In the order designated, programme by programme."""
TENDER_LOTS = ListOf("tender_lots", contracts.TenderLotListed, _filters("programmes regions year"), amount="ceiling")
"""In the order published, lot by lot."""
SERVICE_RECORDS = ListOf("service_records", contracts.ServiceRecordListed, _filters("programmes agreement beneficiary"))
"""In the order accepted."""
RECOVERIES = ListOf(
    "recoveries",
    money.RecoveryListed,
    _filters("programmes regions stages beneficiary"),
    amount="ordered",
)
"""In the order made. Stages: open, done."""
REVENUE_ACCOUNTS = ListOf("revenue_accounts", money.RevenueAccountListed, _filters("year"), amount="balance")
"""By id (year, kind)."""
LEVY_TERMS = ListOf("levy_terms", levies.LevyTermsListed, _filters("year"))
"""In the order set."""
LEVY_ASSESSMENTS = ListOf(
    "levy_assessments", levies.LevyAssessmentListed, _filters("year stages assessment"), amount="owed"
)
"""In the order assessed. Stages: nothing_owed, owed, deferred, paid, overpaid."""
LEVY_WORKINGS = ListOf("levy_workings", levies.LevyWorkingListed, _filters("assessment"), needs=_filters("assessment"))
"""Line by line, the workings of each correction below those before."""
CHARGES = ListOf("charges", levies.ChargeListed, frozenset())
"""In the order set."""
FEES = ListOf("fees", levies.FeeListed, frozenset(), amount="amount")
"""In the order collected."""
REFUSALS = ListOf("refusals", RefusalView, frozenset())
"""In the order recorded."""

FINDINGS = ListOf("findings", findings.FindingListed, _filters("programmes stages"), amount="amount")
"""In the order first recorded. Stages: open, gone, verified, excluded, rectified, transferred."""

CHECK_RUNS = ListOf("check_runs", findings.CheckRunListed, frozenset())
"""In the order run, each run check by check."""

INSPECTIONS = ListOf("inspections", inspections.InspectionListed, _filters("programmes regions stages"))
"""In the order opened. Stages: opened, drawn, closed."""
SAMPLES = ListOf("samples", inspections.SampledListed, _filters("programmes regions stages inspection beneficiary"))
"""Everybody drawn, in the order drawn and of the frame. Stages: drawn, planned, met, not_met."""
VISITS = ListOf("visits", inspections.VisitListed, _filters("programmes regions stages inspection beneficiary"))
"""In the order first planned. Stages: planned, met, not_met."""
VISIT_FINDINGS = ListOf(
    "visit_findings",
    inspections.VisitFindingListed,
    _filters("programmes regions stages inspection beneficiary"),
    amount="ordered_back",
)
"""In the order raised. Stages: raised, answered, closed."""

DEVICES = ListOf("devices", devices.DeviceKindListed, _filters("programmes regions"))
"""Kinds of devices, in the order set."""
DEVICE_MOVES = ListOf("device_moves", devices.DeviceMoveListed, _filters("programmes regions stages"))
"""In the order recorded. Stages: received, removed, counted."""
DEVICE_FITTINGS = ListOf("device_fittings", devices.DeviceFittingListed, _filters("programmes regions beneficiary"))
"""In the order handed over."""

SCREENINGS = ListOf("screenings", screenings.ScreeningListed, _filters("programmes regions stages year"))
"""In the order opened. Stages: open, closed."""
SCREENED = ListOf("screened", screenings.ScreenedListed, _filters("programmes regions stages screening beneficiary"))
"""Everybody screened, in the order listed. Stages: in_progress, served, dropped_out."""
FOLLOW_UPS = ListOf(
    "follow_ups", screenings.FollowUpListed, _filters("programmes regions stages screening beneficiary")
)
"""In the order scheduled. Stages: scheduled, done, missed."""
SCREENING_CLAIMS = ListOf(
    "screening_claims",
    screenings.ScreeningClaimListed,
    _filters("programmes regions stages screening beneficiary"),
    amount="amount",
)
"""Services over the target, in the order they arose. Stages: undecided, decided, unfunded."""

MATCHING_SCHEMES = ListOf("matching_schemes", matching.MatchingSchemeListed, _filters("programmes regions"))
"""In the order opened."""
MATCHING_UNITS = ListOf("matching_units", matching.MatchingUnitListed, _filters("programmes regions scheme"))
"""In the order taken in."""
MATCHING_PARTS = ListOf("matching_parts", matching.MatchingPartListed, _filters("programmes regions stages scheme"))
"""Unit by unit, the levels in the scheme's order. Stages: waiting, freed, at_the_bank, returned, paid. There is no
sum: levels are not mixed (`matching_progress` has the totals of each)."""

SERVICE_FILES = ListOf("service_files", tailored.ServiceFileListed, _filters("regions stages year beneficiary"))
"""In the order surveyed. Stages: surveyed, planned, approved, unplanned, served, visited, not_met."""
SERVICES_GIVEN = ListOf("services_given", tailored.ServiceGivenListed, _filters("regions year beneficiary"))
"""In the order recorded."""
SERVICE_REPORTS = ListOf("service_reports", tailored.ServiceReportListed, _filters("regions year"))
"""In the order handed in."""
EMERGENCY_AIDS = ListOf(
    "emergency_aids",
    tailored.EmergencyAidListed,
    _filters("programmes regions stages year beneficiary"),
    amount="amount",
)
"""In the order claimed. Stages: claimed, paid, dropped."""
SERVICE_TERMS = ListOf("service_terms", tailored.ServiceTermsListed, _filters("programmes"))
"""In the order set."""

BUDGETS = ListOf("budgets", budgets.BudgetListed, _filters("regions stages year budget"))
"""In the order approved. Stages: open, closed. There is no sum: levels are not mixed."""
BUDGET_AMOUNTS = ListOf(
    "budget_amounts", budgets.BudgetAmountListed, _filters("budget stages"), needs=_filters("budget")
)
"""In the order recorded. Stages: the values of `change`."""
EVALUATIONS = ListOf("evaluations", budgets.EvaluationListed, _filters("regions stages year budget"))
"""In the order planned. Stages: planned, filled_in, scored."""

AWARD_SCHEMES = ListOf("award_schemes", awards.AwardSchemeListed, _filters("programmes regions"))
"""In the order opened."""
AWARDS = ListOf("awards", awards.AwardListed, _filters("programmes regions stages award"), amount="paid")
"""In the order applied for. Stages: applied, accepted, not_accepted, granted, suspended."""
AWARD_INSTALMENTS = ListOf(
    "award_instalments", awards.AwardInstalmentListed, _filters("programmes regions stages award"), amount="amount"
)
"""In the order granted. Stages: upcoming, called, at_the_bank, returned, paid."""

TRANSMISSIONS = ListOf("transmissions", transmissions.TransmissionListed, _filters("programmes regions stages year"))
"""In the order sent or received, level by level. Stages: sent, taken_back, received. There is no sum: levels are not
mixed."""
TRANSMISSION_RULES = ListOf("transmission_rules", transmissions.TransmissionRuleListed, frozenset())
"""In the order set."""

LISTS: tuple[ListOf[object], ...] = tuple(one for one in list(globals().values()) if isinstance(one, ListOf))
"""All of the above, in this order."""
