"""A policy that is filled in from one that is there: from a template, or from the version in force.

What differs from place to place is a field: document, day, amounts, places, shares, days. The rest stays as it is, and
is shown in words beside the form.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from api.http.policies import PolicyBody
from api.http.rendering import to_json
from api.programme_templates import Template
from domain.levels import FundKind, GovernmentLevel
from domain.programmes.policy import Policy

SHOWN_BEFORE_FILLED = {"document": "残联发〔2000〕1号", "valid_from": "2000-01-01"}
"""What stands in for what the office has yet to say, where a template is only shown in words."""
DEADLINES = ("receive", "determine", "inform", "pay")


@dataclass(frozen=True, slots=True)
class ShareField:
    """A level's share of a tier: where it stands, and what it was."""

    name: str
    level: GovernmentLevel
    kind: FundKind
    was: str


def of_template(template: Template) -> dict[str, Any]:
    """Return a template's policy as a body without version and first day."""
    return copy.deepcopy(dict(template.policy))


def of_policy(policy: Policy) -> dict[str, Any]:
    """Return a policy as a body: the next version begins as the last one was."""
    held: dict[str, Any] = orjson.loads(to_json(policy))
    return {name: said for name, said in held.items() if name not in ("version", "valid_from")}


def in_words(base: Mapping[str, Any]) -> Policy:
    """Return a body as the domain has it, for showing it in words; what is still missing is made up for that."""
    held = {**SHOWN_BEFORE_FILLED, **{name: said for name, said in base.items() if said != ""}, "version": 1}
    return PolicyBody.model_validate_json(orjson.dumps(held)).policy()


def shares_of(tier: Mapping[str, Any], index: int) -> Sequence[ShareField]:
    """Return a field for each level's share of a tier: every level's general budget, then what else there is."""
    held = {(GovernmentLevel(one["level"]), FundKind(one["kind"])): one["share"] for one in tier["shares"]}
    places = [(level, FundKind.GENERAL_BUDGET) for level in GovernmentLevel]
    places += [place for place in held if place not in places]
    return [
        ShareField(f"tiers.{index}.shares.{number}.share", level, kind, held.get((level, kind), ""))
        for number, (level, kind) in enumerate(places)
    ]


def filled(base: Mapping[str, Any], said: Mapping[str, str], *, version: int) -> PolicyBody:
    """Return the body with what was typed in the place of what it was. Raises pydantic's ValidationError."""
    made: dict[str, Any] = copy.deepcopy(dict(base))

    def typed(name: str) -> str:
        return said.get(name, "").strip()

    made |= {"version": version, "valid_from": typed("valid_from"), "document": typed("document")}
    made["notice_days"] = _number(typed("notice_days"))
    made["deadlines"] = {name: _number(typed(f"deadlines.{name}")) for name in DEADLINES}
    for place, standard in enumerate(made["standards"]):
        if not standard.get("formula"):
            standard["amount"] = typed(f"standards.{place}.amount")
    for place, tier in enumerate(made["tiers"]):
        tier["headcount"] = _number(typed(f"tiers.{place}.headcount")) if typed(f"tiers.{place}.headcount") else None
        tier["amount"] = typed(f"tiers.{place}.amount") or None
        tier["shares"] = list(_shares(shares_of(tier, place), said))
    return PolicyBody.model_validate_json(orjson.dumps(made))


def _shares(fields: Sequence[ShareField], said: Mapping[str, str]) -> Iterator[dict[str, str]]:
    for one in fields:
        if share := said.get(one.name, "").strip():
            yield {"level": one.level.value, "kind": one.kind.value, "share": share}


def _number(text: str) -> int | str:
    """Return a whole number, or the text for the body to refuse."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text
