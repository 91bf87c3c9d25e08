"""A person as the vault knows them: everything that must never enter the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, repr=False)
class PersonalRecord:
    """Clear personal data of one person. It has no repr, so that it cannot slip into a log line or a traceback.

    `id_number` is the citizen number (GB 11643, 18 characters), `certificate` the disability certificate (20 to 22
    characters, or empty), `account` the bank card; all three are normalised before they come here.
    """

    name: str
    id_number: str
    certificate: str = ""
    account: str = ""
    bank: str = ""
    phone: str = ""
    address: str = ""
    guardian: str = ""


@dataclass(frozen=True, slots=True)
class Admission:
    """What the vault made of one person's record.

    `commitment` is the salted SHA-256 (hex) that goes into the log in the data's stead. `known` is True when the
    same ID number or certificate already belonged to a person: then the record was not sealed and the id is that
    person's. Of a record that was amended since, the commitment is that of the first revision it says nothing else
    than, so that a registration asked again is answered as it was. `differs` names the fields in which it says
    something else than every revision, compared with the current one; a field left blank says nothing.

    Id and commitment are empty for a newcomer who was not sealed (compared only, or another record differs).
    """

    beneficiary_id: str
    commitment: str
    known: bool
    differs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amendment:
    """A person's record as it is kept now.

    `commitment` (hex) is the current revision's. `fields` names, in the record's order, whatever changed in the
    revisions after the one asked about; it is empty when that is the current one.
    """

    commitment: str
    fields: tuple[str, ...]


class AccessAction(StrEnum):
    """What was done with somebody's clear data."""

    ADMITTED = "admitted"
    AMENDED = "amended"
    COMPARED = "compared"
    REVEALED = "revealed"
    EXPORTED = "exported"
    ERASED = "erased"
    FILED = "filed"
    FILE_REVEALED = "file_revealed"


@dataclass(frozen=True, slots=True)
class Access:
    """One line of the vault's own log: who handled whose clear data, when (UTC), how and why.

    `number` orders the lines and has gaps.
    """

    beneficiary_id: str
    accessed_at: datetime
    actor: str
    action: AccessAction
    why: str
    number: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessQuestion:
    """Which lines are asked for: of one person, of one officer (empty: all), from an instant on and before another."""

    beneficiary: str = ""
    officer: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Somebody who may be the same person. `score` is 1 to 100 (`domain/duplicates.py`); `same` names the fields that
    agree, `near` those that nearly do. No personal data."""

    beneficiary: str
    score: int
    same: tuple[str, ...]
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Revision:
    """A clear record as it stood under one commitment (hex). It has no repr."""

    commitment: str
    record: PersonalRecord


@dataclass(frozen=True, slots=True, repr=False)
class RevealedFile:
    """A person's file in the clear. It has no repr.

    `commitment` (hex) is the SHA-256 of `salt` (hex, 32 bytes) and the file: with both anybody can check it.
    """

    commitment: str
    salt: str
    content: bytes
