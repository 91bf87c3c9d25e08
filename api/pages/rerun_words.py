"""How decisions that were run again are told: articles in their policy's words, what was seen, and what differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from api.pages import words
from api.pages.event_words import event_word
from api.pages.fact_words import FactWords
from api.pages.page import Page
from application.lists import POLICIES, Where
from application.recorded import Recorded
from domain.eligibility.rerunning import Decision, decided_on
from domain.facts import Outcome
from domain.programmes.policy import AllOf, AnyOf, Criterion, Not, Policy
from domain.programmes.state import replay

DIFFERS: Mapping[str, str] = dict(
    zip(
        ("policy_version", "verdict", "criteria", "reasons", "amount", "workings"),
        words.sentences(
            "the version in force",
            "the verdict",
            "the criteria",
            "the reasons",
            "the amount",
            "how the amount came about",
        ),
        strict=True,
    )
)
"""What of a decision can be otherwise, in English of the translations."""


class RerunWords:
    """The words of one programme on one page."""

    def __init__(self, page: Page, programme: str) -> None:
        self._page, self._programme = page, programme
        self._facts = FactWords(page.language)

    def versions(self) -> tuple[tuple[int, str], ...]:
        """Return the versions of the policy, each with its day and document."""
        rows = self._page.views.rows(POLICIES, where=Where(programmes=(self._programme,)))
        return tuple((one.version, f"{one.version} · {one.valid_from} · {one.document}") for one in rows)

    def decision(self, entry: Recorded[Decision]) -> str:
        """Name a decision: what it was and of which day."""
        return f"{event_word(self._page.language, entry.name)} · {decided_on(entry.fact)}"

    def differs(self, name: str) -> str:
        """Return what is not the same."""
        return self._page.said(DIFFERS[name])

    def criterion(self, article: str) -> str:
        """Return the sentence of an article, in any version of the policy; empty where it has none."""
        return self._sentences.get(article, "")

    def outcome(self, outcome: Outcome) -> str:
        """Return what a criterion looked at."""
        return self._facts.seen(outcome.seen)

    def fact(self, name: str) -> str:
        """Return what a fact is called."""
        return self._facts.name(name)

    def value(self, name: str, value: str) -> str:
        """Return a fact's value in words."""
        return self._facts.value(name, value)

    def name(self, fact: str) -> str:
        """Return what a fact is called, as pages of cases ask for it."""
        return self._facts.name(fact)

    def source(self, source: str) -> str:
        """Return what a register is called."""
        return self._facts.source(source)

    @cached_property
    def named(self) -> Mapping[str, tuple[str, str]]:
        """What amounts that formulas call are called, in any version of the policy: Chinese, English."""
        return {base.name: (base.zh, base.en) for policy in self._policies for base in policy.bases}

    @cached_property
    def _policies(self) -> tuple[Policy, ...]:
        entries = self._page.caller.services.desk.log.stream(f"programme/{self._programme}")
        return replay(self._programme, (entry.fact for entry in entries)).policies

    @cached_property
    def _sentences(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for policy in self._policies:
            found |= dict(self._leaves(policy.criteria))
        return found

    def _leaves(self, criterion: Criterion) -> Iterator[tuple[str, str]]:
        match criterion:
            case AllOf(of=parts) | AnyOf(of=parts):
                for part in parts:
                    yield from self._leaves(part)
            case Not(article=article, zh=zh, en=en):
                yield article, zh if self._page.language == "zh" else en
            case _:
                yield criterion.article, criterion.zh if self._page.language == "zh" else criterion.en
