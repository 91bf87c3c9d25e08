"""Everything the service needs from outside, by one name each. `api/asgi.py` puts it together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING, Any

from anyio import CapacityLimiter
from starlette.requests import HTTPConnection

from api.http.accounts import Accounts
from api.http.known import Known
from api.http.rendering import Rendered
from application.open_data.package import OpenData
from application.public_notices import PublicNotices
from application.public_reports import PublishedReports

if TYPE_CHECKING:
    from api.http.feed import Feed
    from api.http.metrics import Metrics
    from application.bank_lists import BankLists
    from application.credentials import Credentials, OpenIdLogin
    from application.desk import Desk
    from application.documents import Printer
    from application.exports import Exports
    from application.imports import Lists
    from application.jobs import Jobs
    from application.proofs import Seals
    from domain.programmes.policy import Policy


@dataclass(frozen=True, slots=True)
class Services:
    """One ledger's desk and what stands beside it. Shared by all requests and threads of a process."""

    desk: Desk
    credentials: Credentials
    openid: OpenIdLogin
    lists: Lists
    bank_lists: BankLists
    read_policy: Callable[[bytes], Policy]
    feed: Feed
    jobs: Jobs
    exports: Exports
    metrics: Metrics
    seals: Seals
    printer: Printer
    secure_cookies: bool = True
    """Whether the service is reached over TLS, so that cookies may demand it."""
    public_address: str = ""
    """How browsers reach the service; empty: as they asked."""
    public_notice_days: int = 30
    """Days after a notice closes for which its public page still shows people."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """What the service was started with, by variable, for who runs it; of a secret only whether it is set."""
    stopping: Event = field(default_factory=Event)
    """Set when the service is to end, for those who follow the log."""
    followers: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(64))
    """How many follow the log at once; each holds a thread while it waits."""
    accounts: Accounts = field(init=False)
    rendered: Rendered = field(default_factory=Rendered)
    known: Known = field(default_factory=Known)
    """What was counted and drawn as of a position."""
    notices: PublicNotices = field(init=False)
    """What notices tell the public."""
    reports: PublishedReports = field(init=False)
    """What is published of each year."""
    open_data: OpenData = field(init=False)
    """The same as files, with more of it."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "accounts", Accounts(self.desk.log))
        object.__setattr__(self, "notices", PublicNotices(self.desk, days_after=self.public_notice_days))
        object.__setattr__(self, "reports", PublishedReports(self.desk.views))
        object.__setattr__(self, "open_data", OpenData(self.desk.views, self.exports, self.desk.log.ledger))


def services_of(connection: HTTPConnection) -> Services:
    """Return the services of the application that a request came to."""
    found: Any = connection.app.state.services
    assert isinstance(found, Services), "the application is running"
    return found
