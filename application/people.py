"""A person as the vault knows them: everything that must never enter the log."""

from __future__ import annotations

from dataclasses import dataclass


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
    """

    beneficiary_id: str
    commitment: str
    known: bool
