"""Every page there is, with ids of the demonstration, and somebody who may look at it: found by trying."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

import httpx2
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from api.http.caller import COOKIE
from api.http.values import tilded
from api.pages.site import create_pages
from application import lists
from application.desk import Desk
from domain.accounts.roles import Role
from tests.support.served import Served

_ACTS = ("/answer", "/follow-up", "/close", "/recover")

NO_PAGES: Mapping[str, str] = {
    "/language/{chosen}": "leads back",
    "/look": "leads on",
    "/time/at/{position}": "an answer for the slider",
    "/accounts/{account}/roles-taken": "needs the entry of a role that was given, seen by test_accounts.py",
    "/entries/{position}/receipt": "a file",
    "/entries/{position}/bytes": "a file",
    "/batches/list-form.xlsx": "a file",
    "/inspections/{inspection}/frame.txt": "a file",
    "/people/list-form.xlsx": "a file",
    "/service-records/list-form.xlsx": "a file",
    "/monthly/signals-form.xlsx": "a file",
    "/claims/{claim}": "leads on",
    "/returns/late": "leads on",
    "/regions/list-form.xlsx": "a file",
    "/calendars/list-form.xlsx": "a file",
    "/programme-templates/{template}.json": "a file",
    "/programmes/{programme}/template.json": "a file",
    "/calendars/{year}.{form}": "a file",
    "/document-formats/list-form.xlsx": "a file",
    "/document-formats/list.{form}": "a file",
    "/audit-data/file": "a file",
    "/bank-formats/{code}": "of a format, which the demonstration has none of, seen by test_bank_formats.py",
    "/bank-formats/{code}.json": "a file",
    "/screenings/{screening}/list-form.xlsx": "a file",
    "/tailored-service/list-form.xlsx": "a file",
    "/registers/{register}/list-form.xlsx": "a file",
    "/batches/{batch}/selection": "a file",
    "/payouts/{payout}/result": "of a payment at the bank, seen by test_paying.py",
    **{f"/visit-findings/{{finding}}{act}": "seen by test_inspecting.py" for act in ("", *_ACTS)},
    "/jobs/{job}": "somebody's own, seen by test_jobs.py",
    "/jobs/{job}/people": "somebody's own, seen by test_jobs.py",
}
"""Routes that show no page, or one that the demonstration has not, and why."""

ASKED: Mapping[str, str] = {"/entitlements": "?programme=living-subsidy&period=2017"}
"""What an address asks where it cannot do without."""

_ENOUGH = 60
"""Ids tried for one address before it counts as one that nobody sees."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A page, by its route and its address, and who looks."""

    route: str
    path: str
    role: Role | None


def routes() -> list[str]:
    """Return every address that answers with a page."""
    asked = [one for one in iter_route_contexts(create_pages(FastAPI()).routes) if "GET" in (one.methods or ())]
    paths = dict.fromkeys(one.path or "" for one in asked)
    return [path for path in paths if path not in NO_PAGES and not path.startswith(("/static", "/print"))]


def seen(served: Served) -> tuple[list[Seen], list[str]]:
    """Return who sees which page, and the routes that nobody could be shown."""
    found, unseen = [], []
    with served.client() as client:
        tokens = {role: client.token(client.of(role)) for role in Role}
    served.office.desk.views.wait_for(served.office.desk.log.head())
    ids = _ids(served.office.desk)
    with httpx2.Client(base_url=served.address, timeout=60) as browser:
        for route in routes():
            page = next(_tried(browser, tokens, route, ids), None)
            found.append(page) if page else unseen.append(route)
    return found, unseen


def _tried(
    browser: httpx2.Client, tokens: Mapping[Role, str], route: str, ids: Mapping[str, Sequence[str]]
) -> Iterator[Seen]:
    names = re.findall(r"{(\w+)}", route)
    for given in islice(product(*(ids[name] for name in names)), _ENOUGH):
        path = route
        for name, one in zip(names, given, strict=True):
            path = path.replace(f"{{{name}}}", tilded(one))
        path += ASKED.get(route, "")
        if browser.get(path).status_code == 200:
            yield Seen(route, path, None)
        for role, token in tokens.items():
            if browser.get(path, headers={"Cookie": f"{COOKIE}={token}"}).status_code == 200:
                yield Seen(route, path, role)


def _ids(desk: Desk) -> dict[str, list[str]]:
    views = desk.views
    notices = [row.notice for row in views.rows(lists.NOTICES)]
    cases: dict[str, list[str]] = defaultdict(list)
    for row in views.rows(lists.CASES):
        cases[row.stage].append(f"{row.programme}/{row.beneficiary}")
    payouts = {row.stage: row.payout for row in views.rows(lists.PAYOUTS)}
    return {
        "programme": ["living-subsidy", "psy-medicine"],
        "line": [row.line for row in islice(views.rows(lists.FUND_LINES), 2)],
        "batch": [row.batch for row in views.rows(lists.BATCHES)],
        "payout": list(payouts.values()),
        "case": [one for of_stage in cases.values() for one in of_stage[-12:]],
        "beneficiary": [row.beneficiary for row in islice(views.rows(lists.BENEFICIARIES), 1)],
        "notice": notices,
        "objection": [row.objection for row in views.rows(lists.OBJECTIONS)],
        "agreement": [row.agreement for row in views.rows(lists.AGREEMENTS)],
        "tender": [row.tender for row in islice(views.rows(lists.TENDER_LOTS), 1)],
        "lot": ["4"],
        "institution": [row.institution for row in islice(views.rows(lists.DESIGNATIONS), 1)],
        "recovery": [row.recovery for row in views.rows(lists.RECOVERIES)],
        "finding": [
            *(row.finding for row in islice(views.rows(lists.FINDINGS), 1)),
            *(row.visit_finding for row in views.rows(lists.VISIT_FINDINGS)),
        ],
        "run": [row.run for row in islice(views.rows(lists.CHECK_RUNS), 1)],
        "inspection": [row.inspection for row in views.rows(lists.INSPECTIONS)],
        "scheme": [
            *(row.scheme for row in views.rows(lists.MATCHING_SCHEMES)),
            *(row.award_scheme for row in views.rows(lists.AWARD_SCHEMES)),
        ],
        "unit": [row.unit for row in views.rows(lists.MATCHING_UNITS)],
        "award": [row.award for row in views.rows(lists.AWARDS)],
        "transmission": [row.transmission for row in views.rows(lists.TRANSMISSIONS) if row.stage == "sent"],
        "levy": [row.levy for row in views.rows(lists.LEVY_TERMS)],
        "assessment": [row.assessment for row in views.rows(lists.LEVY_ASSESSMENTS)],
        "charge": [row.charge for row in views.rows(lists.CHARGES)],
        "number": ["1"],
        "year": ["2024"],
        "template": ["home-care"],
        "register": ["device_fittings"],
        "file": [row.file for row in islice(views.rows(lists.SERVICE_FILES), 1)],
        "aid": [row.aid for row in islice(views.rows(lists.EMERGENCY_AIDS), 1)],
        "screening": [row.screening for row in views.rows(lists.SCREENINGS)],
        "budget": [row.budget for row in views.rows(lists.BUDGETS)],
        "evaluation": [row.evaluation for row in views.rows(lists.EVALUATIONS)],
        "position": ["100"],
        "account": ["auditor"],
        "thing": [f"payout/{one}" for one in payouts.values()],
        "person": [row.beneficiary for row in views.rows(lists.VISITS)][:10],
    }
