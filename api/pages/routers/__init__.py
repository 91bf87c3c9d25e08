"""One router per desk; a page shows one view, a form gives one command and leads on."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute

from api.pages.routers import (
    account,
    accounts,
    agreements,
    approvals,
    awards,
    batches,
    budgets,
    cases,
    changes,
    checks,
    claims,
    contracts,
    deciding,
    desk,
    devices,
    differences,
    emergency_aids,
    entries,
    evaluations,
    evidence,
    exports,
    findings,
    flow,
    fund_lines,
    funds,
    inspections,
    invariants,
    jobs,
    language,
    lists,
    lives,
    matching,
    moments,
    monthly,
    notices,
    paying,
    payouts,
    people,
    print_batches,
    print_evaluations,
    print_notices,
    print_people,
    print_returns,
    print_rosters,
    printing,
    programmes,
    proofs,
    public,
    receipts,
    recoveries,
    regions,
    registering,
    reruns,
    returns,
    screenings,
    service,
    service_files,
    service_rules,
    sign_in,
    tailored,
    tenders,
    trails,
    visit_findings,
    visits,
    year_end,
)

ALL = (
    sign_in.router,
    language.router,
    desk.router,
    moments.router,
    differences.router,
    lives.router,
    inspections.router,
    devices.router,
    screenings.router,
    visits.router,
    service_files.router,
    service_rules.router,
    tailored.router,
    emergency_aids.router,
    visit_findings.router,
    reruns.router,
    account.router,
    accounts.router,
    service.router,
    programmes.router,
    regions.router,
    funds.router,
    fund_lines.router,
    year_end.router,
    recoveries.router,
    budgets.router,
    evaluations.router,
    contracts.router,
    tenders.router,
    agreements.router,
    matching.router,
    awards.router,
    monthly.router,
    claims.router,
    flow.router,
    entries.router,
    trails.router,
    checks.router,
    findings.router,
    invariants.router,
    proofs.router,
    exports.router,
    jobs.router,
    batches.router,
    approvals.router,
    paying.router,
    returns.router,
    payouts.router,
    registering.router,
    people.router,
    changes.router,
    cases.router,
    deciding.router,
    evidence.router,
    notices.router,
    public.router,
    receipts.router,
    printing.router,
    print_batches.router,
    print_rosters.router,
    print_notices.router,
    print_people.router,
    print_evaluations.router,
    print_returns.router,
    lists.router,
)


def _included() -> Sequence[BaseRoute]:
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    for router in ALL:
        app.include_router(router)
    assert all(iter_route_contexts(app.router.routes))  # Works them out: else whoever asks first would wait for it.
    return tuple(app.router.routes)


_ROUTES = _included()
"""Every router, the lists last, since their addresses are single words. Worked out once for all applications."""


def add_to(app: FastAPI) -> None:
    """Add every router."""
    app.router.routes.extend(_ROUTES)
