"""Notes, verifier keys, checkpoints: one spelling each, and no signature passes for what it does not sign."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.proofs import checkpoint
from domain.proofs.checkpoint import Checkpoint
from domain.proofs.notes import Note, Scheme, Signature, VerifierKey, parse_key, parse_note
from domain.proofs.rejections import (
    MalformedCheckpoint,
    MalformedNote,
    MalformedVerifierKey,
    NobodyTrustedSigned,
    SignatureWrong,
)
from domain.proofs.signatures import fits, signed, signed_at, who_signed
from infrastructure.proofs.keys import SigningKey, is_good

# The example that the authors of the format give, in their own documentation.
KNOWN_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
KNOWN_SEED = b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
KNOWN_TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
KNOWN_NOTE = (
    f"{KNOWN_TEXT}\n— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)

HEAD = Checkpoint("county/main", 20_852_163, bytes(range(32)))
NOW = 1_700_000_000
KEYS = {scheme: SigningKey.generate("county/main", scheme) for scheme in Scheme}


def test_the_known_note_is_signed_and_opened_as_its_authors_say() -> None:
    key = parse_key(KNOWN_KEY)
    assert str(key) == KNOWN_KEY
    ours = SigningKey("PeterNeumann", Scheme.ED25519, KNOWN_SEED)
    assert ours.key == key
    assert str(Note(KNOWN_TEXT, (signed(KNOWN_TEXT, ours, seconds=0),))) == KNOWN_NOTE
    assert who_signed(parse_note(KNOWN_NOTE), [key], is_good) == (key,)


@pytest.mark.parametrize("scheme", Scheme)
def test_a_key_is_read_as_it_is_written(scheme: Scheme) -> None:
    key = KEYS[scheme].key
    assert parse_key(str(key)) == key


def test_the_type_of_a_signature_is_part_of_the_keys_id() -> None:
    key = KEYS[Scheme.ED25519].key
    assert replace(key, scheme=Scheme.COSIGNATURE).id != key.id != replace(key, name="county/other").id


@pytest.mark.parametrize(
    "text",
    [
        "",
        "county/main",
        KNOWN_KEY[:-1],
        KNOWN_KEY.replace("c74f", "C74F"),
        KNOWN_KEY.replace("c74f", "c74e"),
        KNOWN_KEY.replace("Peter", "Petra"),
        KNOWN_KEY + "\n",
        "Peter Neumann" + KNOWN_KEY[12:],
        KNOWN_KEY[12:],
        "PeterNeumann+c74f20a3+",
        "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ],
)
def test_what_is_not_a_key_is_refused(text: str) -> None:
    with pytest.raises(MalformedVerifierKey):
        parse_key(text)


@pytest.mark.parametrize("scheme", Scheme)
def test_a_checkpoint_is_signed_by_each_scheme(scheme: Scheme) -> None:
    signature = signed(HEAD.text, KEYS[scheme], seconds=NOW)
    note = parse_note(str(Note(HEAD.text, (signature,))))
    assert who_signed(note, [KEYS[scheme].key], is_good) == (KEYS[scheme].key,)
    assert checkpoint.parse(note.text) == HEAD
    assert signed_at(signature, KEYS[scheme].key) == (0 if scheme is Scheme.ED25519 else NOW)


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize(
    "other",
    [
        replace(HEAD, origin="county/mains"),
        replace(HEAD, size=HEAD.size + 1),
        replace(HEAD, root=bytes(32)),
    ],
)
def test_a_signature_is_of_one_checkpoint_only(scheme: Scheme, other: Checkpoint) -> None:
    signature = signed(HEAD.text, KEYS[scheme], seconds=NOW)
    assert not fits(other.text, signature, KEYS[scheme].key, is_good)
    with pytest.raises(SignatureWrong):
        who_signed(Note(other.text, (signature,)), [KEYS[scheme].key], is_good)


@given(st.sampled_from(Scheme), st.data())
def test_a_signature_with_a_bit_changed_fits_nothing(scheme: Scheme, data: st.DataObject) -> None:
    signature = SIGNED[scheme]
    bit = data.draw(st.integers(0, 8 * len(signature.value) - 1))
    value = bytearray(signature.value)
    value[bit // 8] ^= 1 << bit % 8
    assert not fits(HEAD.text, replace(signature, value=bytes(value)), KEYS[scheme].key, is_good)


SIGNED = {scheme: signed(HEAD.text, KEYS[scheme], seconds=NOW) for scheme in Scheme}


def test_the_time_of_a_cosignature_is_signed_and_a_time_beyond_time_is_refused() -> None:
    for scheme in (Scheme.COSIGNATURE, Scheme.ML_DSA_44):
        later = replace(SIGNED[scheme], value=(NOW + 1).to_bytes(8, "big") + SIGNED[scheme].value[8:])
        assert not fits(HEAD.text, later, KEYS[scheme].key, is_good)
        beyond = signed(HEAD.text, KEYS[scheme], seconds=2**63)
        assert not fits(HEAD.text, beyond, KEYS[scheme].key, is_good)


def test_what_a_witness_signs_is_what_the_specification_shows() -> None:
    text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    signature = signed(text, KEYS[Scheme.COSIGNATURE], seconds=1_679_315_147)
    message = f"cosignature/v1\ntime 1679315147\n{text}".encode()
    assert is_good(KEYS[Scheme.COSIGNATURE].key, message, signature.value[8:])
    head = checkpoint.parse(text)
    quantum = signed(text, KEYS[Scheme.ML_DSA_44], seconds=1_679_315_147)
    laid_out = (
        b"subtree/v1\n\x00"
        b"\x0bcounty/main"
        + (1_679_315_147).to_bytes(8, "big")
        + b"\x1bexample.com/behind-the-sofa"
        + bytes(8)
        + (20_852_163).to_bytes(8, "big")
        + head.root
    )
    assert is_good(KEYS[Scheme.ML_DSA_44].key, laid_out, quantum.value[8:])


def test_a_log_may_sign_twice_and_strangers_signatures_say_nothing() -> None:
    stranger = SigningKey.generate("county/main", Scheme.ED25519)
    lines = (SIGNED[Scheme.ED25519], signed(HEAD.text, stranger, seconds=0), SIGNED[Scheme.ML_DSA_44])
    note = parse_note(str(Note(HEAD.text, lines)))
    both = [KEYS[Scheme.ML_DSA_44].key, KEYS[Scheme.ED25519].key]
    assert set(who_signed(note, both, is_good)) == set(both)
    with pytest.raises(NobodyTrustedSigned):
        who_signed(note, [KEYS[Scheme.COSIGNATURE].key], is_good)
    with pytest.raises(NobodyTrustedSigned):
        who_signed(note, [], is_good)


def test_one_wrong_signature_of_a_key_we_trust_spoils_the_note() -> None:
    wrong = Signature("county/main", KEYS[Scheme.COSIGNATURE].key.id, SIGNED[Scheme.COSIGNATURE].value[::-1])
    note = Note(HEAD.text, (SIGNED[Scheme.ED25519], wrong))
    assert who_signed(note, [KEYS[Scheme.ED25519].key], is_good)
    with pytest.raises(SignatureWrong):
        who_signed(note, [KEYS[Scheme.ED25519].key, KEYS[Scheme.COSIGNATURE].key], is_good)


@pytest.mark.parametrize(
    "note",
    [
        "",
        KNOWN_TEXT,
        KNOWN_NOTE[:-1],
        KNOWN_NOTE.replace("\n\n", "\n"),
        KNOWN_NOTE.replace("— ", "- "),
        KNOWN_NOTE.replace("AM=", "AN="),
        KNOWN_NOTE.replace("AM=\n", "AM\n"),
        KNOWN_NOTE.replace("\n\n", "\r\n\r\n"),
        KNOWN_NOTE.replace("think", "th\0ink"),
        KNOWN_NOTE.replace(" x08", "+ x08"),
        KNOWN_NOTE.replace(" x08", "\u3000 x08"),
        KNOWN_NOTE + "\n",
        KNOWN_NOTE + "— PeterNeumann x08gow==\n",
        KNOWN_TEXT + "\n" + str(SIGNED[Scheme.ED25519]) * 101,
        "x" * 1_000_000 + KNOWN_NOTE,
    ],
)
def test_what_is_not_a_note_is_refused(note: str) -> None:
    with pytest.raises(MalformedNote):
        parse_note(note)


def test_a_notes_text_may_have_empty_lines() -> None:
    text = "one\n\ntwo\n\n"
    assert parse_note(str(Note(text, (SIGNED[Scheme.ED25519],)))).text == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        HEAD.text[:-1],
        HEAD.text + "\n",
        HEAD.text.replace("20852163", "020852163"),
        HEAD.text.replace("20852163", "-1"),
        HEAD.text.replace("20852163", "２"),
        HEAD.text.replace("20852163", "1" * 20),
        HEAD.text.replace("=", ""),
        HEAD.text.replace("AAEC", "AAE"),
        HEAD.text.replace("county/main\n", "\n"),
        "county/main\n1\n",
    ],
)
def test_what_is_not_a_checkpoint_is_refused_and_not_signed_as_one(text: str) -> None:
    with pytest.raises(MalformedCheckpoint):
        checkpoint.parse(text)
    with pytest.raises(MalformedCheckpoint):
        signed(text, KEYS[Scheme.ML_DSA_44], seconds=NOW)


def test_extension_lines_are_kept_since_they_are_signed() -> None:
    head = replace(HEAD, extensions=("one", "two words"))
    assert checkpoint.parse(head.text) == head


def test_the_empty_tree_has_a_checkpoint_too() -> None:
    assert checkpoint.parse(Checkpoint("a", 0, bytes(32)).text).size == 0


def test_a_key_has_a_name_and_the_length_of_its_scheme() -> None:
    for name in ("", "two words", "a+b", "a\nb", "a\u3000b"):
        with pytest.raises(MalformedVerifierKey):
            VerifierKey(name, Scheme.ED25519, bytes(32))
    with pytest.raises(MalformedVerifierKey):
        VerifierKey("a", Scheme.ML_DSA_44, bytes(32))
