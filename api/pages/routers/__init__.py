"""One router per desk; a page shows one view, a form gives one command and leads on."""

from __future__ import annotations

from fastapi import FastAPI

from api.pages.routers import (
    account,
    accounts,
    agreements,
    approvals,
    batches,
    checks,
    cases,
    changes,
    deciding,
    desk,
    entries,
    findings,
    flow,
    fund_lines,
    funds,
    jobs,
    language,
    lists,
    notices,
    paying,
    payouts,
    people,
    print_batches,
    print_rosters,
    printing,
    programmes,
    public,
    receipts,
    recoveries,
    registering,
    returns,
    service,
    sign_in,
    trails,
    year_end,
)

ALL = (
    sign_in.router,
    language.router,
    desk.router,
    account.router,
    accounts.router,
    service.router,
    programmes.router,
    funds.router,
    fund_lines.router,
    year_end.router,
    recoveries.router,
    agreements.router,
    flow.router,
    entries.router,
    trails.router,
    checks.router,
    findings.router,
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
    notices.router,
    public.router,
    receipts.router,
    printing.router,
    print_batches.router,
    print_rosters.router,
    lists.router,
)


def add_to(app: FastAPI) -> None:
    """Add every router. The lists come last: their addresses are single words."""
    for router in ALL:
        app.include_router(router)
