"""重算 / Decisions run again on the facts they keep: one beside itself, or a programme's, by its rules or by others."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Query
from pydantic import ValidationError
from starlette.responses import Response

from api.http.cursors import Cursor, CursorUnreadable
from api.http.policies import LONGEST_POLICY, PolicyBody
from api.http.rendering import to_json
from api.http.router import Router
from api.http.routers.reruns import ProgrammeRerunBody
from api.http.routers.things import CaseId
from api.http.values import slashed
from api.pages.forms import Filled, Form, FormOfAnotherSession, TheForm
from api.pages.page import Page, ThePage
from api.pages.rerun_words import RerunWords
from application.access.decide import regions_of
from application.access.places import Place, places_of_stream
from application.lists import KeyOfAnotherList
from application.recorded import Recorded
from application.replay.decisions import decisions_in, rerun_decision
from application.replay.programmes import RerunAsked, RerunPage, rerun_page
from domain.eligibility.rerunning import Decision
from domain.rejected import Rejected

router = Router()

ROWS_A_PAGE = 50
Position = Annotated[int | None, Query(ge=1, le=10**15)]
Version = Annotated[str, Query(max_length=6, pattern=r"^[0-9]*$")]


@router.get("/reruns/{case}")
def of_case(page: ThePage, case: CaseId, decision: Position = None, version: Version = "") -> Response:
    """One decision, then and again."""
    name, desk = slashed(case), page.caller.services.desk
    page.query.may_in("rerun_decision", places_of_stream(f"case/{name}", desk))
    moment = page.moment
    decisions = decisions_in(desk.log.stream(f"case/{name}"), as_of=moment.position, effective=moment.effective)
    found = rerun_decision(
        name,
        desk=desk,
        as_of=moment.position,
        effective=moment.effective,
        decision=decision,
        version=int(version) if version else None,
    )
    kept = next(one for one in decisions if one.position == found.position)
    return page.show(
        "reruns/case.html",
        case=name,
        programme=name.partition("/")[0],
        found=found,
        facts=kept.fact.facts,
        name=_name(page, kept),
        decisions=[(one.position, _name(page, one)) for one in decisions],
        version=version,
        versions=RerunWords(page, name.partition("/")[0]).versions(),
        words=RerunWords(page, name.partition("/")[0]),
    )


@router.get("/reruns")
def ask_programme(
    page: ThePage,
    programme: Annotated[str, Query(max_length=60)] = "",
    region: Annotated[str, Query(max_length=12)] = "",
) -> Response:
    """The form for a whole programme."""
    page.query.may_in("rerun_programme", ())
    return _asking(page, Filled(values={"programme": programme, "region": region}), 200)


@router.post("/reruns")
def of_programme(page: ThePage, form: TheForm) -> Response:
    """Run it again. Nothing is recorded: the question is sent by POST because a policy may come with it."""
    try:
        if not page.is_own_form(form.values.get("form_token", "")):
            raise FormOfAnotherSession
        policy_text = _policy_text(form)
        body = _asked(form, policy_text)
        page.query.may("rerun_programme", Place(body.region or "", body.programme))
        position, found, following = _run(page, body, form.values.get("cursor", ""))
    except (Rejected, ValidationError) as error:
        return _asking(page, form.refused(error), 422)
    return page.show(
        "reruns/programme.html",
        body=body,
        policy_text=policy_text,
        found=found,
        next=following,
        begins=not form.values.get("cursor"),
        position=position,
        words=RerunWords(page, body.programme),
    )


def _run(page: Page, body: ProgrammeRerunBody, cursor: str) -> tuple[int, RerunPage, str | None]:
    """Return as of when, a page of decisions that are not the same, and what to go on with."""
    begun = Cursor.parse(cursor, of="rerun") if cursor else None
    position = begun.position if begun else page.moment.position
    asked = RerunAsked(
        programme=body.programme,
        as_of=position,
        effective=page.query.effective,
        region=body.region or "",
        within=regions_of(page.caller.account, "rerun_programme"),
        **body.supposed(),
    )
    try:
        desk = page.caller.services.desk
        found = rerun_page(asked, desk=desk, after=begun.key if begun else None, limit=ROWS_A_PAGE)
    except KeyOfAnotherList:
        raise CursorUnreadable("cursor") from None
    return position, found, None if found.next is None else str(Cursor("rerun", position, found.next))


def _asked(form: Form, policy_text: str) -> ProgrammeRerunBody:
    """Return what is asked for. Raises ValidationError, PolicyUnreadable."""
    given: dict[str, Any] = {name: form.values.get(name, "").strip() for name in ("programme", "region", "version")}
    if given["version"].isdigit():
        given["version"] = int(given["version"])
    given = {name: said for name, said in given.items() if said != ""}
    if policy_text:
        read = form.page.caller.services.read_policy(policy_text.encode())
        given["policy"] = PolicyBody.model_validate_json(to_json(read))
    return ProgrammeRerunBody.model_validate(given)


def _policy_text(form: Form) -> str:
    """Return the policy that was brought, or that was kept for the next page; empty: none."""
    file = form.files.get("policy_file")
    if file is not None and file.filename:
        return file.file.read(2 * LONGEST_POLICY).decode(errors="replace")
    return form.values.get("policy_text", "")


def _asking(page: Page, form: Filled, status: int) -> Response:
    chosen = form.value("programme")
    named = [(one, page.programme(one)) for one in page.programmes]
    versions = RerunWords(page, chosen).versions() if chosen in page.programmes else ()
    return page.show("reruns/ask.html", status=status, form=form, programmes=named, versions=versions)


def _name(page: Page, entry: Recorded[Decision]) -> str:
    return RerunWords(page, "").decision(entry)
