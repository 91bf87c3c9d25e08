"""What there is to go to, and who is shown the way: an address is offered when a role opens what it shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from application.access.operations import EVERYBODY, PERMISSION
from domain.accounts.state import Account


@dataclass(frozen=True, slots=True)
class Way:
    """One entry of the navigation; `title` is the English of the translations."""

    title: str
    path: str
    operation: str


@dataclass(frozen=True, slots=True)
class Area:
    """Ways that belong to one kind of work."""

    title: str
    ways: tuple[Way, ...]


AREAS = (
    Area("Work", (Way("Desk", "/", "position"), Way("My files", "/jobs", "jobs"))),
    Area(
        "Money",
        (
            Way("Fund position", "/funds", "fund_position"),
            Way("Flow of funds", "/flow", "fund_position"),
            Way("Batches", "/batches", "batches"),
            Way("Waiting for approval", "/approvals", "batches"),
            Way("Payouts", "/payouts", "payouts"),
            Way("Returns desk", "/returns", "payouts_of_batch"),
            Way("Bank formats", "/bank-formats", "bank_formats"),
            Way("Recoveries", "/recoveries", "recoveries"),
            Way("Agreements", "/agreements", "agreements"),
            Way("Tenders", "/tender-lots", "tender_lots"),
            Way("Designated institutions", "/designations", "designations"),
            Way("Matching funds", "/matching-schemes", "matching_schemes"),
            Way("Awards in lieu of subsidy", "/awards", "awards"),
            Way("Budgets", "/budgets", "budgets"),
            Way("Self-evaluations", "/evaluations", "evaluations"),
            Way("Transmissions", "/transmissions", "transmissions"),
            Way("Revenue", "/revenue-accounts", "revenue_accounts"),
            Way("Levy on employers", "/levy-assessments", "levy_assessments"),
            Way("List of charges", "/charges", "charges"),
        ),
    ),
    Area(
        "People",
        (
            Way("Beneficiaries", "/beneficiaries", "beneficiaries"),
            Way("Cases", "/cases", "cases"),
            Way("Public notices", "/notices", "notices"),
            Way("Tailored service", "/tailored-service", "service_coverage"),
            Way("Service files", "/service-files", "service_files"),
            Way("Emergency aid", "/emergency-aids", "emergency_aids"),
            Way("Screenings", "/screenings", "screenings"),
            Way("Devices", "/devices", "devices"),
            Way("Pay by the month", "/monthly", "expiring_certificates"),
            Way("Follow-ups", "/follow-ups", "follow_ups"),
        ),
    ),
    Area(
        "Rules",
        (
            Way("Programmes", "/programmes", "programmes"),
            Way("Programme templates", "/programme-templates", "programme_templates"),
            Way("Calendars", "/calendars", "calendars"),
            Way("Document-number formats", "/document-formats", "document_formats"),
            Way("Names of regions", "/regions", "regions"),
        ),
    ),
    Area(
        "Supervision",
        (
            Way("The log", "/entries", "entries"),
            Way("Follow the money", "/trail", "trail_of_line"),
            Way("Audit checks", "/checks", "look_for_findings"),
            Way("Look back", "/time", "difference"),
            Way("Differences", "/differences", "difference"),
            Way("Decide again", "/reruns", "rerun_programme"),
            Way("Inspections", "/inspections", "inspections"),
            Way("Findings of visits", "/visit-findings", "visit_findings"),
            Way("Findings", "/findings", "findings"),
            Way("Terms of tailored service", "/service-terms", "service_terms"),
            Way("Refused commands", "/refusals", "refusals"),
            Way("Proofs", "/proofs", "entries"),
            Way("Take along", "/exports", "exports"),
            Way("Audit data", "/audit-data", "audit_data"),
        ),
    ),
    Area("Administration", (Way("Accounts", "/accounts", "accounts"), Way("The service", "/service", "metrics"))),
)


def has(account: Account, operation: str) -> bool:
    """Say whether one of the account's roles has the operation."""
    roles = PERMISSION[operation].roles
    return roles == EVERYBODY or any(held.role in roles for held in account.roles)


def of(account: Account, areas: Iterable[Area] = AREAS) -> tuple[Area, ...]:
    """Return the areas with the ways that are open to an account; an area without any is left out."""
    found = (Area(area.title, tuple(way for way in area.ways if has(account, way.operation))) for area in areas)
    return tuple(area for area in found if area.ways)
