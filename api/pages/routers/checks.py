"""审计检查 / Audit checks: what there is, running some as of a day with lists, and what a run found."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import orjson
from fastapi import Query
from pydantic import ValidationError
from starlette.responses import Response

from api.http.errors import status_of
from api.http.router import Router
from api.http.routers import checks as api
from api.http.values import path_id, slashed
from api.pages.checking import check_name, compared, finding_path, last_runs, list_name, source_path
from api.pages.evidence_words import evidence_word
from api.pages.forms import Filled, Form, TheForm
from api.pages.page import Page, ThePage
from application.access.places import ANYWHERE
from application.checks.check import Check
from application.checks.lists import FORM
from application.checks.registry import CHECK, CHECKS
from application.checks.running import Asked, chosen
from application.queries import UnknownId
from domain.checks.events import CheckRun, FindingGone, FindingRecorded
from domain.rejected import Rejected

router = Router()

LARGEST_LIST = 6_000_000
"""Bytes of a list; the API's body takes no more."""
MOST_SHOWN = 200
"""Findings of a run on its page; the list of findings has all."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One finding of a run: its id, its check, what it is about, and how much."""

    finding: str
    check: str
    subject: str
    amount: Any
    position: int


@router.get("/checks")
def catalogue(page: ThePage) -> Response:
    """The checks, each with when it was run last."""
    page.query.may("look_for_findings")
    return page.show("audit/checks.html", checks=CHECKS, last=last_runs(page), list_name=list_name)


@router.get("/checks/run")
def ask(page: ThePage, check: Annotated[list[str], Query(max_length=32)] = []) -> Response:  # noqa: B006 - never changed
    """The form: as of what, with which lists."""
    page.query.may("look_for_findings")
    return _form(page, _wanted(check), Filled(), 200)


@router.post("/checks/run")
def run(page: ThePage, form: TheForm) -> Response:
    """Look, or put on record, as the button says."""
    wanted = _wanted(form.values.get("checks", "").split())
    if form.values.get("keep") == "true":
        return form.give(
            lambda: api.run(_body(form, wanted), form.command()),
            lead_to=lambda said: f"/check-runs/{said['run']}",
            again=lambda filled, status: _form(page, wanted, filled, status),
        )
    try:
        form.check_session()
        body = _body(form, wanted)
        ran = chosen(Asked(tuple(body.checks), body.entries_to, body.effective), [each.name for each in body.lists])
        answer = api.look_for_findings(body, page.query)
    except (Rejected, ValidationError) as error:
        status = 422 if isinstance(error, ValidationError) else status_of(error.code)
        return _form(page, wanted, form.refused(error), status)
    said = orjson.loads(answer.body)
    return page.show(
        "audit/looked.html",
        as_of=said["as_of"],
        effective=body.effective,
        ran=ran,
        grouped=compared(said["items"], (one.id for one in ran), page),
        most=MOST_SHOWN,
        **_words(),
    )


@router.get("/check-runs/{run}")
def one_run(page: ThePage, run: Annotated[str, path_id("检查执行编号", "Run", "run-0001")]) -> Response:
    """What a run found, check by check, and what became new and gone by it."""
    page.query.may("check_runs", ANYWHERE)
    name = slashed(run)
    entries = page.caller.services.desk.log.stream(f"check_run/{name}")
    if not entries or entries[0].position > page.moment.position:
        raise UnknownId(f"check_run/{name}")
    told = entries[0].fact
    assert isinstance(told, CheckRun)
    changed = sum(one.new + one.gone for one in told.counts)
    new, gone = _changed_by(page, name, entries[0].position, changed)
    return page.show(
        "audit/check_run.html",
        run=name,
        entry=entries[0],
        told=told,
        new=new[:MOST_SHOWN],
        gone=gone[:MOST_SHOWN],
        left_out=max(0, len(new) - MOST_SHOWN) + max(0, len(gone) - MOST_SHOWN),
        **_words(),
    )


def _changed_by(page: Page, run: str, position: int, changed: int) -> tuple[list[Seen], list[Seen]]:
    """Return the findings that a run recorded and those it found gone: they lie beside it, in its own command."""
    new: list[Seen] = []
    gone: list[Seen] = []
    log = page.caller.services.desk.log
    first = max(0, position - changed - 1)
    for entry in log.after(first, limit=min(2 * changed + 1, 4 * MOST_SHOWN)) if changed else ():
        name = entry.stream.removeprefix("finding/")
        match entry.fact:
            case FindingRecorded(run_id=of, subject=subject, amount=amount) if of == run:
                new.append(Seen(name, name.partition("/")[0], subject, amount, entry.position))
            case FindingGone(run_id=of) if of == run:
                gone.append(Seen(name, name.partition("/")[0], "", None, entry.position))
    return new, gone


def _form(page: Page, wanted: Sequence[Check], form: Filled, status: int) -> Response:
    names = sorted({name for check in wanted for name in (*check.needs, *check.uses)})
    return page.show(
        "audit/check_form.html",
        status=status,
        form=form,
        checks=wanted,
        forms=[FORM[name] for name in names],
        needed={name for check in wanted for name in check.needs},
        keeps=page.may("run_checks"),
        newest=page.moment.position,
        list_name=list_name,
    )


def _body(form: Form, wanted: Sequence[Check]) -> api.CheckRunBody:
    """Return the form as the API's body; lists that were not brought are left out."""
    lists = []
    for name, file in form.files.items():
        content = file.file.read(LARGEST_LIST + 1) if name.startswith("list.") and file.filename else b""
        if content:
            lists.append({"name": name.removeprefix("list."), "content": base64.b64encode(content).decode()})
    given: dict[str, Any] = {"checks": [one.id for one in wanted], "lists": lists}
    for name in ("effective", "entries_to"):
        if said := form.values.get(name, "").strip():
            given[name] = int(said) if name == "entries_to" and said.isascii() and said.isdigit() else said
    return api.CheckRunBody.model_validate(given)


def _wanted(names: Sequence[str]) -> Sequence[Check]:
    """Return the checks asked for, in the order of their numbers; none named: all of them."""
    asked = {name for name in names if name in CHECK}
    return [check for check in CHECKS if check.id in asked] if asked else CHECKS


def _words() -> dict[str, Any]:
    return {
        "check_name": check_name,
        "evidence_word": evidence_word,
        "list_name": list_name,
        "source_path": source_path,
        "finding_path": finding_path,
    }
