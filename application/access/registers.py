"""Where a register's rows lie: where the thing does whose stream they come from."""

from __future__ import annotations

from collections.abc import Iterator

from application.access.places import Place, places_of_stream
from application.desk import Desk
from domain.inspections.visit_state import visit_and_number

_STREAM_OF_REGISTER = {
    "fund_line": "fund",
    "fund_movement": "fund",
    "fund_year": "fund",
    "seat": "batch",
    "programme": "programme",
    "policy_version": "programme",
    "policy_tier": "programme",
    "target": "programme",
    "beneficiary": "beneficiary",
    "circumstance": "beneficiary",
    "case_step": "case",
    "notice": "notice",
    "notice_person": "notice",
    "batch": "batch",
    "batch_person": "batch",
    "payout_step": "payout",
    "agreement": "agreement",
    "agreement_person": "agreement",
    "designation": "institution",
    "tender_lot": "tender",
    "service_record": "agreement",
    "budget_year": "budget",
    "budget_amount": "budget",
    "evaluation_step": "evaluation",
    "recovery": "recovery",
    "recovery_due": "recovery",
    "inspection": "inspection",
    "inspection_unit": "inspection",
    "sample_person": "inspection",
    "visit": "visit",
    "visit_fact": "visit",
    "matching_scheme": "matching",
    "matching_unit": "matching",
    "matching_part": "matching",
    "award_scheme_row": "award_scheme",
    "award_step": "award",
    "award_part": "award",
    "screening": "screening",
    "service_step": "service_file",
    "service_place_step": "service_place",
    "service_terms": "service_terms",
}
_OF_SCREENED = frozenset({"screened_person", "follow_up", "screening_claim"})
"""Rows of somebody in a screening: their id is the screening's and theirs."""


def places_of_register(table: str, key: str, desk: Desk) -> Iterator[Place]:
    """Yield where the thing lies whose rows in a register are asked for; of any other register, the whole ledger."""
    if table in ("device_step", "device_fitting"):
        return places_of_stream(f"devices/{key.partition('/')[0]}", desk)
    if table in _OF_SCREENED:
        return places_of_stream(f"screening/{key.rpartition('/')[0]}", desk)
    if table == "aid_step":
        return places_of_stream(f"service_aid/{key.rpartition('/')[0]}", desk)
    if table == "visit_finding_step":
        return places_of_stream(f"visit/{visit_and_number(key)[0]}", desk)
    return places_of_stream(f"{_STREAM_OF_REGISTER.get(table, table)}/{key}", desk)
