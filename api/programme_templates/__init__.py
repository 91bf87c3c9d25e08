"""Programmes to begin from: what most offices run, as data, one file each. What differs from place to place is asked.

A template is no rule. An office looks at it, puts in its own document, amounts, places, shares and days, and publishes
that; the published policy is the rule, and says nothing of the template.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class Template:
    """`programme` are the fields of the API's `ProgrammeBody`, `policy` those of `PolicyBody` without `version` and
    `valid_from`; an empty document is the office's own to fill in. `about` says in Chinese and in English for whom.
    `version` counts how often the ledger kept it; 0: the product brings it along."""

    id: str
    order: int
    about: tuple[str, str]
    programme: Mapping[str, Any]
    policy: Mapping[str, Any]
    version: int = 0

    @property
    def name(self) -> tuple[str, str]:
        """What it is called, in Chinese and in English."""
        return self.programme["name_zh"], self.programme["name_en"]


@cache
def templates() -> Mapping[str, Template]:
    """Return the templates by id, in the order in which offices meet them."""
    found = [_read(path) for path in Path(__file__).parent.glob("*.json")]
    return {one.id: one for one in sorted(found, key=lambda one: one.order)}


def _read(path: Path) -> Template:
    held = orjson.loads(path.read_bytes())
    return Template(path.stem, held["order"], (held["about_zh"], held["about_en"]), held["programme"], held["policy"])
