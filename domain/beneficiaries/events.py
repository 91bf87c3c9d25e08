"""What happens to a person. Stream: beneficiary/<beneficiary>. No personal data: the vault has it under the same id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.facts import Fact


@dataclass(frozen=True, slots=True)
class BeneficiaryRegistered:
    """A person is known from now on; `commitment` binds the vault's record, `facts` are what decisions may use."""

    region: str
    commitment: str
    facts: tuple[Fact, ...]
    registered_on: date


@dataclass(frozen=True, slots=True)
class CircumstancesRecorded:
    """Facts changed: each named fact takes the value given, the others stay."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class PersonalRecordChanged:
    """The vault's record changed (an account, an address); `fields` names which, the commitment is the new record's."""

    commitment: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeathRecorded:
    """The person died; payments stop from the following month. `source` is the register that reported it."""

    died_on: date
    source: str


@dataclass(frozen=True, slots=True)
class MovedAway:
    """The person moved out of the area that pays; payments stop from the following month."""

    moved_on: date
    to_region: str


@dataclass(frozen=True, slots=True)
class LegalHoldPlaced:
    """The person's data must not be destroyed, by that document (a lawsuit, an investigation)."""

    document: str
    reason: str
    placed_on: date


@dataclass(frozen=True, slots=True)
class LegalHoldLifted:
    """The hold placed by `document` ends, by `lifting_document`; `lifted_by` may then not order the erasure."""

    document: str
    lifting_document: str
    reason: str
    lifted_by: str
    lifted_on: date


@dataclass(frozen=True, slots=True)
class FoundToBeDifferent:
    """Somebody looked into it: this person and `other`, who are alike, are two."""

    other: str
    reason: str
    found_by: str
    found_on: date


@dataclass(frozen=True, slots=True)
class RegistrationClosed:
    """This registration is of somebody who had been registered before, as `same_as`. Nothing is paid to it any more;
    what was paid stays where it is, and no money moves."""

    same_as: str
    reason: str
    found_by: str
    found_on: date


@dataclass(frozen=True, slots=True)
class PersonErased:
    """The person's data is destroyed: key, records with their salts, numbers. `request` is the paper that asked."""

    request: str
    reason: str
    ordered_by: str
    erased_on: date


BeneficiaryEvent = (
    BeneficiaryRegistered
    | CircumstancesRecorded
    | PersonalRecordChanged
    | DeathRecorded
    | MovedAway
    | LegalHoldPlaced
    | LegalHoldLifted
    | FoundToBeDifferent
    | RegistrationClosed
    | PersonErased
)
