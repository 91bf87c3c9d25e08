"""Bulk jobs: a list brought as a file and worked on while its sender does something else; all of it or nothing.

A job is asked for once under a command id, like any command; its file is kept sealed until the job has ended. Whoever
runs it, and however often that process dies, the effect goes down the one road under the job's own command id.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from application.imports import CellRemark
from application.job_parameters import (
    BankResultImport,
    BatchImport,
    JobKind,
    JobParameters,
    PeopleImport,
    RegionImport,
    RegisterImport,
    ScreeningImport,
    ServiceImport,
    SignalImport,
    TailoredImport,
)
from application.road import Officer
from domain.rejected import Rejected

__all__ = [
    "LONGEST_FILE_NAME",
    "BankResultImport",
    "BatchImport",
    "Job",
    "JobFailed",
    "JobKind",
    "JobOfSomebodyElse",
    "JobParameters",
    "JobRemark",
    "JobState",
    "Jobs",
    "NoSuchJob",
    "PeopleImport",
    "Problem",
    "RegionImport",
    "RegisterImport",
    "RowOf",
    "ScreeningImport",
    "ServiceImport",
    "SignalImport",
    "SubmitJob",
    "TailoredImport",
    "UploadExpired",
    "WrongJobState",
]

LONGEST_FILE_NAME = 80
"""Characters of a file's name that are kept."""


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
