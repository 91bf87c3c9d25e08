"""Signing keys in files: whole, the owner's alone, and never replaced."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from domain.proofs.notes import Scheme
from domain.proofs.rejections import MalformedVerifierKey
from infrastructure.proofs.keys import (
    SigningKeyExists,
    SigningKeyMalformed,
    SigningKeyMissing,
    SigningKeyReadableByOthers,
    create,
    load,
)


@pytest.mark.parametrize("scheme", Scheme)
def test_a_key_is_read_back_and_only_its_owner_can_read_it(tmp_path: Path, scheme: Scheme) -> None:
    path = tmp_path / "key"
    made = create(path, "县/main", scheme)
    assert load(path) == made
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["key"]
    assert made.seed.hex() not in repr(made)


def test_a_key_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "key"
    made = create(path, "a", Scheme.ED25519)
    with pytest.raises(SigningKeyExists):
        create(path, "a", Scheme.ED25519)
    assert load(path) == made


def test_a_missing_an_open_and_a_damaged_key_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    with pytest.raises(SigningKeyMissing):
        load(path)
    create(path, "a", Scheme.ED25519)
    content = path.read_text("utf-8")
    path.chmod(0o640)
    with pytest.raises(SigningKeyReadableByOthers):
        load(path)
    path.chmod(0o600)
    for old, new in (("name a", "name b"), ("scheme 1", "scheme 4"), ("scheme 1", "scheme 9"), ("seed ", "seed 0")):
        path.write_text(content.replace(old, new), "utf-8")
        with pytest.raises(SigningKeyMalformed):
            load(path)


def test_a_key_has_a_name_that_notes_can_carry(tmp_path: Path) -> None:
    with pytest.raises(MalformedVerifierKey):
        create(tmp_path / "key", "two words", Scheme.ED25519)
    assert list(tmp_path.iterdir()) == []
