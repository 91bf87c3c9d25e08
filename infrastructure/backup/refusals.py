"""Why a backup is not made, or not restored."""

from __future__ import annotations

from domain.rejected import Rejected


class BackupExists(Rejected):
    """There is a file {path} already; a backup never overwrites one."""

    code = "backup_exists"
    zh = "文件 {path} 已存在，备份不会覆盖已有文件。"


class BackupNotWritten(Rejected):
    """The backup {path} could not be written: {why}."""

    code = "backup_not_written"
    zh = "备份 {path} 未能写成：{why}。"


class BackupUnreadable(Rejected):
    """The backup {path} cannot be read: {why}."""

    code = "backup_unreadable"
    zh = "无法读取备份 {path}：{why}。"


class NotABackup(Rejected):
    """{path} is not a backup of this program."""

    code = "not_a_backup"
    zh = "{path} 不是本系统的备份文件。"


class BackupDamaged(Rejected):
    """The backup {path} is damaged ({what}); nothing was restored. Take another copy of it."""

    code = "backup_damaged"
    zh = "备份 {path} 已损坏（{what}），未恢复任何内容，请换用另一份副本。"


class BackupFromNewerProgram(Rejected):
    """The backup {path} was made by version {version}, which is newer than this program; update the program first."""

    code = "backup_from_newer_program"
    zh = "备份 {path} 由更新的版本 {version} 生成，请先升级本系统。"


class DatabaseNotEmpty(Rejected):
    """The database already holds a ledger; a backup is restored into a new home or an empty database only."""

    code = "database_not_empty"
    zh = "数据库中已有账本；备份只能恢复到新的数据目录或空数据库。"


class RestoreFailed(Rejected):
    """The backup {path} could not be restored and the database is as it was before: {why}."""

    code = "restore_failed"
    zh = "备份 {path} 未能恢复，数据库保持原状：{why}。"
