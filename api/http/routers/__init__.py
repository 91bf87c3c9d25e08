"""One router per concept; each route is one command or one query."""

from __future__ import annotations

from fastapi import FastAPI

from api.http.by_segment import include
from api.http.routers import (
    accounts,
    agreements,
    bank,
    batches,
    beneficiaries,
    budgets,
    cases,
    checks,
    claim_batches,
    differences,
    emergency_aid,
    entries,
    evaluations,
    funds,
    health,
    inspections,
    jobs,
    lists,
    lives,
    matching,
    notices,
    openid,
    personal,
    personal_files,
    position,
    programmes,
    proofs,
    recoveries,
    reference,
    regions,
    reruns,
    revenue,
    screenings,
    service_figures,
    service_files,
    service_places,
    session,
    things,
    trails,
    visits,
    year_end,
)

ALL = (
    session.router,
    openid.router,
    accounts.router,
    programmes.router,
    beneficiaries.router,
    cases.router,
    notices.router,
    funds.router,
    year_end.router,
    revenue.router,
    regions.router,
    budgets.router,
    evaluations.router,
    agreements.router,
    screenings.router,
    batches.router,
    claim_batches.router,
    matching.router,
    bank.router,
    recoveries.router,
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
    proofs.router,
    jobs.router,
)


def add_to(app: FastAPI) -> None:
    """Add every router under /v1."""
    include(app, ALL, prefix="/v1")
    app.include_router(health.router)
    app.include_router(reference.router)
