"""The strip that leads to the same page as of another moment, on every page that shows one."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from api.pages.templating import CHINA
from application.replay.difference import At

if TYPE_CHECKING:
    from api.pages.page import Page


_THING = re.compile(r"/(payouts|batches|cases|people|fund-lines)/([^/]*[~-][^/]*)")
"""The page of a thing that has a life; words without ~ and - are no ids."""
_LIVES: Mapping[str, tuple[str, str]] = {
    "payouts": ("payout", "life"),
    "batches": ("batch", "life_of_money"),
    "cases": ("case", "life"),
    "people": ("beneficiary", "life"),
    "fund-lines": ("line", "life_of_money"),
}
"""What the things of an address are in the log, and what has to be permitted to step through their lives."""


@dataclass(frozen=True, slots=True)
class LookBack:
    """Where a page is in the log: at `position` of `head`, whose entry was recorded `at`.

    `life` and `rerun` are where the life of the page's thing is stepped through and its decision taken again; empty:
    it has none, or nobody showed them the way.
    """

    position: int
    head: int
    at: datetime | None
    life: str = ""
    rerun: str = ""

    @property
    def before(self) -> int:
        """The position before; 0: there is none."""
        return max(self.position - 1, 0)

    @property
    def after(self) -> int:
        """The position behind; 0: there is none."""
        return self.position + 1 if self.position < self.head else 0


def of(page: Page) -> LookBack | None:
    """Return where a page is; None where it shows nothing as of a moment, or is for whoever comes by."""
    if page.request.method != "GET" or "moment" not in vars(page) or not page.is_signed_in:
        return None
    position, head = page.moment.position, page.views.position()
    return LookBack(position, head, recorded_at(page, position), *_ways(page)) if head else None


def _ways(page: Page) -> tuple[str, str]:
    """Return the addresses of the life and of the rerun of what the page is about."""
    found = _THING.fullmatch(page.path)
    if found is None:
        return "", ""
    kind, operation = _LIVES[found[1]]
    life = f"/life/{kind}~{found[2]}" if page.may(operation) else ""
    rerun = f"/reruns/{found[2]}" if kind == "case" and page.may("rerun_decision") else ""
    return life, rerun


def recorded_at(page: Page, position: int) -> datetime | None:
    """Return when an entry was recorded; None where there is none."""
    found = page.caller.services.feed.entries(position - 1, limit=1) if position > 0 else ()
    return datetime.fromisoformat(json.loads(found[0].body)["recorded_at"]) if found else None


@dataclass(frozen=True, slots=True)
class Typed:
    """A moment as somebody typed it: a position, or a day and time as clocks in China go, and a day it counts to."""

    position: str = ""
    at: str = ""
    effective: str = ""

    def read(self, page: Page, otherwise: int) -> tuple[At, dict[str, str]]:
        """Return the moment (that of position `otherwise` where nothing was typed) and what is wrong, by field."""
        wrong: dict[str, str] = {}
        position, effective = otherwise, None
        if self.position.strip():
            text, head = self.position.strip(), page.views.position()
            if text.isascii() and text.isdigit() and int(text[:16]) <= head:
                position = int(text)
            else:
                wrong["position"] = page.said("A whole number up to %(head)s.", head=head)
        elif self.at.strip():
            instant = _instant(self.at.strip())
            if instant is None:
                wrong["at"] = page.said("A day and a time, such as 2017-04-25 10:30.")
            else:
                position = page.views.position_at(instant)
        if self.effective.strip():
            try:
                effective = date.fromisoformat(self.effective.strip())
            except ValueError:
                wrong["effective"] = page.said("A day, such as 2017-04-25.")
        return At(position, effective), wrong


def _instant(text: str) -> datetime | None:
    """Read a time as clocks in China go; all of its second, or of its minute, has passed."""
    for form, whole in (("%Y-%m-%dT%H:%M:%S", 1), ("%Y-%m-%dT%H:%M", 60), ("%Y-%m-%d", 86_400)):
        try:
            begun = datetime.strptime(text.replace(" ", "T", 1), form).replace(tzinfo=CHINA)
        except ValueError:
            continue
        return begun + timedelta(seconds=whole, microseconds=-1)
    return None
