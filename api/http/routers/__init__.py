"""One router per concept; each route is one command or one query."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute

from api.http.by_segment import include
from api.http.routers import (
    accounts,
    agreements,
    audit_data,
    awards,
    bank,
    bank_formats,
    batches,
    beneficiaries,
    budgets,
    calendars,
    cases,
    charges,
    checks,
    claim_batches,
    contracts,
    devices,
    differences,
    document_formats,
    emergency_aid,
    entries,
    evaluations,
    evidence,
    funds,
    health,
    imports,
    inspections,
    jobs,
    levies,
    lists,
    lives,
    matching,
    monthly,
    notices,
    openid,
    personal,
    personal_files,
    position,
    programme_templates,
    programmes,
    proofs,
    recoveries,
    reference,
    regions,
    registers,
    reruns,
    revenue,
    screenings,
    service_figures,
    service_files,
    service_places,
    session,
    tenders,
    things,
    trails,
    transmissions,
    visits,
    year_end,
)

ALL = (
    session.router,
    openid.router,
    accounts.router,
    programmes.router,
    programme_templates.router,
    beneficiaries.router,
    cases.router,
    evidence.router,
    notices.router,
    funds.router,
    transmissions.router,
    year_end.router,
    revenue.router,
    levies.router,
    charges.router,
    regions.router,
    calendars.router,
    document_formats.router,
    registers.router,
    budgets.router,
    evaluations.router,
    agreements.router,
    contracts.router,
    tenders.router,
    devices.router,
    screenings.router,
    batches.router,
    claim_batches.router,
    matching.router,
    awards.router,
    bank.router,
    bank_formats.router,
    recoveries.router,
    monthly.router,
    position.router,
    trails.router,
    things.router,
    personal.router,
    personal_files.router,
    checks.router,
    service_files.router,
    service_places.router,
    service_figures.router,
    emergency_aid.router,
    inspections.router,
    visits.router,
    reruns.router,
    differences.router,
    lives.router,
    lists.router,
    entries.router,
    audit_data.router,
    proofs.router,
    imports.router,
    jobs.router,
)


def unique_id(route: APIRoute) -> str:
    """Return what the OpenAPI document calls an operation: the name of its function."""
    return route.name


def _included() -> Sequence[BaseRoute]:
    app = FastAPI(openapi_url=None, generate_unique_id_function=unique_id)
    include(app, ALL, prefix="/v1")
    health.router.add_to(app.router)
    reference.router.add_to(app.router)
    return tuple(app.router.routes)


_ROUTES = _included()
"""Every router under /v1, worked out once however many applications a process makes: it takes a second or two."""


def add_to(app: FastAPI) -> None:
    """Add every router."""
    app.router.routes.extend(_ROUTES)
