"""The master key: one file, made by `init`, readable by its owner only. Without it nobody can read personal data again.

It changes by `vault rotate` alone. While that is under way the file also holds the key before, so that a rotation that
was killed goes on where it stood. What is not about people (credentials, files of jobs under way) keeps its own keys,
which are derived once and stay in the file as `kept` lines.
"""

from __future__ import annotations

import os
import re
import secrets
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.rejected import Rejected

FILE_NAME = "master.key"
FILE_VARIABLE = "SUBSIDY_LEDGER_MASTER_KEY_FILE"

_HEADER = "subsidy-ledger master key 1"
_LENGTH = 32
_CONTENT = re.compile(rf"{_HEADER}\nid ([0-9a-f]+)\nkey ([0-9a-f]*)\n((?:(?:old|kept)[^\n]*\n)*)\n*")
_OLD = re.compile(r"old ([0-9a-f]{64})")
_KEPT = re.compile(r"kept ([0-9a-f]{64}) ([a-z-]+) (\S+)")
_LONGEST_FILE = 1 << 20
UNFINISHED = ".unfinished"


class MasterKeyMissing(Rejected):
    """There is no master key at {path}; `subsidy-ledger init` makes one, a restored system needs its old one."""

    code = "master_key_missing"
    zh = "{path} 处没有主密钥；新系统请运行 subsidy-ledger init，恢复的系统请放回原来的主密钥。"


class MasterKeyExists(Rejected):
    """There is a master key at {path} already; it is never replaced."""

    code = "master_key_exists"
    zh = "{path} 处已有主密钥，系统不会覆盖它。"


class MasterKeyReadableByOthers(Rejected):
    """The master key {path} can be read by other users (mode {mode}); run chmod 600 on it."""

    code = "master_key_readable_by_others"
    zh = "主密钥 {path} 可被其他用户读取（权限 {mode}），请执行 chmod 600。"


class MasterKeyUnreadable(Rejected):
    """The master key {path} cannot be read by this user."""

    code = "master_key_unreadable"
    zh = "当前用户无法读取主密钥 {path}。"


class MasterKeyMalformed(Rejected):
    """The file {path} is not a whole master key; take it from your safe copy."""

    code = "master_key_malformed"
    zh = "{path} 不是完整的主密钥文件，请用备份的密钥替换。"


class WrongMasterKey(Rejected):
    """Personal data of ledger {ledger} was sealed under master key {expected}, but {found} was given."""

    code = "wrong_master_key"
    zh = "账本 {ledger} 的个人信息由主密钥 {expected} 加密，提供的却是 {found}。"


@dataclass(frozen=True, slots=True, repr=False)
class MasterKey:
    """A master key in memory. It has no repr. `id` is derived from the key: it names it and gives nothing away.

    `older` are the keys before it that something may still be wrapped under. `kept` are bytes that were derived from
    an older one for a purpose and its parts, and are used on in the stead of deriving them from this one.
    """

    id: str
    secret: bytes
    older: tuple[MasterKey, ...] = ()
    kept: Mapping[tuple[str, ...], bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, secret: bytes) -> MasterKey:
        """Return the key of 32 secret bytes. Raises ValueError for any other length."""
        if len(secret) != _LENGTH:
            raise ValueError("a master key has 32 bytes")
        return cls(_derive(secret, "id")[:8].hex(), secret)

    @classmethod
    def generate(cls) -> MasterKey:
        """Return a new random key."""
        return cls.of(secrets.token_bytes(_LENGTH))

    def derive(self, purpose: str, *parts: str) -> bytes:
        """Return 32 bytes for one purpose (HKDF-SHA-256); no purpose's bytes tell anything about another's."""
        return self.kept.get((purpose, *parts)) or _derive(self.secret, purpose, *parts)

    def every(self) -> tuple[MasterKey, ...]:
        """Return this key and those before it, newest first."""
        return (self, *self.older)

    def successor(self, keeping: Iterable[tuple[str, ...]]) -> MasterKey:
        """Return a new random key that remembers this one; what is derived for `keeping` stays as it is."""
        kept = {**self.kept, **{purpose: self.derive(*purpose) for purpose in keeping}}
        return replace(MasterKey.generate(), older=(replace(self, older=(), kept={}), *self.older), kept=kept)

    def alone(self) -> MasterKey:
        """Return the key without those before it."""
        return replace(self, older=())


def create(home: Path) -> MasterKey:
    """Make the master key of a data folder, flushed to disk. Raises MasterKeyExists."""
    key = MasterKey.generate()
    path = home / FILE_NAME
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise MasterKeyExists(path=path) from None
    _write(handle, key, home)
    return key


def put(path: Path, key: MasterKey) -> None:
    """Put a key in the stead of the one in a file: whoever reads it has the whole of the one or of the other."""
    unfinished = path.with_name(path.name + UNFINISHED)
    unfinished.unlink(missing_ok=True)
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    _write(handle, key, path.parent)
    unfinished.replace(path)
    _make_lasting(path.parent)


def load(home: Path, environ: Mapping[str, str]) -> MasterKey:
    """Read the master key: from the file the environment names, else from the data folder.

    Raises MasterKeyMissing, MasterKeyUnreadable, MasterKeyReadableByOthers, MasterKeyMalformed.
    """
    path = key_path(home, environ)
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        with path.open("rb") as file:
            content = file.read(_LONGEST_FILE + 1)
    except FileNotFoundError:
        raise MasterKeyMissing(path=path) from None
    except OSError:
        raise MasterKeyUnreadable(path=path) from None
    if mode & 0o077:
        raise MasterKeyReadableByOthers(path=path, mode=f"{mode:03o}")
    found = _CONTENT.fullmatch(content.decode("utf-8", errors="replace").replace("\r\n", "\n"))
    if found is None or len(found[2]) != 2 * _LENGTH:
        raise MasterKeyMalformed(path=path)
    key = MasterKey.of(bytes.fromhex(found[2]))
    if key.id != found[1]:
        raise MasterKeyMalformed(path=path)
    return _with_others(key, found[3].splitlines(), path)


def key_path(home: Path, environ: Mapping[str, str]) -> Path:
    """Return where the master key is expected."""
    named = environ.get(FILE_VARIABLE, "")
    return Path(named) if named else home / FILE_NAME


def _with_others(key: MasterKey, lines: Iterable[str], path: Path) -> MasterKey:
    older: list[MasterKey] = []
    kept: dict[tuple[str, ...], bytes] = {}
    for line in lines:
        if old := _OLD.fullmatch(line):
            older.append(MasterKey.of(bytes.fromhex(old[1])))
        elif one := _KEPT.fullmatch(line):
            kept[one[2], one[3]] = bytes.fromhex(one[1])
        else:
            raise MasterKeyMalformed(path=path)
    return replace(key, older=tuple(older), kept=kept)


def _write(handle: int, key: MasterKey, folder: Path) -> None:
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"{_HEADER}\nid {key.id}\nkey {key.secret.hex()}\n")
        file.writelines(f"old {one.secret.hex()}\n" for one in key.older)
        file.writelines(f"kept {secret.hex()} {' '.join(purpose)}\n" for purpose, secret in sorted(key.kept.items()))
        file.flush()
        os.fsync(file.fileno())
    _make_lasting(folder)


def _make_lasting(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _derive(secret: bytes, purpose: str, *parts: str) -> bytes:
    info = "\0".join(("subsidy-ledger vault 1", purpose, *parts)).encode()
    return HKDF(algorithm=SHA256(), length=_LENGTH, salt=None, info=info).derive(secret)
