"""Announcing new keys of the log's signer in the log itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from application.ports import Log
from application.road import Answer, Officer, carry_out
from application.work import Work
from domain.proofs.events import KeysAnnounced
from domain.proofs.rejections import KeysAnnouncedAlready
from domain.proofs.rotation import KeyHistory
from domain.proofs.signatures import IsGood


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnounceKeys:
    """Announce the keys that follow those in use; `announcement` is the statement that old and new ones signed."""

    command_id: str
    announcement: str


def announce_keys(ask: AnnounceKeys, history: KeyHistory, is_good: IsGood, *, by: Officer, log: Log) -> Answer:
    """Record the announcement, which has to follow the keys in `history`.

    Raises KeyRotationForged, and KeysAnnouncedAlready for one that is in the log: then it only waits to be sealed.
    """

    def decide(work: Work) -> dict[str, object]:
        loaded = work.load(f"log_keys/{log.ledger}", _announcements)
        if ask.announcement in loaded.state:
            version = loaded.state.index(ask.announcement) + 1
            raise KeysAnnouncedAlready("", version=version, stream=loaded.stream)
        history.extended(log.head() + 1, ask.announcement, is_good)
        work.record(loaded, KeysAnnounced(ask.announcement))
        return {}

    return carry_out(log, ask, by=by, decide=decide)


def _announcements(facts: Iterable[object]) -> list[str]:
    return [fact.announcement for fact in facts if isinstance(fact, KeysAnnounced)]
