"""系统状况 / The service: how far views and seals are, jobs, versions and settings; never a secret."""

from __future__ import annotations

import os
import sys
from importlib.metadata import version

from starlette.responses import Response

from api.http.router import Router
from api.pages.page import ThePage

router = Router()

PARTS = ("subsidy-ledger", "fastapi", "uvicorn", "psycopg", "eventsourcing", "cryptography")
"""What runs here, by the names of its packages."""
MOST_JOBS = 20


@router.get("/service")
def service(page: ThePage) -> Response:
    """How the service is."""
    page.query.may("metrics")
    services = page.caller.services
    states = page.views.view_state()
    seals = services.seals
    return page.show(
        "service/service.html",
        head=services.feed.head(),
        states=states,
        stopped=[one for one in states if not one.running],
        unsealed=seals.unsealed(),
        oldest=seals.oldest_unsealed(),
        trouble=seals.trouble(),
        jobs=services.jobs.jobs(limit=MOST_JOBS) if page.may("account_credentials") else (),
        versions=[(name, version(name)) for name in PARTS] + [("Python", sys.version.split()[0])],
        process=os.getpid(),
        settings=services.settings.items() if page.may("account_credentials") else (),
    )
