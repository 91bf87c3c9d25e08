"""Who may transmit to whom, by date: what the documents said, and which of them holds on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from domain.documents import DocumentNumber
from domain.free_text import clean_text
from domain.levels import GovernmentLevel
from domain.regions import RegionCode
from domain.transmissions.events import TransmissionRuleSet
from domain.transmissions.rejections import LevelListedTwice, MayNotTransmit, NoTransmissionRule

LONGEST_WAY = 80

DAYS_TO_PASS_ON = timedelta(days=30)
"""A province has thirty days from receiving the centre's transfers to hand them on; source: 《预算法》 art. 52. What a
city receives is held against the same days."""

Rules = tuple[TransmissionRuleSet, ...]
"""In the order recorded."""

_LEVELS = (
    GovernmentLevel.PROVINCIAL,
    GovernmentLevel.MUNICIPAL,
    GovernmentLevel.COUNTY,
    GovernmentLevel.TOWNSHIP,
    GovernmentLevel.TOWNSHIP,
)
"""By how many segments of a region's code are set."""


def level_of(region: RegionCode) -> GovernmentLevel:
    """Return the level of government of a place."""
    return _LEVELS[len(region.segments()) - 1]


def pass_on_by(region: str, received_on: date) -> date | None:
    """Return by when a province or a city has to hand on what it received; None for a place that spends it."""
    handing_on = (GovernmentLevel.PROVINCIAL, GovernmentLevel.MUNICIPAL)
    return received_on + DAYS_TO_PASS_ON if level_of(RegionCode(region)) in handing_on else None


def set_rule(
    *, valid_from: date, to_levels: Sequence[GovernmentLevel], instead: str, document: str, on: date
) -> TransmissionRuleSet:
    """Record what a document says; no level at all: from that day on this ledger transmits to nobody.

    Days may lie in the past and in the future. Raises LevelListedTwice, NotADocumentNumber, TextMissing, TextTooLong,
    PersonalNumberInText.
    """
    for place, level in enumerate(to_levels):
        if level in to_levels[:place]:
            raise LevelListedTwice(f"to_levels[{place}]", level=level.zh)
    return TransmissionRuleSet(
        valid_from,
        tuple(level for level in GovernmentLevel if level in to_levels),
        clean_text(instead, field="instead", limit=LONGEST_WAY),
        str(DocumentNumber.parse(document)),
        on,
    )


def in_force(rules: Rules, day: date) -> TransmissionRuleSet:
    """Return the rule that holds on a day: the last to begin by then, the last told of those. Raises
    NoTransmissionRule."""
    begun = [(rule.valid_from, place) for place, rule in enumerate(rules) if rule.valid_from <= day]
    if not begun:
        raise NoTransmissionRule("on", day=day)
    return rules[max(begun)[1]]


def may_transmit(rules: Rules, region: RegionCode, day: date) -> None:
    """Raise NoTransmissionRule or, naming the document that says so, MayNotTransmit."""
    rule, level = in_force(rules, day), level_of(region)
    if level not in rule.to_levels:
        raise MayNotTransmit(
            "to_region",
            document=rule.document,
            valid_from=rule.valid_from,
            region=region,
            level=level.zh,
            instead=rule.instead,
        )


def replay(facts: Iterable[object]) -> Rules:
    """Build the rules from their history."""
    rules = tuple(facts)
    for fact in rules:
        assert isinstance(fact, TransmissionRuleSet), f"{type(fact).__name__} is no rule of transmissions"
    return rules  # type: ignore[return-value]  # looked at one by one above
