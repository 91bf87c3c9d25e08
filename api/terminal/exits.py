"""Exit codes, and which of them an error means. A script can rely on them; docs/cli.md explains each."""

from __future__ import annotations

import secrets
import tempfile
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from pathlib import Path

from api.terminal.door import Door
from api.terminal.files import EmptyList, NotAListOfIds
from domain.rejected import Rejected


class ExitCode(IntEnum):
    """What the command line ends with."""

    DONE = 0
    DEFECT = 1
    USAGE = 2
    REFUSED = 3
    BAD_FILE = 4
    FOUND_SOMETHING = 5
    UNAVAILABLE = 6
    OUTCOME_UNKNOWN = 7
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Trouble:
    """An error for people and for programs: one sentence a language, a code, and the field it is about."""

    exit: ExitCode
    code: str
    field: str
    zh: str
    en: str


class OfficerMissing(Rejected):
    """Say who acts: --officer ID, or SUBSIDY_LEDGER_OFFICER in the environment."""

    code = "officer_missing"
    zh = "请说明经办人：使用 --officer 编号，或设置环境变量 SUBSIDY_LEDGER_OFFICER。"


_OF_USAGE = frozenset({OfficerMissing.code, EmptyList.code, "settings_wrong"})


def trouble(error: BaseException, door: Door, command_id: str) -> Trouble | None:
    """Say what an error means, or return None when it is a defect of the program."""
    if isinstance(error, Rejected):
        if error.code in _OF_USAGE:
            return _refused(error, ExitCode.USAGE)
        if isinstance(error, door.unavailable):
            return _refused(error, ExitCode.UNAVAILABLE)
        of_a_file = isinstance(error, (NotAListOfIds, *door.bad_files))
        return _refused(error, ExitCode.BAD_FILE if of_a_file else ExitCode.REFUSED)
    return _of_the_road(error, command_id) or _of_the_views(error) or _of_the_database(error, door)


def usage(message: str) -> Trouble:
    """Say that the command was not put as it has to be."""
    plain = " ".join(message.split())
    return Trouble(ExitCode.USAGE, "usage", "", f"命令用法不对：{plain}（加 --help 查看用法）", f"{plain} (see --help)")


def defect(error: BaseException, home: Path) -> Trouble:
    """Write an error's traceback to a file of its own and name it."""
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}.txt"
    text = "".join(traceback.format_exception(error))
    try:
        path = _written(home / "errors", name, text)
    except OSError:
        path = _written(Path(tempfile.gettempdir()), f"subsidy-ledger-{name}", text)
    return Trouble(
        ExitCode.DEFECT,
        "defect",
        "",
        f"程序出错，经过已写入 {path}，请交给维护人员；未确认完成的操作可用同一命令编号重做。",
        f"The program failed; what happened is in {path}. Ask again with the same command id to be sure.",
    )


def _written(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")
    return path


def _refused(refusal: Rejected, code: ExitCode) -> Trouble:
    return Trouble(code, refusal.code, refusal.field, refusal.sentence("zh"), refusal.sentence("en"))


def _of_the_road(error: BaseException, command_id: str) -> Trouble | None:
    from application.ports import LogUnavailable, OutcomeUnknown
    from application.road import TooBusy

    match error:
        case OutcomeUnknown():
            again = f"--command-id {command_id}"
            return Trouble(
                ExitCode.OUTCOME_UNKNOWN,
                "outcome_unknown",
                "command_id",
                f"提交时连接中断，不知是否已记录；请加 {again} 再执行一次，不会重复记录。",
                f"The connection broke during the commit; ask again with {again}, nothing will be done twice.",
            )
        case LogUnavailable():
            zh, en = "账本暂时无法访问，未记录任何内容，请稍后再试。", "The log cannot be reached; nothing was done."
            return Trouble(ExitCode.UNAVAILABLE, "log_unavailable", "", zh, en)
        case TooBusy():
            zh, en = "同时操作的人太多，未记录任何内容，请再试一次。", "Too busy; nothing was done, try again."
            return Trouble(ExitCode.UNAVAILABLE, "too_busy", "", zh, en)
    return None


def _of_the_views(error: BaseException) -> Trouble | None:
    from application.queries import UnknownId, ViewBehind, ViewStopped

    match error:
        case ViewBehind(wanted=wanted, reached=reached):
            zh, en = (
                f"视图目前到第 {reached} 条，还没有第 {wanted} 条。",
                f"The views stand at {reached}, not at {wanted}.",
            )
            return Trouble(ExitCode.REFUSED, "view_behind", "as_of", zh, en)
        case ViewStopped(view=view, position=position):
            zh = f"视图 {view} 停在第 {position} 条之前，请查看 status，排除原因后执行 rebuild。"
            en = f"The view {view} stopped before position {position}: see status, mend the cause, then rebuild."
            return Trouble(ExitCode.UNAVAILABLE, "view_stopped", view, zh, en)
        case UnknownId():
            what = " ".join(str(part) for part in error.args)
            return Trouble(
                ExitCode.REFUSED, "unknown_id", "", f"没有这个编号：{what}", f"Nothing is known by this id: {what}"
            )
    return None


def _of_the_database(error: BaseException, door: Door) -> Trouble | None:
    if not isinstance(error, door.unavailable):
        return None
    said = " ".join(str(error).split())[:400]
    zh, en = f"数据库或密钥不可用：{said}", f"The database or the vault is not to be had: {said}"
    return Trouble(ExitCode.UNAVAILABLE, getattr(error, "code", "database_unavailable"), "", zh, en)
