"""A process that works at the desk: it takes orders one by one and notes each answer on disk before the next.

It can be killed at any moment. What it had noted counts as answered; whoever gave the orders asks for the rest again,
under the same ids. When the database is away it notes what it was told, and drops what it was given with that order.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, cast

import psycopg

from application.ports import LogUnavailable, OutcomeUnknown
from application.road import TooBusy
from domain.rejected import Rejected
from infrastructure.bootstrap import office
from tests.faults.enrolment import settings_of
from tests.faults.orders import Order, obey

PATIENCE = 90.0
"""Seconds after which somebody who asks again and again gives up."""

ASK_AGAIN = (LogUnavailable, OutcomeUnknown, TooBusy, psycopg.OperationalError, psycopg.InterfaceError)
"""What a caller may be told when the answer is not to be had; anything else ends the clerk."""

_nursery = multiprocessing.get_context("forkserver")
_nursery.set_forkserver_preload(["tests.faults.clerk"])


@dataclass(frozen=True, slots=True)
class Note:
    """What a clerk noted of one order: the answer's bytes and position, or the refusal's code."""

    command_id: str
    body: bytes = b""
    position: int = 0
    refused: str = ""

    @property
    def said(self) -> Mapping[str, Any]:
        """What the answer says."""
        return cast("Mapping[str, Any]", json.loads(self.body))


class Clerk:
    """One such process, working in a ledger of a home; its notes lie in a file of its own."""

    def __init__(self, home: Path, ledger: str, notes: Path, *, options: str = "") -> None:
        """`options` are the server's settings for its connections, as PGOPTIONS has them."""
        self._notes, self._read = notes, 0
        self.name = notes.stem
        self.noted: dict[str, Note] = {}
        self.told: list[str] = []
        self._given: list[str] = []
        self._stopped = False
        ours, theirs = _nursery.Pipe()
        self._orders = ours
        self._process = _nursery.Process(target=_work, args=(home, ledger, notes, theirs, options), name=self.name)
        self._process.start()
        theirs.close()

    @property
    def process(self) -> int:
        """The process's number."""
        assert self._process.pid is not None
        return self._process.pid

    def give(self, orders: Sequence[Order]) -> None:
        """Hand orders over; they are done in this order."""
        self._given = [order["command_id"] for order in orders]
        self._stopped = False
        self._orders.send([dict(order) for order in orders])

    @property
    def at_work(self) -> bool:
        """Say whether it has orders left to do."""
        self.look()
        return not self._stopped and any(command not in self.noted for command in self._given)

    def look(self) -> dict[str, Note]:
        """Return everything noted so far, by command id."""
        with self._notes.open("rb") as file:
            file.seek(self._read)
            for line in file:
                if not line.endswith(b"\n"):
                    break
                self._read += len(line)
                self._take(json.loads(line))
        return self.noted

    def arrive(self) -> None:
        """Return when it stands at the desk."""
        deadline = time.monotonic() + PATIENCE
        while not (self.look() or self.told):
            assert self._process.is_alive(), f"{self.name} ended with {self._process.exitcode}"
            assert time.monotonic() < deadline, f"{self.name} does not come"
            time.sleep(0.005)

    def ask(self, orders: Sequence[Order]) -> None:
        """Have orders done, and ask again and again for those that were not answered."""
        deadline = time.monotonic() + PATIENCE
        while True:
            at_work = self.at_work
            left = [order for order in orders if order["command_id"] not in self.noted]
            if not left:
                return
            assert self._process.is_alive(), f"{self.name} ended with {self._process.exitcode}, told {self.told}"
            assert time.monotonic() < deadline, f"{self.name} does not get on, told {self.told[-5:]}"
            if not at_work:
                self.give(left)
            time.sleep(0.005)

    def kill(self) -> None:
        """kill -9, at once."""
        self._process.kill()
        self._process.join()
        self._orders.close()

    def leave(self) -> None:
        """Let it go home after its last order."""
        self._orders.send(None)
        self._process.join(30)
        assert self._process.exitcode == 0, f"{self.name} ended with {self._process.exitcode}"
        self._orders.close()

    def _take(self, line: dict[str, Any]) -> None:
        if told := line.get("told"):
            self.told.append(told)
            self._stopped = True
        else:
            note = Note(line["id"], bytes.fromhex(line["body"]), line["position"], line["refused"])
            assert note.command_id not in self.noted
            self.noted[note.command_id] = note


def _work(home: Path, ledger: str, notes: Path, orders: Connection, options: str) -> None:
    os.environ |= {"PGAPPNAME": notes.stem, "PGOPTIONS": options}
    file = os.open(notes, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def note(line: dict[str, Any]) -> None:
        os.write(file, json.dumps(line).encode() + b"\n")
        os.fsync(file)

    with office(settings_of(home, ledger), say=lambda _: None) as there:
        note({"told": "here"})
        while (given := orders.recv()) is not None:
            for order in given:
                try:
                    answer = obey(order, there.desk)
                except Rejected as refusal:
                    note({"id": order["command_id"], "body": "", "position": 0, "refused": refusal.code})
                except ASK_AGAIN as error:
                    note({"told": f"{type(error).__name__}: {error}"})
                    break
                else:
                    body, position = answer.body.hex(), answer.position
                    note({"id": order["command_id"], "body": body, "position": position, "refused": ""})
