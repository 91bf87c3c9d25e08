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
    same ID number or certificate already belonged to a person: then nothing was sealed and the id is that person's.
    `differs` then names the fields in which the record just given says something else than the one kept; a field left
    blank says nothing.
    """

    beneficiary_id: str
    commitment: str
    known: bool
    differs: tuple[str, ...] = ()


class AccessAction(StrEnum):
    """What was done with somebody's clear data."""

    ADMITTED = "admitted"
    COMPARED = "compared"
    REVEALED = "revealed"


@dataclass(frozen=True, slots=True)
class Access:
    """One line of the vault's own log: who handled whose clear data, when (UTC), how and why."""

    beneficiary_id: str
    accessed_at: datetime
    actor: str
    action: AccessAction
    why: str
