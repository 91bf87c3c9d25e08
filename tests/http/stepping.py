"""A command as a step of a story over HTTP, and what the steps so far have made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from api.http.answers import Done
from domain.accounts.roles import Role


@dataclass
class Story:
    """What the steps so far have made: people by id, in order, and the digest of the newest batch."""

    people: list[str] = field(default_factory=list)
    digest: str = ""


@dataclass(frozen=True)
class Step:
    """One command: who may give it, where, with what; `other` is content that is not the same under the same key.

    `thing` says whether the path names something that has versions; `marks` takes down what later steps need.
    """

    name: str
    who: Role | str
    path: str | Callable[[Story], str]
    body: Callable[[Story], dict[str, Any]]
    answer: type[Done] = Done
    other: dict[str, Any] = field(default_factory=lambda: {"on": "2017-01-02"})
    thing: bool = True
    marks: Callable[[Story, dict[str, Any]], None] = lambda _story, _said: None

    def at(self, story: Story) -> str:
        """The address."""
        return "/v1" + (self.path if isinstance(self.path, str) else self.path(story))
