"""All views, and what each entry of the log adds to them."""

from __future__ import annotations

from collections.abc import Mapping

from application.views.accounts import ACCOUNTS
from application.views.agreements import AGREEMENTS
from application.views.awards import AWARDS
from application.views.batches import BATCHES
from application.views.beneficiaries import BENEFICIARIES
from application.views.budgets import BUDGETS
from application.views.cases import CASES
from application.views.checks import CHECKS
from application.views.contracts import CONTRACTS
from application.views.devices import DEVICES
from application.views.funds import FUNDS
from application.views.inspections import INSPECTIONS
from application.views.levies import LEVIES
from application.views.matching import MATCHING
from application.views.notices import NOTICES
from application.views.payouts import PAYOUTS
from application.views.posting import POSTING
from application.views.programmes import PROGRAMMES
from application.views.recoveries import RECOVERIES
from application.views.refusals import REFUSALS
from application.views.regions import REGIONS
from application.views.revenues import REVENUES
from application.views.screenings import SCREENINGS
from application.views.tailored import TAILORED
from application.views.transmissions import TRANSMISSIONS
from application.views.view import Row, View

VIEWS: tuple[View, ...] = (
    POSTING,
    FUNDS,
    PROGRAMMES,
    BENEFICIARIES,
    CASES,
    NOTICES,
    BATCHES,
    PAYOUTS,
    AGREEMENTS,
    RECOVERIES,
    REVENUES,
    REFUSALS,
    ACCOUNTS,
    CHECKS,
    INSPECTIONS,
    BUDGETS,
    CONTRACTS,
    SCREENINGS,
    DEVICES,
    MATCHING,
    AWARDS,
    REGIONS,
    TAILORED,
    LEVIES,
    TRANSMISSIONS,
)

TABLES: Mapping[type[Row], View] = {table: view for view in VIEWS for table in view.tables}


def readers(views: tuple[View, ...] = VIEWS) -> Mapping[type, tuple[View, ...]]:
    """Return which views read which event, so that an entry is shown to nobody whom it does not concern."""
    events = {event for view in views for event in view.handles}
    return {event: tuple(view for view in views if event in view.handles) for event in events}
