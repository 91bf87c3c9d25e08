"""Spending from revenue (坐支) has no way to happen, layer by layer: no event, no command, no route, no verb. What was
paid too much comes back from the treasury, to who had paid it and up to what they had."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import get_args

import typer
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

import application.commands
from api.http.routers import charges as charge_routes
from api.http.routers import levies, revenue
from api.terminal import charges
from api.terminal import levies as levy_verbs
from api.terminal import revenue as revenue_verbs
from application.views.posting import WAYS, Account, Movement
from domain.revenue.events import RevenueCollected, RevenueEvent, RevenueRefunded, RevenueRemitted
from tests.access.everything import commands

FOLDER = Path(application.commands.__file__).parent


def test_a_revenue_account_knows_three_events_and_its_money_one_way_on() -> None:
    assert set(get_args(RevenueEvent)) == {RevenueCollected, RevenueRemitted, RevenueRefunded}
    assert [way for way, (source, _) in WAYS.items() if source is Account.TREASURY] == [Movement.REFUND]
    assert WAYS[Movement.REFUND][1] is Account.COLLECTED
    assert {target for source, target in WAYS.values() if source is Account.REVENUE} == {Account.TREASURY}


def test_five_commands_reach_a_revenue_account_and_one_of_them_takes_money_out_to_the_treasury() -> None:
    reach = {
        path.stem: sorted(_calls(ast.parse(path.read_text("utf-8")), "revenue"))
        for path in FOLDER.glob("*.py")
        if "streams.revenue(" in path.read_text("utf-8")
    }
    assert reach == {
        "revenue": ["collect_revenue", "remit_revenue"],
        "levies": ["receive_levy", "refund_levy"],
        "charges": ["collect_fee"],
    }
    named = {name for name in commands() if "revenue" in name or "levy" in name or "fee" in name.split("_")}
    assert named == {
        "collect_revenue", "remit_revenue", "collect_fee", "receive_levy",
        "set_levy_terms", "assess_levy", "correct_levy", "relieve_levy", "defer_levy", "refund_levy",
    }  # fmt: skip


def test_routes_and_verbs_of_revenue_are_these_and_no_other() -> None:
    app = FastAPI(openapi_url=None)
    for router in (revenue.router, levies.router, charge_routes.router):
        router.add_to(app.router)
    posted = {one.path for one in iter_route_contexts(app.routes) if "POST" in (one.methods or ())}
    of_levy = "/levy-assessments/{assessment}"
    assert posted == {
        "/revenue/collections",
        "/revenue/remittances",
        "/levy-terms",
        "/levy-assessments",
        *(f"{of_levy}/{what}" for what in ("corrections", "reliefs", "deferrals", "receipts", "refunds")),
        "/charges",
        "/charges/{charge}/fees",
    }
    assert _verbs(revenue_verbs.app) == {"collect", "remit"}
    assert _verbs(levy_verbs.app) == {
        "terms", "assess", "correct", "relieve", "defer", "receive", "refund", "list", "show",
    }  # fmt: skip
    assert _verbs(charges.app) == {"set", "collect", "list"}


def _verbs(app: typer.Typer) -> set[str]:
    return {one.name or (one.callback.__name__ if one.callback else "") for one in app.registered_commands}


def _calls(tree: ast.Module, stream: str) -> set[str]:
    """Return the functions in which a stream of this kind is loaded."""
    return {
        function.name
        for function in tree.body
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == f"streams.{stream}"
    }
