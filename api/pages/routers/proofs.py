"""签封与证明 / Proofs: the newest checkpoint, keys, witnesses and time-stamps, and how to verify without us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson
from starlette.responses import Response

from api.http.router import Router
from api.pages.page import Page, ThePage
from application.proofs import Seals
from domain.proofs import checkpoint
from domain.proofs.checkpoint import Checkpoint
from domain.proofs.notes import Note, Scheme, VerifierKey, parse_key, parse_note
from domain.proofs.policy import NONE, Policy, parse_policy

router = Router()

NEWEST_STAMPS = 10
ALGORITHMS = {Scheme.ED25519: "Ed25519", Scheme.COSIGNATURE: "Ed25519", Scheme.ML_DSA_44: "ML-DSA-44"}


@dataclass(frozen=True, slots=True)
class Told:
    """A checkpoint as it stands there, and when the newest entry it covers was recorded (None: it covers none)."""

    head: Checkpoint
    note: Note
    recorded_at: datetime | None


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness of the policy, whether a quorum names it, and whether the newest witnessed checkpoint carries its
    signature. Whether that holds is for the reader's own verifier to say."""

    name: str
    key: VerifierKey
    signed: bool


@dataclass(frozen=True, slots=True)
class Replacement:
    """The entry that announced new keys, and what both sides signed."""

    position: int
    text: str


@router.get("/proofs")
def proofs(page: ThePage) -> Response:
    """How far the log is sealed, by which keys, and who else has seen it."""
    page.query.may("position")
    seals = page.caller.services.seals
    witnessed = _told(page, seals.witnessed())
    policy = parse_policy(seals.policy()) if seals.policy() else None
    return page.show(
        "audit/proofs.html",
        sealed=_told(page, seals.note()),
        witnessed=witnessed,
        unsealed=seals.unsealed(),
        waits=_age(page, seals.oldest_unsealed()),
        trouble=seals.trouble(),
        keys=[parse_key(line) for line in seals.keys().splitlines()],
        algorithms=ALGORITHMS,
        replacements=_replacements(seals),
        policy=policy,
        witnesses=_witnesses(policy, witnessed.note) if policy and witnessed else _witnesses(policy, None),
        asks_for_none=policy is None or policy.quorum == NONE,
        stamps=seals.stamps(NEWEST_STAMPS),
    )


@router.get("/proofs/verify")
def verify(page: ThePage) -> Response:
    """How to verify without us, for anybody."""
    seals = page.caller.services.seals
    return page.show("audit/verify.html", keys=seals.keys().splitlines(), ledger=page.caller.services.feed.ledger)


def _told(page: Page, note: str) -> Told | None:
    if not note:
        return None
    read = parse_note(note)
    head = checkpoint.parse(read.text)
    found = page.caller.services.feed.entries(head.size - 1, limit=1) if head.size else ()
    at = datetime.fromisoformat(orjson.loads(found[0].body)["recorded_at"]).astimezone(UTC) if found else None
    return Told(head, read, at)


def _age(page: Page, oldest: datetime | None) -> int | None:
    """Return for how many seconds the oldest unsealed entry has waited; None where none waits."""
    return None if oldest is None else max(0, int((page.caller.services.desk.clock.now() - oldest).total_seconds()))


def _replacements(seals: Seals) -> Sequence[Replacement]:
    found = []
    for line in seals.rotations().splitlines():
        told = orjson.loads(line)
        found.append(Replacement(told["position"], told["announcement"]))
    return found


def _witnesses(policy: Policy | None, note: Note | None) -> Sequence[Witness]:
    if policy is None:
        return ()
    ids = {(one.name, one.key_id) for one in note.signatures} if note else set()
    return [Witness(name, key, (key.name, key.id) in ids) for name, key in policy.witnesses.items()]
