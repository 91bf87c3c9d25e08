"""Lists as offices send them, jobs asked for and waited for."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

import psycopg

from application.imports import PersonRow
from application.jobs import (
    BankResultImport,
    BatchImport,
    Job,
    JobParameters,
    JobState,
    PeopleImport,
    SubmitJob,
)
from application.road import Officer
from infrastructure.bootstrap import Office as RunningOffice
from infrastructure.bootstrap import running_jobs
from tests.support.office import AREA, BUILDER, LIAISON, Office
from tests.support.stories import APPLIED, MEDICINE, RESULT, SUBMITTED, YEAR

PEOPLE_HEADINGS = "姓名,身份证号,残疾证号,行政区划,户别,低保,银行账号,开户行,电话,证件有效期"
BATCH_HEADINGS = "身份证号,残疾证号,金额"
RESULT_HEADINGS = "付款编号,金额,结果,原因"
OPEN = (JobState.WAITING, JobState.RUNNING)
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class County:
    """A ledger that is open, and the stories told in it."""

    there: RunningOffice
    story: Office

    @property
    def ledger(self) -> str:
        return self.there.desk.log.ledger

    def asks(
        self,
        parameters: JobParameters,
        content: bytes | Iterable[bytes],
        *,
        by: Officer = LIAISON,
        name: str = "名单.csv",
        command_id: str = "",
        **more: Any,
    ) -> Job:
        """Ask for a job, under a fresh command id unless one is given."""
        ask = SubmitJob(
            command_id=command_id or f"job-command-{next(_numbers):06d}", parameters=parameters, file_name=name, **more
        )
        return self.there.jobs.submit(ask, [content] if isinstance(content, bytes) else content, by=by)

    def does(self, job: Job, seconds: float = 60.0) -> Job:
        """Run jobs until this one has come out."""
        with running_jobs(self.there):
            return self.sees_through(job, seconds)

    def sees_through(self, job: Job, seconds: float = 60.0) -> Job:
        """Wait until a job has come out, whoever does it."""
        deadline = time.monotonic() + seconds
        while (now := self.there.jobs.job(job.id)).state in OPEN:
            assert time.monotonic() < deadline, f"waited {seconds} s for {now}"
            time.sleep(0.01)
        return now

    def remarks(self, job: Job) -> list[tuple[int, str, str, str, str]]:
        """What is said of its cells: row, column, heading, value, code."""
        found = [one.remark for one in self.there.jobs.remarks(job.id)]
        return [(one.row, one.column, one.heading, one.value, one.code) for one in found]

    def count(self, table: str, where: str = "true") -> int:
        """Count this ledger's rows of a table."""
        question = f"select count(*) from subsidy.{table} where ledger = %s and {where}"
        with psycopg.connect(self.there.conninfo) as connection:
            row = connection.execute(question.encode(), (self.ledger,)).fetchone()
        assert row is not None
        return int(row[0])


def people_import(on: date = APPLIED) -> PeopleImport:
    return PeopleImport(why="名单导入", on=on)


def batch_import(number: str = "1", **other: Any) -> BatchImport:
    facts: dict[str, Any] = {"programme": MEDICINE, "region": AREA, "period": YEAR, "number": number, "on": SUBMITTED}
    return BatchImport(**(facts | other))


def bank_result(batch: str, on: date = RESULT) -> BankResultImport:
    return BankResultImport(batch_id=batch, on=on)


def people_list(rows: Sequence[PersonRow]) -> bytes:
    return csv_of(PEOPLE_HEADINGS, map(person_line, rows))


def person_line(row: PersonRow) -> str:
    record, until = row.record, row.certificate_valid_until
    cells = (
        record.name,
        record.id_number,
        record.certificate,
        row.region,
        "农村" if row.residence == "rural" else "城镇",
        "是" if row.low_income else "否",
        record.account,
        record.bank,
        record.phone,
        until.isoformat() if until else "长期",
    )
    return ",".join(cells)


def batch_list(rows: Iterable[PersonRow], amount: str = "1000.00") -> bytes:
    return csv_of(BATCH_HEADINGS, (f"{row.record.id_number},,{amount}" for row in rows))


def csv_of(headings: str, lines: Iterable[str]) -> bytes:
    return "\n".join([headings, *lines, ""]).encode("utf-8-sig")


BUILDS: dict[str, Any] = {"by": BUILDER}
