"""On a narrow screen a page begins with what it is about; where else one may go is behind a button, without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from domain.accounts.roles import Role
from tests.support.browsing import Visit
from tests.support.served import Served

pytestmark = pytest.mark.slow

PHONE = {"width": 320, "height": 640}


@pytest.mark.parametrize("scripts", [True, False])
def test_the_menu_opens_leads_on_and_closes(demonstration: Served, visit: Visit, scripts: bool) -> None:
    visitor = visit(demonstration, Role.FINANCE_OFFICER, viewport=PHONE, java_script_enabled=scripts)
    page = visitor.go("/batches")
    heading = page.locator("h1").bounding_box()
    assert heading is not None
    assert heading["y"] < PHONE["height"] / 2
    ways = page.locator("#ways")
    expect(ways).to_be_hidden()
    page.get_by_role("button", name="目录", exact=True).click()
    expect(ways).to_be_visible()
    page.get_by_role("button", name="收起目录").click()
    expect(ways).to_be_hidden()
    page.get_by_role("button", name="目录", exact=True).click()
    ways.get_by_role("link", name="资金状况").click()
    page.wait_for_url("**/funds")
    expect(ways).to_be_hidden()


def test_a_wide_screen_shows_every_way_and_no_button(demonstration: Served, visit: Visit) -> None:
    page = visit(demonstration, Role.FINANCE_OFFICER).go("/batches")
    expect(page.locator("#ways")).to_be_visible()
    expect(page.get_by_role("button", name="目录", exact=True)).to_be_hidden()


def test_a_menu_that_is_open_when_the_screen_is_turned_can_be_closed(demonstration: Served, visit: Visit) -> None:
    page = visit(demonstration, Role.FINANCE_OFFICER, viewport=PHONE).go("/batches")
    page.get_by_role("button", name="目录", exact=True).click()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("button", name="收起目录").click()
    beside, content = page.locator("#ways").bounding_box(), page.locator("main").bounding_box()
    assert beside is not None
    assert content is not None
    assert beside["x"] + beside["width"] <= content["x"] + 1
    assert content["width"] > 900


def test_no_button_is_printed(demonstration: Served, visit: Visit) -> None:
    page = visit(demonstration, Role.FINANCE_OFFICER, viewport={"width": 718, "height": 1000}).go("/batches")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="目录", exact=True)).to_be_hidden()
