"""What names a thing in each register, and which registers speak of a person."""

from __future__ import annotations

from collections.abc import Mapping

from application.views.view import Row
from infrastructure.views.tables import BY_NAME, VIEW_OF

_NAMED_BY: Mapping[str, tuple[str, ...]] = {
    "fund_line": ("line",),
    "fund_movement": ("line",),
    "seat": ("batch",),
    "fund_year": ("fund",),
    "programme": ("programme",),
    "policy_version": ("programme",),
    "policy_tier": ("programme",),
    "target": ("programme",),
    "beneficiary": ("beneficiary",),
    "circumstance": ("beneficiary",),
    "case_step": ("programme", "beneficiary"),
    "notice": ("notice",),
    "notice_person": ("notice",),
    "objection": ("objection",),
    "batch": ("batch",),
    "batch_person": ("batch",),
    "payout_step": ("payout",),
    "agreement": ("agreement",),
    "agreement_person": ("agreement",),
    "designation": ("institution",),
    "tender_lot": ("tender",),
    "service_record": ("agreement",),
    "recovery": ("recovery",),
    "recovery_due": ("recovery",),
    "revenue": ("account",),
    "levy_terms_row": ("levy",),
    "levy_move": ("assessment",),
    "levy_line": ("assessment",),
    "charge_price": ("charge",),
    "fee": ("charge",),
    "budget_year": ("budget",),
    "budget_amount": ("budget",),
    "evaluation_step": ("evaluation",),
    "refusal": ("command_id",),
    "account_step": ("account",),
    "role_step": ("account",),
    "check_count": ("run",),
    "finding": ("finding",),
    "finding_evidence": ("finding",),
    "inspection": ("inspection",),
    "inspection_unit": ("inspection",),
    "sample_person": ("inspection",),
    "visit": ("inspection", "beneficiary"),
    "visit_fact": ("inspection", "beneficiary"),
    "visit_finding_step": ("finding",),
    "matching_scheme": ("scheme",),
    "matching_unit": ("scheme",),
    "matching_part": ("scheme",),
    "award_scheme_row": ("scheme",),
    "award_step": ("award",),
    "award_part": ("award",),
    "device_step": ("programme", "device"),
    "device_fitting": ("programme", "device"),
    "screening": ("screening",),
    "screened_person": ("screening", "beneficiary"),
    "follow_up": ("screening", "beneficiary"),
    "screening_claim": ("screening", "beneficiary"),
    "region_name": ("region",),
    "service_step": ("file",),
    "service_place_step": ("place",),
    "service_terms": ("region",),
    "aid_step": ("aid",),
    "transmission_step": ("transmission",),
    "transmission_rule": ("document",),
}

IDS: Mapping[str, tuple[tuple[str, ...], str]] = {
    table: (columns, VIEW_OF[table]) for table, columns in _NAMED_BY.items()
}
"""Of each register the columns that make up a thing's id, joined by `/`, and the view that keeps it."""

OF_A_PERSON: Mapping[str, tuple[type[Row], str]] = {
    table: (BY_NAME[table].row, VIEW_OF[table])
    for table in _NAMED_BY
    if any(column.name == "beneficiary" for column in BY_NAME[table].columns)
}
"""The registers with a column `beneficiary`."""
