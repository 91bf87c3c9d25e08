"""The master key file: made once, never replaced, never read when others can read it too."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from domain.rejected import Rejected
from infrastructure.vault import master_key
from infrastructure.vault.master_key import (
    FILE_VARIABLE,
    MasterKey,
    MasterKeyExists,
    MasterKeyMalformed,
    MasterKeyMissing,
    MasterKeyReadableByOthers,
    MasterKeyUnreadable,
)


def test_the_key_is_made_once_for_its_owner_only_and_read_back(tmp_path: Path) -> None:
    made = master_key.create(tmp_path)
    assert master_key.load(tmp_path, {}) == made
    assert stat.S_IMODE((tmp_path / "master.key").stat().st_mode) == 0o600
    with pytest.raises(MasterKeyExists):
        master_key.create(tmp_path)
    assert master_key.load(tmp_path, {}) == made


def test_the_environment_may_name_another_file(tmp_path: Path) -> None:
    (tmp_path / "safe").mkdir()
    made = master_key.create(tmp_path / "safe")
    named = tmp_path / "safe" / "master.key"
    assert master_key.load(tmp_path, {FILE_VARIABLE: str(named)}) == made


def test_there_is_no_default_key(tmp_path: Path) -> None:
    with pytest.raises(MasterKeyMissing):
        master_key.load(tmp_path, {})
    with pytest.raises(MasterKeyMissing):
        master_key.load(tmp_path, {FILE_VARIABLE: str(tmp_path / "elsewhere")})
    with pytest.raises(MasterKeyUnreadable):
        master_key.load(tmp_path, {FILE_VARIABLE: str(tmp_path)})


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_key_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    master_key.create(tmp_path)
    (tmp_path / "master.key").chmod(mode)
    with pytest.raises(MasterKeyReadableByOthers, match="chmod 600"):
        master_key.load(tmp_path, {})


def damaged(whole: str) -> list[str]:
    key = whole.rsplit(" ", 1)[1].strip()
    return [
        "",
        "\n",
        "x" * 5000,
        whole.replace("key 1", "key 2"),
        whole.replace(key, key[:-2]),
        whole.replace(key, key + "00"),
        whole.replace(key, "0" * 64),
        whole.replace(key, "zz" * 32),
        whole.replace("id ", "id 0"),
        "密钥" + whole,
    ]


@pytest.mark.parametrize("which", range(10))
def test_a_damaged_key_file_is_refused_without_showing_it(tmp_path: Path, which: int) -> None:
    secret = master_key.create(tmp_path).secret.hex()
    file = tmp_path / "master.key"
    file.write_text(damaged(file.read_text())[which], encoding="utf-8")
    with pytest.raises(MasterKeyMalformed) as caught:
        master_key.load(tmp_path, {})
    assert secret[:16] not in str(caught.value)


def test_a_key_is_never_shown_and_has_exactly_32_bytes() -> None:
    key = MasterKey.generate()
    assert key.secret.hex() not in f"{key!r} {key}"
    assert key.id not in key.secret.hex()
    for length in (0, 16, 31, 33):
        with pytest.raises(ValueError, match="32 bytes"):
            MasterKey.of(bytes(length))


def test_each_purpose_has_a_key_of_its_own() -> None:
    key = MasterKey.generate()
    derived = {key.derive("wrap", "a"), key.derive("wrap", "b"), key.derive("check", "a"), key.derive("wrap")}
    assert len(derived | {key.secret}) == 5


def test_every_refusal_of_a_key_speaks_both_languages(tmp_path: Path) -> None:
    with pytest.raises(Rejected) as caught:
        master_key.load(tmp_path, {})
    assert str(tmp_path) in caught.value.sentence("zh")
    assert "主密钥" in caught.value.sentence("zh")
    assert "subsidy-ledger init" in caught.value.sentence("en")
