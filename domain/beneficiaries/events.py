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


BeneficiaryEvent = BeneficiaryRegistered | CircumstancesRecorded | PersonalRecordChanged | DeathRecorded | MovedAway
