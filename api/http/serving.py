"""The service with everything that stands around it, in the order a request meets it."""

from __future__ import annotations

from collections.abc import Iterable

from opentelemetry.trace import NoOpTracer, Tracer
from starlette.formparsers import MultiPartParser
from starlette.types import ASGIApp

from api.http.app import Opening, create_app, open_to_all
from api.http.asgi.bodies import MIB, BodyLimits
from api.http.asgi.cross_site import SameSiteOnly
from api.http.asgi.crowding import AtMost
from api.http.asgi.headers import SecurityHeaders
from api.http.asgi.hosts import KnownHosts
from api.http.asgi.observing import Observed
from api.http.asgi.pacing import AddressBook, PerAddress
from api.http.asgi.token_first import TokenFirst
from api.http.metrics import Metrics
from api.http.outside import Outside
from api.http.tracing import Traced
from api.pages.site import BesideTheApi, create_pages

LARGE = {"/v1/batches": 64 * MIB, "/v1/people-imports": 64 * MIB, "/v1/batch-imports": 64 * MIB}
LARGE |= {"/v1/evidence-files": 16 * MIB, "/evidence": 16 * MIB}
LARGE |= {"/v1/bank-result-imports": 64 * MIB, "/v1/registrations": 8 * MIB, "/v1/bank-results": 64 * MIB}

UPLOADS = ("/v1/people-imports", "/v1/batch-imports", "/v1/bank-result-imports")
"""Where files come in: few at a time, since each is held in memory until it lies sealed, and never in a file."""
PAPERS = ("/v1/evidence-files", "/evidence")
"""Where evidence comes in: smaller, and brought by many townships at once."""


def surrounded(
    opening: Opening,
    outside: Outside,
    *,
    metrics: Metrics,
    tracer: Tracer | None = None,
    unavailable: Iterable[type[BaseException]] = (),
    threads: int = 16,
) -> ASGIApp:
    """Return the whole application: its answers are made safe last of all, observed before that, refused early."""
    MultiPartParser.spool_max_size = max(LARGE.values())  # else clear personal data would be spooled to a disk
    routes = create_app(opening, unavailable=unavailable, threads=threads)
    app: ASGIApp = BesideTheApi(routes, create_pages(routes, unavailable=unavailable))
    app = BodyLimits(app, larger=LARGE)
    app = TokenFirst(app, open_to_all=open_to_all(routes))
    app = SameSiteOnly(app, origins=[outside.public_address] if outside.public_address else ())
    app = AtMost(
        app,
        most=outside.most_requests,
        apart={
            "/v1/entries/live": outside.most_followers,
            "/public": outside.most_of_the_public,
            **dict.fromkeys(UPLOADS, 2),
            **dict.fromkeys(PAPERS, 8),
        },
    )
    if outside.public_per_minute and outside.address_book is not None:
        book = AddressBook(outside.address_book)
        app = PerAddress(app, book=book, per_minute=outside.public_per_minute, at_once=outside.public_at_once)
    app = KnownHosts(app, hosts=outside.known_hosts)
    app = Traced(app, tracer=tracer or NoOpTracer())
    app = Observed(app, ledger=outside.ledger, metrics=metrics)
    return SecurityHeaders(app)
