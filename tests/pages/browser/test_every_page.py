"""Every page there is, for everybody who may see it: readable, reachable, in one language, without a complaint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from playwright.sync_api import expect

from domain.accounts.roles import Role
from tests.support.axe import complaints
from tests.support.browsing import Visit, Visitor
from tests.support.every_page import Seen, seen
from tests.support.served import Served

pytestmark = pytest.mark.slow

OURS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
NOBODY = "nobody"
_IDS = [NOBODY, *(role.value for role in Role)]


@pytest.fixture(scope="module")
def pages(demonstration: Served) -> Mapping[str, Sequence[Seen]]:
    found, unseen = seen(demonstration)
    assert not unseen, f"pages that nobody can be shown, so that no test looks at them: {unseen}"
    return {who: [one for one in found if (one.role.value if one.role else NOBODY) == who] for who in _IDS}


@pytest.mark.parametrize("who", _IDS)
@pytest.mark.timeout(600)
def test_every_page_of_a_desk_can_be_read_by_everybody(
    who: str, pages: Mapping[str, Sequence[Seen]], demonstration: Served, visit: Visit
) -> None:
    """Light and dark by axe, a narrow screen, one title, one language."""
    visitor = visit(demonstration, None if who == NOBODY else Role(who))
    wrong = [f"{one.path}: {what}" for one in pages[who] for what in _wrong_with(visitor, one)]
    assert wrong == []


def _wrong_with(visitor: Visitor, one: Seen) -> Iterator[str]:
    page = visitor.page
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 800})
    visitor.go(one.path)
    yield from _told(one, complaints(page, **OURS))
    yield from (f"a cell that does not stand in its row: {text}" for text in page.evaluate(LOOSE_CELLS))
    yield from (f"labels over one another: {two}" for two in page.evaluate(LABELS_OVER_LABELS))
    codes = [(head.split("\n")[0], text) for head, text in page.evaluate(CODES)]
    yield from (f"a code where a word should stand: {head}: {text}" for head, text in codes if head not in CODED)
    page.emulate_media(color_scheme="dark")
    yield from (f"in the dark: {said}" for said in _told(one, complaints(page, preload=False, **CONTRAST)))
    page.set_viewport_size({"width": 320, "height": 640})
    if (width := page.evaluate("document.documentElement.scrollWidth")) > 320:
        yield f"{width} pixels wide on a screen of 320"
    if page.locator("h1").count() != 1:
        yield "not one heading of the first rank"
    elif not page.title().startswith(page.locator("h1").inner_text().strip()):
        yield f"its title {page.title()} is not its heading"
    for text in page.locator("h1, h2, label, legend, button, th[scope=col]").all_inner_texts():
        words = text.split("\n")[0].strip()
        if re.search("[A-Za-z]{3}", words) and not re.search("[\u4e00-\u9fff]", words) and words not in NAMES:
            yield f"not in Chinese: {words}"


LOOSE_CELLS = """[...document.querySelectorAll("th, td")]
    .filter((cell) => cell.checkVisibility() && getComputedStyle(cell).display !== "table-cell")
    .slice(0, 2).map((cell) => cell.innerText)"""
LABELS_OVER_LABELS = """(() => {
    const boxes = [...document.querySelectorAll("svg text")].map((one) => [one, one.getBoundingClientRect()]);
    return boxes.flatMap(([one, a], at) => boxes.slice(at + 1)
        .filter(([, b]) => a.left < b.right && b.left < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom)
        .map(([other]) => one.textContent.trim() + " / " + other.textContent.trim())).slice(0, 2);
})()"""
CODES = """[...document.querySelectorAll("td.word")]
    .filter((cell) => /^[a-z][a-z_]*([ ,0-9/]+[a-z_]*)*$/.test(cell.innerText.trim()))
    .map((cell) => [cell.closest("table").tHead.rows[0].cells[cell.cellIndex].innerText, cell.innerText])"""
CODED = frozenset({"入户人", "规则", "栏目"})
"""Heads of columns in which codes belong: names of accounts, of rules and of fields."""
BROKEN = """() => {
    const table = document.querySelector("table"), svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    table.createTHead().insertRow().insertCell().textContent = "档次";
    const cell = table.createTBody().insertRow().insertCell();
    [cell.className, cell.textContent] = ["word", "in_quota"];
    for (const [said, y] of [["到账", 20], ["退回", 25]]) {
        const text = document.createElementNS("http://www.w3.org/2000/svg", "text");
        text.textContent = said; text.setAttribute("y", y); svg.append(text);
    }
    document.querySelector("main").append(svg);
}"""
"""A code where a word should stand, and a label over another."""
NAMES = frozenset({"English", "SHA-256"})
"""Words that are the same in both languages."""


DOUBTFUL = {("/flow", "color-contrast")}
"""Where axe cannot tell and somebody looked: words on ribbons, which are as faint as their ground."""


def _told(page: Seen, complained: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[str]:
    doubtful = [one for one in complained["incomplete"] if (page.route, one["id"]) not in DOUBTFUL]
    for one in (*complained["violations"], *doubtful):
        yield f"{one['id']}: {[node['html'][:120] for node in one['nodes'][:2]]}"


def test_what_breaks_the_rules_is_found(demonstration: Served, visit: Visit) -> None:
    page = visit(demonstration, None).go("/sign-in")
    page.evaluate("document.querySelectorAll('label').forEach((one) => one.remove())")
    assert "label" in {one["id"] for one in complaints(page, **OURS)["violations"]}
    page.evaluate("document.querySelector('main').append(document.createElement('table'))")
    page.evaluate(
        "(said) => Object.assign(document.querySelector('table').insertRow().insertCell(), {textContent: said})"
        ".style.display = 'flex'",
        "到账",
    )
    assert page.evaluate(LOOSE_CELLS) == ["到账"]
    page.evaluate(BROKEN)
    assert page.evaluate(CODES) == [["档次", "in_quota"]]
    assert page.evaluate(LABELS_OVER_LABELS) == ["到账 / 退回"]


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
    assert "行" in page.locator("#told").inner_text()
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
