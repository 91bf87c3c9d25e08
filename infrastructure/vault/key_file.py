"""People's keys, kept apart from every backup: one file, which the next one replaces.

A backup has the sealed records and no keys. Whoever was erased since has no key in the newest key file, so that no
backup, however old, brings their data back. The keys are wrapped: the file is of no use without the master key.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg import Connection

from domain.rejected import Rejected
from infrastructure.vault.master_key import MasterKey, WrongMasterKey
from infrastructure.vault.reindexing import reindex
from infrastructure.vault.sealing import Sealer

FORMAT = "subsidy-ledger keys 1"
UNFINISHED = ".unfinished"
_PAGE = 10_000

_LEDGERS = """
select vault.ledger, head.last_position, vault.people, vault.master_key_id, encode(vault.key_check, 'hex'),
    coalesce(encode(vault.index_keys, 'hex'), '')
from subsidy.vault join subsidy.ledger_head as head on head.ledger = vault.ledger
where vault.keys_away_at is null order by vault.ledger
"""
_KEYS = "select ledger, beneficiary_id, master_key_id, wrapped from subsidy.vault_key order by ledger, beneficiary_id"
_AWAY = "select ledger, keys_away_at from subsidy.vault where keys_away_at is not null order by ledger for update"
_BRING = """
insert into subsidy.vault_key (ledger, beneficiary_id, master_key_id, wrapped)
select brought.ledger, brought.beneficiary_id, brought.master_key_id, brought.wrapped from brought
where exists (
    select from subsidy.vault_person as person
    where person.ledger = brought.ledger and person.beneficiary_id = brought.beneficiary_id
)
"""
_WITHOUT = """
from subsidy.vault_person as person
where person.ledger = %(ledger)s and not exists (
    select from subsidy.vault_key as key
    where key.ledger = person.ledger and key.beneficiary_id = person.beneficiary_id
)
"""
_NOTE_ERASED = f"""
insert into subsidy.vault_erased (ledger, beneficiary_id)
select distinct person.ledger, person.beneficiary_id {_WITHOUT}
on conflict (ledger, beneficiary_id) do nothing
"""
_DELETE = f"delete {_WITHOUT}"
_DELETE_FILES = """
delete from subsidy.vault_file as file
where file.ledger = %(ledger)s and not exists (
    select from subsidy.vault_key as key
    where key.ledger = file.ledger and key.beneficiary_id = file.beneficiary_id
)
"""
_HOME = """
update subsidy.vault set master_key_id = %(master_key_id)s, key_check = decode(%(key_check)s, 'hex'),
    index_keys = nullif(decode(%(index_keys)s, 'hex'), ''), keys_away_at = null,
    people = (select count(*) from subsidy.vault_key where ledger = %(ledger)s)
where ledger = %(ledger)s
"""


class KeyFileNotWritten(Rejected):
    """The keys cannot be written to {path}: {why}."""

    code = "key_file_not_written"
    zh = "无法写入密钥备份 {path}：{why}。"


class NotAKeyFile(Rejected):
    """{path} is no key file of this program, or not a whole one."""

    code = "not_a_key_file"
    zh = "{path} 不是本系统的密钥备份，或文件不完整。"


class KeyFileTooOld(Rejected):
    """{path} was made before the backup (ledger {ledger}); people registered in between would be lost.

    Bring a newer one.
    """

    code = "key_file_too_old"
    zh = "{path} 早于所恢复的备份（账本 {ledger}），其间登记的人员会丢失；请使用更新的密钥备份。"


class NoKeysAway(Rejected):
    """No ledger here waits for its people's keys."""

    code = "no_keys_away"
    zh = "没有账本在等待人员密钥。"


@dataclass(frozen=True, slots=True)
class LedgerKeys:
    """A ledger's own line: how far it had come, and what its people's keys and its index keys are wrapped under."""

    ledger: str
    position: int
    people: int
    master_key_id: str
    key_check: str
    index_keys: str


@dataclass(frozen=True, slots=True)
class KeysKept:
    """What a key file holds. `made_at` is RFC 3339 UTC."""

    made_at: str
    keys: int
    ledgers: tuple[LedgerKeys, ...]


def write(conninfo: str, path: Path) -> KeysKept:
    """Write all people's keys as of one moment, in the stead of the file of that name. Raises KeyFileNotWritten."""
    unfinished = path.with_name(path.name + UNFINISHED)
    try:
        unfinished.unlink(missing_ok=True)
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file, psycopg.connect(conninfo) as connection:
                kept = _write(connection, file)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as problem:
        raise KeyFileNotWritten("file", path=path, why=problem.strerror or problem) from None
    return kept


def bring(conninfo: str, path: Path, keys: MasterKey) -> KeysKept:
    """Bring the keys back into the ledgers that were restored without, all or none; numbers find people again.

    Whoever has no key in the file was erased since the backup was made: what is left of them goes as well.
    Raises NotAKeyFile, KeyFileTooOld, NoKeysAway, WrongMasterKey, SealBroken.
    """
    kept = _looked_through(path)
    with psycopg.connect(conninfo) as connection:
        connection.execute("set search_path = subsidy, pg_temp")
        connection.execute(
            "create temporary table brought (ledger text, beneficiary_id text, master_key_id text, wrapped bytea)"
            " on commit drop"
        )
        connection.execute("grant select on brought to subsidy_eraser")
        with connection.cursor() as cursor, cursor.copy("copy brought from stdin (format binary)") as copy:
            copy.set_types(["text", "text", "text", "bytea"])
            for row in _rows(path):
                copy.write_row(row)
        connection.execute("set local role subsidy_eraser")
        away: dict[str, int] = dict(connection.execute(_AWAY).fetchall())
        if not away:
            raise NoKeysAway
        brought = {one.ledger: one for one in kept.ledgers}
        for ledger, position in away.items():
            if ledger not in brought or brought[ledger].position < position:
                raise KeyFileTooOld("file", path=path, ledger=ledger)
        connection.execute(_BRING + " and brought.ledger = any(%(ledgers)s)", {"ledgers": list(away)})
        for ledger in away:
            _come_home(connection, brought[ledger], keys)
    return kept


def _come_home(connection: Connection[Any], own: LedgerKeys, keys: MasterKey) -> None:
    plain = Sealer(keys, own.ledger)
    if own.master_key_id != keys.id or bytes.fromhex(own.key_check) != plain.key_check:
        raise WrongMasterKey(ledger=own.ledger, expected=own.master_key_id, found=keys.id)
    connection.execute(_NOTE_ERASED, {"ledger": own.ledger})
    connection.execute(_DELETE, {"ledger": own.ledger})
    connection.execute(_DELETE_FILES, {"ledger": own.ledger})
    connection.execute(_HOME, asdict(own))
    index = plain.index_of(bytes.fromhex(own.index_keys), own.master_key_id) if own.index_keys else None
    reindex(connection, Sealer(keys, own.ledger, index))


def _write(connection: Connection[Any], file: IO[bytes]) -> KeysKept:
    connection.execute("set transaction isolation level repeatable read, read only")
    ledgers = tuple(LedgerKeys(*row) for row in connection.execute(_LEDGERS))
    made_at = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    told, count = hashlib.sha256(), 0

    def line(text: str) -> None:
        told.update(text.encode())
        file.write(text.encode())

    head = {"format": FORMAT, "made_at": made_at, "ledgers": [asdict(one) for one in ledgers]}
    line(json.dumps(head, ensure_ascii=False) + "\n")
    with connection.cursor("keys") as cursor:
        cursor.itersize = _PAGE
        for ledger, person, key_id, wrapped in cursor.execute(_KEYS):
            line(f"{ledger}\t{person}\t{key_id}\t{bytes(wrapped).hex()}\n")
            count += 1
    file.write((json.dumps({"keys": count, "sha256": told.hexdigest()}) + "\n").encode())
    return KeysKept(made_at, count, ledgers)


def _looked_through(path: Path) -> KeysKept:
    """Read the whole file and hold it to its own count and hash."""
    try:
        with path.open("rb") as file:
            first = file.readline()
            head = json.loads(first)
            if head["format"] != FORMAT:
                raise NotAKeyFile("file", path=path)
            told, count, last = hashlib.sha256(first), 0, b""
            for text in file:
                if last:
                    told.update(last)
                    count += 1
                last = text
        end = json.loads(last)
        if (end["keys"], end["sha256"]) != (count, told.hexdigest()):
            raise NotAKeyFile("file", path=path)
        return KeysKept(head["made_at"], count, tuple(LedgerKeys(**one) for one in head["ledgers"]))
    except (OSError, ValueError, KeyError, TypeError):
        raise NotAKeyFile("file", path=path) from None


def _rows(path: Path) -> Iterator[tuple[str, str, str, bytes]]:
    with path.open("r", encoding="utf-8") as file:
        next(file)
        for text in file:
            parts = text.rstrip("\n").split("\t")
            if len(parts) == 4:
                yield parts[0], parts[1], parts[2], bytes.fromhex(parts[3])
