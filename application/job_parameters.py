"""What a file may be brought for, and what has to be said with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, TypeAlias

from application.imports import ScreeningList, TailoredList
from application.registers.kinds import RegisterKind
from domain.batches.events import PayoutKind
from domain.periods import Month, Period


class JobKind(StrEnum):
    """What a file is brought for."""

    PEOPLE_IMPORT = "people_import"
    BATCH_IMPORT = "batch_import"
    BANK_RESULT = "bank_result"
    REGION_IMPORT = "region_import"
    SIGNAL_IMPORT = "signal_import"
    SERVICE_IMPORT = "service_import"
    SCREENING_IMPORT = "screening_import"
    TAILORED_IMPORT = "tailored_import"
    REGISTER_IMPORT = "register_import"

    @property
    def zh(self) -> str:
        """The Chinese word."""
        return {
            "people_import": "人员导入",
            "batch_import": "发放名单导入",
            "bank_result": "银行结果导入",
            "region_import": "区划名称导入",
            "signal_import": "停发情形导入",
            "service_import": "服务记录导入",
            "screening_import": "筛查名单导入",
            "tailored_import": "量服名单导入",
            "register_import": "台账导入",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleImport:
    """Register the people of a list. `why` is kept with every reading of their data, `on` is the day they came.

    With a `region` everybody on the list has to live there; it is what the officer may act for.
    """

    KIND: ClassVar[str] = JobKind.PEOPLE_IMPORT.value

    why: str
    on: date
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchImport:
    """Submit a batch of the people and amounts of a list; the rest is what `SubmitBatch` asks for."""

    KIND: ClassVar[str] = JobKind.BATCH_IMPORT.value

    programme: str
    region: str
    period: Period
    number: str
    payout_kind: PayoutKind = PayoutKind.REGULAR
    agreements: tuple[str, ...] = ()
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class BankResultImport:
    """Post the bank's result on a batch; the file's name and hash are kept as the statement's.

    `bank_format` says what the bank's own list has its columns and words called; empty for ours and for messages.
    """

    KIND: ClassVar[str] = JobKind.BANK_RESULT.value

    batch_id: str
    on: date
    bank_format: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalImport:
    """Take in a list of signals; with a `region` everybody on it has to live there. `on` is the day it came."""

    KIND: ClassVar[str] = JobKind.SIGNAL_IMPORT.value

    on: date
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionImport:
    """Take in a list of region names; `document` orders it or says where the register comes from."""

    KIND: ClassVar[str] = JobKind.REGION_IMPORT.value

    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningImport:
    """Take in a list of a screening: who was screened, what `stage` came to, or who was followed up, by `on`.

    With a `region` everybody on the list has to live there; it is what the officer may act for.
    """

    KIND: ClassVar[str] = JobKind.SCREENING_IMPORT.value

    screening: str
    what: ScreeningList
    stage: str = ""
    on: date
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TailoredImport:
    """Take in surveys or services given of a year; with a `region` everybody on the list has to live there."""

    KIND: ClassVar[str] = JobKind.TAILORED_IMPORT.value

    what: TailoredList
    year: int
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterImport:
    """Take in a register that belongs to `of`: a scheme, a programme, a year's levy (see `application.registers`).

    `on` is the day of rows that name none. With a `region` everybody a register of people names has to live there.
    """

    KIND: ClassVar[str] = JobKind.REGISTER_IMPORT.value

    what: RegisterKind
    of: str
    on: date
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceImport:
    """Accept a month's service under a contract by a list of its records; `acceptance_sheet` numbers 验收单."""

    KIND: ClassVar[str] = JobKind.SERVICE_IMPORT.value

    agreement_id: str
    month: Month
    acceptance_sheet: str
    on: date


JobParameters: TypeAlias = (
    PeopleImport
    | BatchImport
    | BankResultImport
    | RegionImport
    | RegisterImport
    | SignalImport
    | ScreeningImport
    | ServiceImport
    | TailoredImport
)
