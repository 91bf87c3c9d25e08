"""The master key: one file, made once, readable by its owner only. Without it nobody can read personal data again."""

from __future__ import annotations

import os
import re
import secrets
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.rejected import Rejected

FILE_NAME = "master.key"
FILE_VARIABLE = "SUBSIDY_LEDGER_MASTER_KEY_FILE"

_HEADER = "subsidy-ledger master key 1"
_LENGTH = 32
_CONTENT = re.compile(rf"{_HEADER}\nid ([0-9a-f]+)\nkey ([0-9a-f]*)\n*")
_LONGEST_FILE = 4096


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
    """A master key in memory. It has no repr. `id` is derived from the key: it names it and gives nothing away."""

    id: str
    secret: bytes

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
        return _derive(self.secret, purpose, *parts)


def create(home: Path) -> MasterKey:
    """Make the master key of a data folder, flushed to disk. Raises MasterKeyExists."""
    key = MasterKey.generate()
    path = home / FILE_NAME
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise MasterKeyExists(path=path) from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{_HEADER}\nid {key.id}\nkey {key.secret.hex()}\n")
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(home, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return key


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
    found = _CONTENT.fullmatch(content.decode("ascii", errors="replace").replace("\r\n", "\n"))
    if found is None or len(found[2]) != 2 * _LENGTH:
        raise MasterKeyMalformed(path=path)
    key = MasterKey.of(bytes.fromhex(found[2]))
    if key.id != found[1]:
        raise MasterKeyMalformed(path=path)
    return key


def key_path(home: Path, environ: Mapping[str, str]) -> Path:
    """Return where the master key is expected."""
    named = environ.get(FILE_VARIABLE, "")
    return Path(named) if named else home / FILE_NAME


def _derive(secret: bytes, purpose: str, *parts: str) -> bytes:
    info = "\0".join(("subsidy-ledger vault 1", purpose, *parts)).encode()
    return HKDF(algorithm=SHA256(), length=_LENGTH, salt=None, info=info).derive(secret)
