"""Files the verbs read and write: lists of ids, and new files that overwrite nothing."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from domain.rejected import Rejected

_ID = re.compile(r"b-[0-9a-z]{4,40}")
_HEADINGS = ("beneficiary", "人员编号")


class OutputExists(Rejected):
    """There is a file {path} already; it is not overwritten."""

    code = "output_exists"
    zh = "文件 {path} 已存在，不会覆盖。"


class OutputNotWritten(Rejected):
    """The file {path} could not be written: {why}."""

    code = "output_not_written"
    zh = "文件 {path} 未能写成：{why}。"


class NotAListOfIds(Rejected):
    """Row {row} of the list of people has no beneficiary id."""

    code = "not_a_list_of_ids"
    zh = "人员名单第 {row} 行没有人员编号。"


class EmptyList(Rejected):
    """Name at least one person: by id, or by a list with --from."""

    code = "empty_list"
    zh = "请至少给出一个人员编号，或用 --from 指定名单。"


def people_named(ids: Sequence[str] | None, from_file: Path | None) -> tuple[str, ...]:
    """Return the ids typed and those in the list, each once, in order. Raises EmptyList, NotAListOfIds."""
    named = dict.fromkeys(ids or ())
    if from_file is not None:
        named.update(dict.fromkeys(ids_in(from_file.read_bytes())))
    if not named:
        raise EmptyList("beneficiaries")
    return tuple(named)


def ids_in(content: bytes) -> list[str]:
    """Return the ids in a CSV: of the column headed so, else of the first column. Raises NotAListOfIds."""
    rows = [row for row in csv.reader(io.StringIO(content.decode("utf-8-sig", "replace"))) if any(map(str.strip, row))]
    column, first = 0, 0
    if rows and (named := [place for place, cell in enumerate(rows[0]) if cell.strip().lower() in _HEADINGS]):
        column, first = named[0], 1
    found = []
    for number, row in enumerate(rows[first:], first + 1):
        cell = row[column].strip() if column < len(row) else ""
        if not _ID.fullmatch(cell):
            raise NotAListOfIds("file", row=number)
        found.append(cell)
    return found


def amounts_in(content: bytes) -> list[tuple[str, str]]:
    """Return (id, amount as written) of a CSV headed `beneficiary,amount` (人员编号,金额). Raises NotAListOfIds."""
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig", "replace"))))
    found = []
    for number, row in enumerate(rows, 2):
        person = (row.get("beneficiary") or row.get("人员编号") or "").strip()
        if not _ID.fullmatch(person):
            raise NotAListOfIds("file", row=number)
        found.append((person, (row.get("amount") or row.get("金额") or "").strip()))
    return found


def sha256_of(path: Path) -> str:
    """Return a file's SHA-256 (hex)."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def check_new(path: Path | None) -> None:
    """Raise OutputExists before any work is done for a file that could not be written."""
    if path is not None and path.exists():
        raise OutputExists("out", path=path)


def write_new(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read and that was not there. Raises OutputExists, OutputNotWritten."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except FileExistsError:
        raise OutputExists("out", path=path) from None
    except OSError as problem:
        raise OutputNotWritten("out", path=path, why=problem.strerror or problem) from None


def to_csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a CSV that Excel opens as UTF-8."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")
