"""审计疑点 / One finding of an audit check: its evidence, what became of it, and saying what becomes of it."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from api.http.router import Router
from api.http.routers import checks as api
from api.http.values import slashed
from api.pages.checking import check_name, list_name, source_path
from api.pages.evidence_words import evidence_word
from api.pages.forms import Filled, TheForm
from api.pages.page import Page, ThePage
from application.access.places import ANYWHERE
from application.checks.registry import CHECK
from application.queries import UnknownId
from domain.checks.events import Disposition, FindingDisposed, FindingGone, FindingRecorded

router = Router()


@router.get("/findings/{finding}")
def one_finding(page: ThePage, finding: api.Finding) -> Response:
    """The finding."""
    return _shown(page, finding, Filled(), 200)


@router.post("/findings/{finding}")
def dispose(page: ThePage, finding: api.Finding, form: TheForm) -> Response:
    """Say what becomes of it."""
    return form.give(
        lambda: api.dispose(finding, form.body(api.DispositionBody), form.command()),
        lead_to=f"/findings/{finding}",
        again=lambda filled, status: _shown(page, finding, filled, status),
    )


def _shown(page: Page, finding: str, form: Filled, status: int) -> Response:
    page.query.may("findings", ANYWHERE)
    name = slashed(finding)
    steps = [
        entry
        for entry in page.caller.services.desk.log.stream(f"finding/{name}")
        if entry.position <= page.moment.position
    ]
    recorded = [entry.fact for entry in steps if isinstance(entry.fact, FindingRecorded)]
    if not recorded:
        raise UnknownId(f"finding/{name}")
    return page.show(
        "audit/finding.html",
        status=status,
        form=form,
        name=name,
        check=CHECK.get(name.partition("/")[0]),
        found=recorded[-1],
        steps=[(entry, _kind(entry.fact)) for entry in steps],
        stage=_stage([entry.fact for entry in steps]),
        disposes=page.may("dispose_finding") and not page.is_of_the_past,
        dispositions=tuple(Disposition),
        today=page.today,
        check_name=check_name,
        evidence_word=evidence_word,
        list_name=list_name,
        source_path=source_path,
    )


def _kind(fact: object) -> str:
    match fact:
        case FindingRecorded():
            return "recorded"
        case FindingGone():
            return "gone"
        case FindingDisposed():
            return "disposed"
    raise TypeError(f"nobody has said what step {type(fact).__name__} is")


def _stage(facts: list[Any]) -> str:
    """Return where a finding stands: as the list of findings says it."""
    since: list[Any] = []
    for fact in facts:
        since = [] if isinstance(fact, FindingRecorded) else [*since, fact]
    disposed = [fact.disposition for fact in since if isinstance(fact, FindingDisposed)]
    if disposed:
        return str(disposed[-1].value)
    return "gone" if any(isinstance(fact, FindingGone) for fact in since) else "open"
