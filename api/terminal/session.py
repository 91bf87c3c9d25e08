"""One call of the command line: its settings, its screen, the open desk, and the command that is being asked."""

from __future__ import annotations

import json
import sys
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import typer

from api.terminal import printing
from api.terminal.door import Door, Settings
from api.terminal.exits import OfficerMissing, Trouble
from api.terminal.values import in_words
from api.terminal.words import headings, word

if TYPE_CHECKING:
    from rich.console import Console

    from application.desk import Desk
    from application.road import Answer, Officer


@dataclass(slots=True)
class Task:
    """A command under way: its id, the day it counts for, who asks, and the desk it is asked at."""

    session: Session
    desk: Desk
    by: Officer
    command_id: str
    on: date

    def looked_at(self) -> int:
        """Return the position at which views select people for this command: the newest one, or, when the command was
        answered before, the one it was asked at, so that a retry asks for the same people."""
        position = self.desk.views_now()
        receipt = self.desk.log.receipt(self.command_id)
        return position if receipt is None else int(json.loads(receipt.answer)["first_position"]) - 1

    def done(self, answer: Answer, **more: Any) -> None:
        """Print what was answered."""
        self.session.answer(
            {"command_id": self.command_id, "replayed": answer.replayed, **printing.record(answer.said), **more}
        )


@dataclass
class Session:
    """`given` are the global options as they stood on the command line; None where one did not."""

    door: Door
    given: dict[str, Any] = field(default_factory=dict)
    command_id: str = ""

    @cached_property
    def settings(self) -> Settings:
        """The settings. Raises SettingsWrong (exit code 2)."""
        return self.door.settings({name: value for name, value in self.given.items() if value is not None})

    @property
    def language(self) -> str:
        """`zh` or `en`."""
        return self.given.get("language") or self.settings.language

    @property
    def as_json(self) -> bool:
        """Whether programs read what is printed."""
        return bool(self.given.get("as_json")) or self.settings.as_json

    @cached_property
    def screen(self) -> Console:
        """Standard output."""
        from rich.console import Console

        wide = None if sys.stdout.isatty() else 200
        return Console(file=sys.stdout, highlight=False, width=wide)

    def text(self, zh: str, en: str) -> str:
        """Return the sentence of the session's language."""
        return zh if self.language == "zh" else en

    def say(self, sentence: str) -> None:
        """Tell the person in front of the screen how things go; never part of the result."""
        sys.stderr.write(sentence + "\n")

    def complain(self, trouble: Trouble) -> None:
        """Print an error: one sentence, or with --json one object on one line."""
        if self.given.get("as_json") or self._wants_json():
            said = {"code": trouble.code, "field": trouble.field, "zh": trouble.zh, "en": trouble.en}
            sys.stderr.write(json.dumps(said, ensure_ascii=False) + "\n")
            return
        about = f"[{trouble.field}] " if trouble.field else ""
        sys.stderr.write(about + self._either(trouble) + "\n")

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """Open the ledger."""
        with self.door.desk(self.settings, say=self.say) as desk:
            yield desk

    @contextmanager
    def query(self) -> Iterator[Desk]:
        """Open the ledger with its views brought up to its head."""
        with self.desk() as desk:
            desk.views_now()
            yield desk

    def officer(self) -> Officer:
        """Return who acts. Raises OfficerMissing."""
        from application.road import Officer

        if not self.settings.officer:
            raise OfficerMissing("officer")
        return Officer(self.settings.officer)

    @contextmanager
    def task(self, command_id: str | None, on: date | None = None) -> Iterator[Task]:
        """Open the ledger for one command; an id is made up when none is given, the day is today's."""
        by = self.officer()
        self.command_id = command_id or f"cli-{uuid.uuid4()}"
        with self.desk() as desk:
            yield Task(self, desk, by, self.command_id, on or desk.clock.today())

    def answer(self, facts: Mapping[str, Any]) -> None:
        """Print what a command was answered, or what a verb did."""
        plain = printing.record(facts)
        if self.as_json:
            self.print_json(plain)
            return
        self.screen.print(self.text("已完成。", "Done."))
        names = {name: word(name, self.language) for name in plain}
        told = in_words({name: value for name, value in plain.items() if name != "first_position"}, self.language)
        if told.get("replayed") is False:
            del told["replayed"]
        printing.print_facts(self.screen, told, names)

    def print_json(self, value: Any) -> None:
        """Print a value as JSON."""
        sys.stdout.write(printing.to_json(value) + "\n")

    def table(self, title: str, names: Sequence[str], rows: Sequence[Any]) -> None:
        """Print a table for people."""
        plain = [in_words(printing.plain(row), self.language) for row in rows]
        self.screen.print(printing.table(title, headings(names, self.language), plain))

    def _wants_json(self) -> bool:
        try:
            return self.as_json
        except Exception:
            return False  # The settings themselves are what is wrong.

    def _either(self, trouble: Trouble) -> str:
        try:
            return self.text(trouble.zh, trouble.en)
        except Exception:
            return f"{trouble.zh} / {trouble.en}"


def session_of(ctx: typer.Context) -> Session:
    """Return the session of a verb's context."""
    session = ctx.find_object(Session)
    assert session is not None, "the root command makes the session"
    return session
