"""Every page there is, for everybody who may see it: readable, reachable, in one language, without a complaint."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from domain.accounts.roles import Role
from tests.support.browsing import Visit, Visitor
from tests.support.served import Served

pytestmark = pytest.mark.slow

PAGES: Sequence[tuple[Role | None, str]] = (
    (None, "/sign-in"),
    (None, "/first-password"),
    (Role.FINANCE_OFFICER, "/"),
    (Role.FINANCE_OFFICER, "/funds"),
    (Role.FINANCE_OFFICER, "/funds/allocate"),
    (Role.FINANCE_OFFICER, "/second-factor"),
    (Role.AUDITOR, "/batches"),
    (Role.AUDITOR, "/payouts?stage=returned"),
    (Role.AUDITOR, "/recoveries"),
    (Role.AUDITOR, "/cases?stage=refused"),
    (Role.AUDITOR, "/notices"),
    (Role.AUDITOR, "/programmes"),
    (Role.AUDITOR, "/findings"),
    (Role.AUDITOR, "/refusals"),
    (Role.AUDITOR, "/funds?as_of=20&effective=2017-03-31"),
)
"""Who looks at what. Long lists are narrowed: axe needs minutes for thousands of cells."""

OURS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
_IDS = [f"{path} as {role.value if role else 'nobody'}" for role, path in PAGES]


@pytest.mark.parametrize(("role", "path"), PAGES, ids=_IDS)
def test_a_page_keeps_the_rules_of_accessibility_in_light_and_in_the_dark(
    role: Role | None, path: str, demonstration: Served, visit: Visit
) -> None:
    for scheme in ("light", "dark"):
        visitor = visit(demonstration, role, color_scheme=scheme)
        visitor.go(path)
        found = Axe().run(visitor.page, options=OURS)
        assert found.violations_count == 0, found.generate_report()
        doubtful = [one["id"] for one in found.response["incomplete"]]
        assert doubtful == [], doubtful


@pytest.mark.parametrize(("role", "path"), PAGES, ids=_IDS)
def test_a_page_has_one_title_is_in_chinese_and_fits_a_narrow_screen(
    role: Role | None, path: str, demonstration: Served, visit: Visit
) -> None:
    page = visit(demonstration, role, viewport={"width": 320, "height": 640}).go(path)
    assert page.evaluate("document.documentElement.scrollWidth") == 320, "nobody moves it sideways"
    assert page.locator("h1").count() == 1
    assert page.title().startswith(page.locator("h1").inner_text().strip())
    for text in page.locator("h1, h2, label, legend, button, th[scope=col]").all_inner_texts():
        words = text.split("\n")[0].strip()
        assert not words or any("\u4e00" <= sign <= "\u9fff" for sign in words), words


def test_what_breaks_the_rules_is_found(demonstration: Served, visit: Visit) -> None:
    page = visit(demonstration, None).go("/sign-in")
    page.evaluate("document.querySelectorAll('label').forEach((one) => one.remove())")
    assert "label" in {one["id"] for one in Axe().run(page, options=OURS).response["violations"]}


@pytest.mark.parametrize("forced", [None, "active"])
def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(
    forced: str | None, demonstration: Served, visit: Visit
) -> None:
    visitor = visit(demonstration, Role.FINANCE_OFFICER, forced_colors=forced)
    page = visitor.go("/funds/allocate")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reached: list[str] = []
    for _ in range(80):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "[document.activeElement.tagName, document.activeElement.name || document.activeElement.innerText, "
            "getComputedStyle(document.activeElement).outlineStyle]"
        )
        if at[0] == "BODY":
            break
        assert at[2] != "none", f"{at[1]} does not show that it has the keyboard"
        reached.append(at[1])
    assert reached.index("document") < reached.index("programme") < reached.index("shares.0.amount")


def test_without_scripts_the_same_address_gives_the_same_rows(demonstration: Served, visit: Visit) -> None:
    with_scripts = visit(demonstration, Role.AUDITOR)
    without = visit(demonstration, Role.AUDITOR, java_script_enabled=False)
    _filter(with_scripts)
    _filter(without)
    assert with_scripts.page.locator("tbody tr").all_inner_texts() == without.page.locator("tbody tr").all_inner_texts()
    assert "stage=refused" in with_scripts.page.url


def test_turning_a_page_keeps_the_place_and_says_what_came(demonstration: Served, visit: Visit) -> None:
    page = visit(demonstration, Role.AUDITOR).go("/payouts")
    first = page.locator("tbody tr").first.inner_text()
    page.locator("#page-next").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**cursor=**")
    assert page.locator("tbody tr").first.inner_text() != first
    assert page.evaluate("document.activeElement.id") == "page-next"
    assert "共 1,258 行" in page.locator("#told").inner_text()
    page.go_back()
    expect(page.locator("tbody tr").first).to_have_text(re.compile(re.escape(first.split("\t")[0])))
    assert "cursor" not in page.url


def _filter(visitor: Visitor) -> None:
    page = visitor.go("/cases")
    page.select_option("select[name=stage]", "refused")
    if page.context.pages and not page.url.endswith("refused"):
        page.get_by_role("button", name="查看").click()
    page.wait_for_url("**stage=refused**")
    page.wait_for_load_state()
