"""账本不变式 / What must always hold of the whole log, when that was looked at last, and looking now."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from threading import Lock

from starlette.responses import Response

from api.http.router import Router
from api.pages.checking import last_runs
from api.pages.forms import Filled, TheForm
from api.pages.page import Page, ThePage
from api.pages.words import sentences
from application.checks.integrity import CHAIN_BROKEN
from application.checks.running import entries_to
from application.invariants import INVARIANTS, Breach, breaches

router = Router()

MOST_ENTRIES = 200_000
"""Entries that are looked through while somebody waits; a longer log is for the command on the machine."""
MOST_BREACHES = 100
SAYS: Mapping[str, str] = dict(
    zip(
        (one.RULE for one in INVARIANTS),
        sentences(
            "Entries and the versions of every stream count 1, 2, 3 … without a gap, and time never goes back.",
            "Whoever is paid was granted, and whoever was granted stood on a notice that had run its full time.",
            "Nobody has two regular payments of one programme for one period.",
            "Of a payment no more is paid, returned, given up or recovered than there is.",
            "No fund line is ever below zero, and each balances to the fen at every entry.",
            "A batch is released with all its approvals, each by another person, all on the same digest.",
            "What is recorded of whole batches and recoveries is the sum of their payments, to the fen.",
            "Every trial balance that was struck is what the postings come to.",
        ),
        strict=True,
    )
)
_looking = Lock()


@router.get("/invariants")
def invariants(page: ThePage) -> Response:
    """The rules, and when they were looked at last."""
    page.query.may("look_for_findings")
    return _shown(page, Filled(), 200)


@router.post("/invariants")
def look(page: ThePage, form: TheForm) -> Response:
    """Go through the log now, one at a time. Nothing is kept."""
    page.query.may("look_for_findings")
    form.check_session()
    position = page.moment.position
    if position > MOST_ENTRIES:
        return _shown(page, Filled(sentence=page.said("The log is too long to wait for; run the command below.")), 422)
    if not _looking.acquire(blocking=False):
        return _shown(page, Filled(sentence=page.said("Somebody is having the log looked through. Try again.")), 409)
    try:
        found = list(islice(breaches(entries_to(position, desk=page.caller.services.desk)), MOST_BREACHES))
    finally:
        _looking.release()
    return _shown(page, Filled(), 200, found=found, upto=position)


def _shown(page: Page, form: Filled, status: int, *, found: list[Breach] | None = None, upto: int = 0) -> Response:
    return page.show(
        "audit/invariants.html",
        status=status,
        form=form,
        rules=SAYS,
        broken={one.rule for one in found or ()},
        found=found,
        upto=upto,
        last=last_runs(page).get(CHAIN_BROKEN.id),
        most=MOST_ENTRIES,
        head=page.moment.position,
    )
