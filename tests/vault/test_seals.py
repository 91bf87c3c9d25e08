"""What a stolen or altered copy of the rows is worth without the master key: nothing."""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from application.people import PersonalRecord
from infrastructure.vault.master_key import MasterKey
from infrastructure.vault.sealing import SealBroken, Sealed, Sealer, canonical

RECORD = PersonalRecord(name="李秋实", id_number="990101198001010014", address="虚构县\u2028平安镇")
KEYS = MasterKey.of(bytes(range(32)))
SEALER = Sealer(KEYS, "990101")
ONE = SEALER.seal("b-one", RECORD)
TWO = SEALER.seal("b-two", RECORD)


def flipped(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def test_a_seal_opens_with_its_own_key_only() -> None:
    assert SEALER.open(ONE) == RECORD
    with pytest.raises(SealBroken):
        Sealer(MasterKey.generate(), "990101").open(ONE)
    with pytest.raises(SealBroken):
        Sealer(KEYS, "990102").open(ONE)


def test_the_same_record_never_looks_the_same_twice() -> None:
    assert ONE.sealed != TWO.sealed
    assert ONE.commitment != TWO.commitment
    assert ONE.wrapped != TWO.wrapped


@given(st.data())
def test_one_changed_bit_anywhere_is_noticed(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(["wrapped", "sealed", "commitment"]))
    content: bytes = getattr(ONE, name)
    place = data.draw(st.integers(0, len(content) - 1))
    changes: dict[str, Any] = {name: flipped(content, place)}
    with pytest.raises(SealBroken):
        SEALER.open(replace(ONE, **changes))


@pytest.mark.parametrize("length", [0, 1, 12, 13, 20])
def test_a_cut_off_seal_is_noticed(length: int) -> None:
    with pytest.raises(SealBroken):
        SEALER.open(replace(ONE, sealed=ONE.sealed[:length]))
    with pytest.raises(SealBroken):
        SEALER.open(replace(ONE, wrapped=ONE.wrapped[:length]))


def test_a_record_moved_to_another_person_does_not_open() -> None:
    with pytest.raises(SealBroken):
        SEALER.open(replace(ONE, beneficiary_id="b-two"))
    with pytest.raises(SealBroken):
        SEALER.open(replace(TWO, sealed=ONE.sealed, commitment=ONE.commitment))
    with pytest.raises(SealBroken):
        SEALER.open(replace(TWO, wrapped=ONE.wrapped, sealed=ONE.sealed, commitment=ONE.commitment))


def test_a_revision_shares_the_key_and_nothing_else() -> None:
    moved = replace(RECORD, address="虚构县安宁镇")
    second = SEALER.seal_next(ONE, moved)
    assert (second.revision, second.wrapped) == (2, ONE.wrapped)
    assert (SEALER.open(ONE), SEALER.open(second)) == (RECORD, moved)
    assert SEALER.seal_next(ONE, moved).commitment != second.commitment


def test_an_old_revision_put_in_the_place_of_a_newer_one_does_not_open() -> None:
    second = SEALER.seal_next(ONE, replace(RECORD, address="虚构县安宁镇"))
    with pytest.raises(SealBroken):
        SEALER.open(replace(second, sealed=ONE.sealed, commitment=ONE.commitment))
    with pytest.raises(SealBroken):
        SEALER.open(replace(ONE, revision=2))


def test_a_digest_depends_on_key_ledger_and_kind() -> None:
    number = "990101198001010014"
    digests = {
        SEALER.digest("id_number", number),
        SEALER.digest("certificate", number),
        SEALER.digest("account", number),
        Sealer(KEYS, "990102").digest("id_number", number),
        Sealer(MasterKey.generate(), "990101").digest("id_number", number),
        hashlib.sha256(number.encode()).digest(),
    }
    assert len(digests) == 6


def test_what_was_sealed_once_opens_for_ever() -> None:
    """Golden bytes: should any of this change, old rows could no longer be read or found."""
    kept = Sealed(
        beneficiary_id="b-one",
        revision=1,
        master_key_id="0852f37843c1a16a",
        wrapped=bytes.fromhex(
            "8154f231f7a39b3f4785e0ab6f1d652761ffa0c446310b231df7d5d7d03ae6c08d50f813ab1e38bab3ea4eb39a"
            "10948717a9b2fb87818ca5e6a48077"
        ),
        sealed=bytes.fromhex(
            "016a5abb9aa931121c11a3adefe5b5106f02d0b6d5eb9d338a6f7e6ff34b42b5ce85321700a04cda3669bbc881"
            "41324c3fd681d3c25193c466b2b514d39c7880275c2619e7f91ccb7ca9162b85aa923822487178871e6469f25b"
            "b084d92aa7374a0b6d59051df44291ff0e9fc4b5fb1392c41adf26f35e30a5504210312c73964c6b3e4cf2aebb"
            "e61afdb4cf44c5b873803276b73de49190da2eb9c3e9061674278ca1f8608d1373190985729af679eb28f4359b"
            "f4463c628066b79714dc42b4"
        ),
        commitment=bytes.fromhex("0ae42fe64a0063120f2996d39f40e6adf45d47ea6030777b26f8de9093dbc155"),
    )
    assert SEALER.open(kept) == PersonalRecord(name="李秋实", id_number="990101198001010014")
    assert SEALER.master_key_id == kept.master_key_id
    assert SEALER.key_check.hex() == "54554aa79c0c64f34cb217a987e739567f9659c212b0245c73b94a7e45f4d9be"
    assert SEALER.digest("id_number", "990101198001010014").hex() == (
        "28b2d4c35a6e44cb36a60a75ce62273ab8ddf08b180e2430253ba91fed489bd2"
    )


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=8, max_size=8))
def test_the_committed_bytes_are_canonical_json(values: list[str]) -> None:
    names = [field.name for field in fields(PersonalRecord)]
    record = PersonalRecord(**dict(zip(names, values, strict=True)))
    assert canonical(record) == rfc8785.dumps(dict(zip(names, values, strict=True)))
    assert SEALER.open(SEALER.seal("b-any", record)) == record
