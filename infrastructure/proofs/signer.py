"""The signer: a process of its own, with keys and a memory of its own, which signs a log's heads and never a fork.

    python -P -m infrastructure.proofs.signer FOLDER [--while-asked]

It is asked over a Unix socket in its folder, which is its owner's alone; one JSON object a line, both ways. An ask
names the log's origin, and either nothing else (the answer is the note signed last) or a continuation. What is signed
is remembered, flushed to disk, before it is answered. With `--while-asked` it lives as long as its standard input.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import socketserver
import struct
import sys
import threading
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.proofs import checkpoint
from domain.proofs.heads import EVIDENCE, Continuation, Head, continued
from domain.proofs.notes import parse_note
from domain.proofs.rejections import StatementUnfit
from domain.proofs.statements import attested
from domain.proofs.tree import check_inclusion, leaf_hash
from domain.proofs.trial_balance import may_be_signed
from domain.rejected import Rejected
from infrastructure.proofs import durable
from infrastructure.proofs.memory import SignerMemory

SOCKET_NAME = "signer.sock"
LOCK_NAME = "signer.lock"
LONGEST_LINE = 65_536
SECONDS_TO_ASK = 10.0
OTHER_SIGNER = 3
"""The exit status of a signer that found another one at work in its folder."""


class AskUnreadable(Rejected):
    """The signer cannot read what it is asked."""

    code = "signer_ask_unreadable"
    zh = "签名进程无法读取该请求。"


@dataclass(frozen=True, slots=True)
class Announced:
    """An announcement of keys in the tree that is asked to be signed: the entry's leaf, its bytes, and its proof."""

    index: int
    entry: bytes
    proof: tuple[bytes, ...]


def sign(folder: Path, origin: str, asked: Continuation, announced: Announced | None = None) -> str:
    """Return the signed checkpoint of the head that is asked for; it is remembered by then.

    With `announced`, the keys that it announces sign from here on: what is remembered by then says so, and nothing
    else does. The head signed last is not signed anew: its note is given again. Call it from one thread at a time.
    Raises UnknownOrigin, SignerForgot, NotTheNewestHead, InclusionNotProven, KeyRotationUnknown, and with the ask kept
    as evidence SteppedBack, Forked, ConsistencyNotProven.
    """
    memory = SignerMemory.of(folder, origin)
    note = memory.last()
    there = checkpoint.parse(parse_note(note).text)
    last = Head(there.size, there.root)
    try:
        head = continued(last, asked)
    except Rejected as refusal:
        if refusal.code in EVIDENCE:
            memory.keep_refused(asked, refusal)
        raise
    if head == last:
        return note
    if announced is None:
        note = memory.sign(head)
        memory.remember(note)
        return note
    check_inclusion(announced.index, head.size, leaf_hash(announced.entry), announced.proof, head.root)
    note = memory.sign(head, by=memory.next_keys(_announcement(announced.entry)))
    memory.remember(note)
    memory.retire()
    return note


def attest(folder: Path, origin: str, text: str) -> str:
    """Return a trial balance's statement, signed. Raises UnknownOrigin, SignerForgot, StatementUnfit."""
    memory = SignerMemory.of(folder, origin)
    if not may_be_signed(text, origin):
        raise StatementUnfit(origin=origin)
    return str(attested(text, memory.signing_keys()))


def answer(folder: Path, line: bytes, alone: threading.Lock) -> dict[str, Any]:
    """Return what is said to one ask: the note, or the refusal's code and facts."""
    try:
        with alone:
            note = _answered(folder, line)
    except Rejected as refusal:
        return {"refused": refusal.code, "facts": refusal.facts, "why": refusal.sentence("en")}
    return {"note": note}


def _answered(folder: Path, line: bytes) -> str:
    match _other_ask(line):
        case ("prepare", origin):
            return SignerMemory.of(folder, origin).prepared()
        case ("attest", origin, text):
            return attest(folder, origin, text)
    origin, asked = read_ask(line)
    if asked is None:
        return SignerMemory.of(folder, origin).last()
    return sign(folder, origin, asked, _read_announced(line))


def preparing(origin: str) -> bytes:
    """Return the ask for the announcement of the keys to follow, as a line."""
    return json.dumps({"prepare": origin}).encode() + b"\n"


def attesting(origin: str, text: str) -> bytes:
    """Return the ask for a signed statement, as a line."""
    return json.dumps({"attest": origin, "text": text}).encode() + b"\n"


def written_ask(origin: str, asked: Continuation | None, announced: Announced | None = None) -> bytes:
    """Return an ask as a line; without a continuation it is for the note signed last."""
    told: dict[str, object] = {"origin": origin}
    if asked is not None:
        told |= {"old": asked.old, "new": asked.new.size, "root": b64encode(asked.new.root).decode()}
        told["proof"] = [b64encode(node).decode() for node in asked.proof]
    if announced is not None:
        told["announced"] = {
            "index": announced.index,
            "entry": b64encode(announced.entry).decode(),
            "proof": [b64encode(node).decode() for node in announced.proof],
        }
    return json.dumps(told).encode() + b"\n"


def read_ask(line: bytes) -> tuple[str, Continuation | None]:
    """Return what a line asks for. Raises AskUnreadable."""
    try:
        told = json.loads(line)
        if told.keys() == {"origin"}:
            return str(told["origin"]), None
        head = Head(int(told["new"]), b64decode(told["root"], validate=True))
        proof = tuple(b64decode(node, validate=True) for node in told["proof"])
        return str(told["origin"]), Continuation(int(told["old"]), head, proof)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise AskUnreadable from error


def _other_ask(line: bytes) -> tuple[str, ...]:
    try:
        told = json.loads(line)
    except ValueError as error:
        raise AskUnreadable from error
    match told:
        case {"prepare": str(origin)} if len(told) == 1:
            return "prepare", origin
        case {"attest": str(origin), "text": str(text)} if len(told) == 2:
            return "attest", origin, text
        case _:
            return ()


def _read_announced(line: bytes) -> Announced | None:
    try:
        told = json.loads(line).get("announced")
        if told is None:
            return None
        proof = tuple(b64decode(node, validate=True) for node in told["proof"])
        return Announced(int(told["index"]), b64decode(told["entry"], validate=True), proof)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise AskUnreadable from error


def _announcement(entry: bytes) -> str:
    try:
        return str(json.loads(entry)["payload"]["announcement"])
    except (ValueError, TypeError, KeyError) as error:
        raise AskUnreadable from error


class _Asked(socketserver.StreamRequestHandler):
    timeout = SECONDS_TO_ASK

    def handle(self) -> None:
        assert isinstance(self.server, _Server)
        try:
            line = self.rfile.readline(LONGEST_LINE)
            if line.endswith(b"\n"):
                self.wfile.write(json.dumps(answer(self.server.folder, line, self.server.alone)).encode() + b"\n")
        except OSError:
            return  # whoever asked is gone; it may ask again


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, folder: Path) -> None:
        self.folder, self.alone = folder, threading.Lock()
        (folder / SOCKET_NAME).unlink(missing_ok=True)
        # A socket's path may have 107 bytes; below a descriptor of the folder it is short wherever that lies.
        self._folder = os.open(folder, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
        super().__init__(f"/proc/self/fd/{self._folder}/{SOCKET_NAME}", _Asked)

    def verify_request(self, request: Any, client_address: Any) -> bool:  # noqa: ARG002 - the library's name
        """Listen to our own user and to root."""
        assert isinstance(request, socket.socket)
        told = request.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        _, user, _ = struct.unpack("3i", told)
        return user in (0, os.geteuid())


def main(arguments: list[str]) -> int:
    """Be the signer of a folder until told to stop. Returns OTHER_SIGNER when there is one already."""
    folder = Path(arguments[0]).absolute()
    os.umask(0o077)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    if durable.held(folder / LOCK_NAME) is None:
        return OTHER_SIGNER
    server = _Server(folder)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    if "--while-asked" in arguments[1:]:
        threading.Thread(target=_until_nobody_asks, args=(server,), daemon=True).start()
    server.serve_forever(poll_interval=0.1)
    with server.alone:  # what is being signed is remembered and answered before we leave
        (folder / SOCKET_NAME).unlink(missing_ok=True)
    return 0


def _until_nobody_asks(server: _Server) -> None:
    while sys.stdin.buffer.read(1):
        pass
    server.shutdown()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
