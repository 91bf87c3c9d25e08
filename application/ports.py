"""What the use cases need from outside. Memory and PostgreSQL stand behind each port and pass one contract suite."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from application.people import (
    Access,
    AccessQuestion,
    Admission,
    Amendment,
    PersonalRecord,
    Resemblance,
    RevealedFile,
    Revision,
)
from application.recorded import NO_CAUSES, Causes, Change, Receipt, Recorded, Untouched
from application.replayed import Replayed

if TYPE_CHECKING:
    from application.checks.check import Likeness


class Conflict(Exception):
    """Somebody else appended to a stream this decision was taken on. Load again and decide again."""


class CommandAlreadyAnswered(Exception):
    """The command id has a receipt, written between our look and our append. Read it."""


class LogUnavailable(Exception):
    """The log cannot be reached, or not in time. Nothing was appended; try again later."""


class OutcomeUnknown(Exception):
    """The connection was lost while the append was being committed. Look for the receipt before trying again."""


class Log(Protocol):
    """The event log of one ledger. Appending is all there is; nothing is changed or removed."""

    @property
    def ledger(self) -> str:
        """The ledger's id, such as a county's region code."""

    def head(self) -> int:
        """Return the last position, 0 for an empty ledger."""

    def stream(self, stream: str) -> Sequence[Recorded[object]]:
        """Return the stream's entries in order; empty when it does not exist."""

    @property
    def replayed(self) -> Replayed:
        """What this process replayed streams to the last time."""

    def recalled(self, stream: str) -> Sequence[Recorded[object]] | None:
        """Return the stream as this process last knew it, without asking anybody; None when it does not know.

        Others may have added to it since, so it is good only for a decision whose append names the version it rests
        on. An append whose log is not the one that is recalled (a database restored meanwhile) is refused.
        """

    def streams(self, streams: Sequence[str]) -> Mapping[str, Sequence[Recorded[object]]]:
        """Return the entries of many streams at once, keyed by stream; streams that do not exist are absent."""

    def after(self, position: int, *, limit: int) -> Sequence[Recorded[object]]:
        """Return up to `limit` entries behind `position`, in order and without a gap: the change feed."""

    def receipt(self, command_id: str) -> Receipt | None:
        """Return what the command was answered, or None when it never succeeded."""

    def request_hash(self, ask: object, *, actor: str) -> str:
        """Return the SHA-256 (hex) of the command's canonical bytes together with its name and who asks."""

    def append(
        self,
        changes: Sequence[Change],
        *,
        actor: str,
        command_id: str,
        request_hash: str,
        answer: Callable[[int, int], object] | None,
        causation: str = "",
        causes: Causes = NO_CAUSES,
        guard: Untouched | None = None,
    ) -> Receipt:
        """Add all facts of all changes, and the receipt, in one transaction, or nothing.

        `causation` is what led to all of it; `causes` says of single entries what led to them instead.
        Positions follow the order of `changes` and of their facts. `answer(first, last)` gives the JSON-able answer
        that the receipt keeps; with None no receipt is written (a kept refusal: the same command may be tried again).

        Raises Conflict (an expected version is stale or ahead, or the guard's streams were touched),
        CommandAlreadyAnswered (the receipt exists), LogUnavailable and OutcomeUnknown.
        """


class Clock(Protocol):
    """Today and now, as arguments of decisions; never read inside one."""

    def today(self) -> date:
        """Return today's date in China (UTC+8)."""

    def now(self) -> datetime:
        """Return the instant in UTC."""


class WorkCalendar(Protocol):
    """Chinese working days, with holidays and make-up days as the State Council orders them each year."""

    def is_working_day(self, day: date) -> bool:
        """Say whether offices work that day. Raises CalendarUnknown for a year not yet announced."""


class Vault(Protocol):
    """Personal data, kept apart from the log: one key a person, every read of clear data noted."""

    def admit(self, people: Sequence[PersonalRecord], *, actor: str, why: str) -> Sequence[Admission]:
        """Seal new people's records and say under which beneficiary id, in the order given.

        A person who is already there (same ID number or same certificate number) is not sealed again: the admission
        says `known`. Admission is repeatable: a crash between vault and log is healed by asking once more. When one
        record differs from what is kept, nobody is sealed: the admissions say what differs, newcomers have no id.

        Raises ReasonMissing, NothingToRecogniseBy, NumbersOfTwoPeople.
        """

    def compare(self, people: Sequence[PersonalRecord], *, actor: str, why: str) -> Sequence[Admission]:
        """Say what `admit` would find, and seal nobody. Raises what `admit` raises."""

    def amend(self, beneficiary_id: str, record: PersonalRecord, *, actor: str, why: str, since: str = "") -> Amendment:
        """Seal the person's whole new record as a further revision under their key, with a fresh salt.

        Earlier revisions stay sealed, so that what the log committed to can still be opened. A record that says
        exactly what the current one says is not sealed again. `since` is the commitment that the caller knows, by
        default the one current until now: the fields named are those that changed since, so that asking once more
        heals a crash between vault and log. Numbers the record no longer has no longer find the person.

        Raises ReasonMissing, NothingToRecogniseBy, UnknownBeneficiary, NumberOfSomebodyElse, NoSuchRevision.
        """

    def find(self, *, id_number: str = "", certificate: str = "", account: str = "") -> Sequence[str]:
        """Return the beneficiary ids whose current record has exactly these numbers, through the keyed blind index."""

    def find_many(self, kind: str, numbers: Iterable[str]) -> Mapping[str, str]:
        """Look many numbers of one kind (`id_number`, `certificate`) up; numbers nobody has are absent."""

    def reveal(self, beneficiary_id: str, *, actor: str, why: str, commitment: str = "") -> PersonalRecord:
        """Return one person's clear data and note who read it and why.

        `commitment` asks for the revision that the log committed to then, in the stead of the current one.
        Raises ReasonMissing, UnknownBeneficiary, NoSuchRevision.
        """

    def reveal_many(self, people: Iterable[str], *, actor: str, why: str) -> Mapping[str, PersonalRecord]:
        """Return many people's current clear data, such as a bank file needs, by beneficiary id; each is noted.

        Raises ReasonMissing, UnknownBeneficiary (then nobody is shown).
        """

    def likenesses(
        self, others: Sequence[Mapping[str, str]], *, actor: str, why: str
    ) -> tuple[Mapping[str, Sequence[Likeness]], Sequence[Mapping[str, str]]]:
        """Say who has the same account, phone or address as whom, and as each of `others`, without saying which.

        Returns everybody's revisions by beneficiary id, and the marks of `others` in the order given. That records
        were compared is noted for everybody. Whoever was erased is left out. Raises ReasonMissing.
        """

    def resembling(
        self, record: PersonalRecord, *, actor: str, why: str, besides: str = "", limit: int = 20
    ) -> Sequence[Resemblance]:
        """Return who may be the same person as in a record, the likeliest first; never the person `besides`.

        Only those are opened whose keyed tokens meet the record's, at most some hundreds; that they were compared is
        noted for each of them. Fields left blank say nothing. Raises ReasonMissing.
        """

    def accesses(self, beneficiary_id: str) -> Sequence[Access]:
        """Return who handled this person's clear data, oldest first."""

    def access_log(self, asked: AccessQuestion, *, after: int = 0, limit: int = 100) -> Sequence[Access]:
        """Return lines of the access log in their order, those behind the number `after`: who, whom, when, why."""

    def revisions(self, beneficiary_id: str, *, actor: str, why: str) -> Sequence[Revision]:
        """Return everything a person's record ever said, oldest first, noted as handed out.

        Raises ReasonMissing, UnknownBeneficiary, PersonalDataErased.
        """

    def commitment_to(self, beneficiary_id: str, content: bytes) -> str:
        """Return the commitment (hex) that `keep_file` would answer for a file, and keep nothing.

        It is the SHA-256 of a salt that only the person's key gives, and the file: the same each time.
        Raises UnknownBeneficiary, PersonalDataErased.
        """

    def keep_file(self, beneficiary_id: str, content: bytes, *, actor: str, why: str) -> str:
        """Seal a file under the person's key, once however often it is brought; return its commitment (hex).

        Raises ReasonMissing, ReasonNamesThePerson, UnknownBeneficiary, PersonalDataErased.
        """

    def reveal_file(self, beneficiary_id: str, commitment: str, *, actor: str, why: str) -> RevealedFile:
        """Return a person's file in the clear and note who opened it and why.

        Raises ReasonMissing, ReasonNamesThePerson, UnknownBeneficiary, PersonalDataErased, NoSuchFile.
        """

    def is_erased(self, beneficiary_id: str) -> bool:
        """Say whether the person's data was destroyed."""

    def erase(self, beneficiary_id: str, *, actor: str, why: str) -> bool:
        """Destroy the person's key, records and files with their salts, numbers, tokens. It cannot be undone.

        Returns False when there was nothing left to destroy. Raises ReasonMissing, UnknownBeneficiary.
        """
