"""given(history…).when(decision, facts…).then(events…) or .then_rejected(Rule): how the tests of decisions read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import pytest

from domain.rejected import Rejected

State = TypeVar("State")


@dataclass(frozen=True)
class Asked(Generic[State]):
    """A decision about to be taken on a state; nothing happens before an expectation is named."""

    state: State
    decide: Callable[[], object]

    def then(self, *events: object) -> None:
        """Expect exactly these events, in this order; none when the decision changes nothing."""
        assert self.events() == events

    def then_rejected(self, rule: type[Rejected], *, field: str | None = None) -> Rejected:
        """Expect this refusal and no other, with both its sentences filled in."""
        with pytest.raises(Rejected) as caught:
            self.decide()
        assert type(caught.value) is rule, f"{type(caught.value).__name__}: {caught.value}"
        assert "{" not in caught.value.sentence("zh") + caught.value.sentence("en")
        if field is not None:
            assert caught.value.field == field
        return caught.value

    def events(self) -> tuple[object, ...]:
        """Return what was decided, one event or several, as a tuple."""
        made = self.decide()
        return made if isinstance(made, tuple) else (made,)


@dataclass(frozen=True)
class Given(Generic[State]):
    """A history, folded."""

    state: State

    def when(self, decision: Callable[..., object], **facts: Any) -> Asked[State]:
        """Ask for a decision on the state this history leads to."""
        return Asked(self.state, lambda: decision(self.state, **facts))


def histories_of(replay: Callable[[str, Iterable[object]], State], stream: str) -> Callable[..., Given[State]]:
    """Return the `given` of one kind of stream."""
    return lambda *history: Given(replay(stream, history))
