"""Which errors mean that the database or the vault is not to be had, and which that a file brought is not right."""

from __future__ import annotations

import psycopg

from application.bank_lists import NotAPaymentOf
from application.commands.brought_lists import RowsRefused
from domain import payment_messages, uploads
from domain.personal_data import KeysAway
from domain.programme_templates.rejections import TemplateUnreadable
from infrastructure.access import LedgerNotOpened, NotInitialised
from infrastructure.backup import refusals as backups
from infrastructure.bank_format_file import BankFormatUnreadable
from infrastructure.embedded_postgres import EmbeddedServerFailed
from infrastructure.log import mapper
from infrastructure.policy_file import PolicyUnreadable
from infrastructure.schema.migrate import MigrationRefused
from infrastructure.vault import key_file, master_key
from infrastructure.vault.sealing import SealBroken
from infrastructure.views import projecting
from infrastructure.views.worker import RebuildFailed

UNAVAILABLE: tuple[type[BaseException], ...] = (
    NotInitialised,
    LedgerNotOpened,
    EmbeddedServerFailed,
    MigrationRefused,
    psycopg.OperationalError,
    psycopg.InterfaceError,
    master_key.MasterKeyMissing,
    master_key.MasterKeyUnreadable,
    master_key.MasterKeyReadableByOthers,
    master_key.MasterKeyMalformed,
    master_key.WrongMasterKey,
    SealBroken,
    KeysAway,
    key_file.KeyFileNotWritten,
    RebuildFailed,
    mapper.Unreadable,
    projecting.Unreadable,
    backups.BackupNotWritten,
    backups.RestoreFailed,
)

BAD_FILES: tuple[type[BaseException], ...] = (
    *(
        rule
        for rules in (uploads, payment_messages)
        for rule in vars(rules).values()
        if isinstance(rule, type) and rule.__module__ == rules.__name__
    ),
    RowsRefused,
    NotAPaymentOf,
    PolicyUnreadable,
    BankFormatUnreadable,
    TemplateUnreadable,
    key_file.NotAKeyFile,
    key_file.KeyFileTooOld,
    backups.NotABackup,
    backups.BackupDamaged,
    backups.BackupUnreadable,
    backups.BackupFromNewerProgram,
)
