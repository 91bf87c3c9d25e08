"""Bulk jobs: a list brought as a file and worked on while its sender does something else; all of it or nothing.

A job is asked for once under a command id, like any command; its file is kept sealed until the job has ended. Whoever
runs it, and however often that process dies, the effect goes down the one road under the job's own command id.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Protocol, TypeAlias

from application.imports import CellRemark, ScreeningList, TailoredList
from application.road import Officer
from domain.batches.events import PayoutKind
from domain.periods import Month, Period
from domain.rejected import Rejected

LONGEST_FILE_NAME = 80
"""Characters of a file's name that are kept."""


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
        }[self.value]


class JobState(StrEnum):
    """Where a job is. The first three go on (a doubtful one when its doubts are accepted), the others have ended."""

    WAITING = "waiting"
    RUNNING = "running"
    DOUBTFUL = "doubtful"
    REFUSED = "refused"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"

    @property
    def zh(self) -> str:
        """The Chinese word."""
        return {
            "waiting": "等待",
            "running": "执行中",
            "doubtful": "待确认",
            "refused": "未通过",
            "done": "完成",
            "cancelled": "已取消",
            "failed": "失败",
        }[self.value]


class NoSuchJob(Rejected):
    """There is no job {job}."""

    code = "no_such_job"
    zh = "没有任务 {job}。"


class JobOfSomebodyElse(Rejected):
    """Job {job} acts in the name of {asked_by}; only they accept its doubts or cancel it."""

    code = "job_of_somebody_else"
    zh = "任务 {job} 以 {asked_by} 的名义执行，只有本人可以确认疑点或取消。"


class WrongJobState(Rejected):
    """Job {job} is {state}; that is done only while it is {needed}."""

    code = "wrong_job_state"
    zh = "任务 {job} 的状态为 {state}，只有在 {needed} 状态下才能这样做。"


class UploadExpired(Rejected):
    """The file was kept for {hours} hours and has been removed; bring it again."""

    code = "upload_expired"
    zh = "文件保留 {hours} 小时后已删除，请重新导入。"


class JobFailed(Rejected):
    """The job failed on our side and nothing was saved; tell the administrator its number."""

    code = "job_failed"
    zh = "任务因系统原因失败，未保存任何内容；请将任务编号告知管理员。"


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
    """Post the bank's result on a batch; the file's name and hash are kept as the statement's."""

    KIND: ClassVar[str] = JobKind.BANK_RESULT.value

    batch_id: str
    on: date


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
    | SignalImport
    | ScreeningImport
    | ServiceImport
    | TailoredImport
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitJob:
    """Work on a file. `parameters` say what it is for, `sheet` which sheet to read (empty: the one with such headings).

    `accept` are codes of doubts accepted beforehand. A dry run checks everything and saves nothing; its command id is
    free afterwards, as on the road.
    """

    command_id: str
    parameters: JobParameters
    file_name: str
    sheet: str = ""
    accept: tuple[str, ...] = ()
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a job as a whole did not get through: the refusal's code, the field it names, and its sentences."""

    code: str
    field: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it stands.

    `number` counts the ledger's jobs (the cursor of a listing), `size` is the file's in bytes. Progress counts steps:
    each row is one to be read, one to be checked and one to be saved; `progress_of` is 0 until the rows are counted.
    `answer` is what the command was answered, with `people` and `sha256`; of a dry run what it would do. `problem`
    says why a job was refused, is doubtful or failed, `remarks` how many there are to page through.
    """

    id: str
    number: int
    kind: JobKind
    state: JobState
    asked_by: str
    asked_at: datetime
    command_id: str
    parameters: JobParameters
    file_name: str
    file_sha256: str
    size: int
    sheet: str
    accepted: tuple[str, ...]
    dry_run: bool
    progress_done: int
    progress_of: int
    answer: Mapping[str, Any] | None
    problem: Problem | None
    remarks: int
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class JobRemark:
    """A remark of a job, numbered from 1; a doubt may be accepted (by its code), anything else has to be corrected."""

    number: int
    is_doubt: bool
    remark: CellRemark


@dataclass(frozen=True, slots=True)
class RowOf:
    """Whom a row of the file means, once the job is done."""

    row: int
    beneficiary: str


class Jobs(Protocol):
    """The jobs of one ledger. Asking for them only notes them; a runner does them (`running_jobs`)."""

    def submit(self, ask: SubmitJob, content: Iterable[bytes], *, by: Officer) -> Job:
        """Take a file in, piece by piece, and note the job; the same id and content give the same job again.

        Pieces are sealed as they come and never all in memory. Raises FileTooBig, CommandIdMissing, CommandIdReused,
        and of the file's name TextMissing, PersonalNumberInText.
        """

    def job(self, job_id: str) -> Job:
        """Return a job. Raises NoSuchJob."""

    def jobs(self, *, by: str = "", before: int = 0, limit: int = 100) -> Sequence[Job]:
        """Return jobs, newest first: everybody's or one officer's, from the newest or from behind a number."""

    def accept_doubts(self, job_id: str, codes: Collection[str], *, by: Officer) -> Job:
        """Accept doubts by their codes; the job waits to be run again. Accepting once more changes nothing.

        Raises NoSuchJob, JobOfSomebodyElse, WrongJobState.
        """

    def cancel(self, job_id: str, *, by: Officer) -> Job:
        """Give up a job that waits or is doubtful, and its file. Cancelling once more changes nothing.

        Raises NoSuchJob, JobOfSomebodyElse, WrongJobState.
        """

    def remarks(self, job_id: str, *, after: int = 0, limit: int = 1000) -> Sequence[JobRemark]:
        """Return a page of remarks in the order of the file. Raises NoSuchJob."""

    def people(self, job_id: str, *, after: int = 0, limit: int = 1000) -> Sequence[RowOf]:
        """Return a page of whom the rows behind row `after` of a finished list mean. Raises NoSuchJob."""
