"""Policies and entry receipts: what convinces a reader who has the policy and nothing else, and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.proofs.checkpoint import Checkpoint
from domain.proofs.notes import Note, Scheme, VerifierKey
from domain.proofs.policy import Group, Policy, parse_policy
from domain.proofs.receipts import EntryReceipt, parse_receipt
from domain.proofs.rejections import (
    InclusionNotProven,
    MalformedNote,
    MalformedPolicy,
    MalformedReceipt,
    NobodyTrustedSigned,
    QuorumMissing,
    SignatureWrong,
    UnknownOrigin,
)
from domain.proofs.signatures import signed
from domain.proofs.tree import inclusion_proof
from infrastructure.proofs.keys import SigningKey, is_good
from tests.proofs.trees import entries, hashes_of, naive_root

ORIGIN = "county/main"
LOG = SigningKey.generate(ORIGIN, Scheme.ED25519)
LOG_TOO = SigningKey.generate(ORIGIN, Scheme.ML_DSA_44)
WITNESSES = [SigningKey.generate(f"city/w{number}", Scheme.COSIGNATURE) for number in range(3)]
PROVINCE = SigningKey.generate("province/w", Scheme.ML_DSA_44)

ENTRIES = entries(37)
HEAD = Checkpoint(ORIGIN, len(ENTRIES), naive_root(ENTRIES))
POLICY = Policy((LOG.key, LOG_TOO.key))
CITIES = {f"w{number}": witness.key for number, witness in enumerate(WITNESSES)}
STRICT = Policy(
    (LOG.key, LOG_TOO.key),
    {**CITIES, "p": PROVINCE.key},
    {"cities": Group(2, ("w0", "w1", "w2")), "both": Group(2, ("cities", "p"))},
    "both",
    {"p": "witness.example/p"},
)


def note(*signers: SigningKey, head: Checkpoint = HEAD) -> str:
    return str(Note(head.text, tuple(signed(head.text, signer, seconds=1_700_000_000) for signer in signers)))


def receipt(index: int, *signers: SigningKey) -> EntryReceipt:
    proof = inclusion_proof(index, len(ENTRIES), hashes_of(ENTRIES))
    return EntryReceipt(index, tuple(proof), note(*signers or (LOG,)), ENTRIES[index])


@given(st.integers(0, len(ENTRIES) - 1))
def test_a_receipt_convinces_whoever_has_the_policy(index: int) -> None:
    read = parse_receipt(str(receipt(index)))
    assert read == receipt(index)
    assert read.verified(ENTRIES[index], POLICY, is_good) == HEAD
    assert (read.position, read.claims) == (index + 1, HEAD)


def test_a_receipt_reads_as_the_specification_lays_it_out() -> None:
    lines = str(receipt(4, LOG, LOG_TOO)).split("\n")
    assert lines[:3] == ["c2sp.org/tlog-proof@v1", "extra ZW50cnkgNA==", "index 4"]
    assert lines[9:12] == ["", ORIGIN, "37"]
    assert [line[:14] for line in lines[14:]] == ["— county/main ", "— county/main ", ""]
    assert str(replace(receipt(4), extra=b"")).split("\n")[1] == "index 4"


@given(st.integers(0, len(ENTRIES) - 1), st.integers(0, len(ENTRIES) - 1))
def test_a_receipt_is_of_one_entry_only(index: int, other: int) -> None:
    if index != other:
        with pytest.raises(InclusionNotProven):
            receipt(index).verified(ENTRIES[other], POLICY, is_good)
        with pytest.raises(InclusionNotProven):
            replace(receipt(index), index=other).verified(ENTRIES[index], POLICY, is_good)


def test_a_receipt_of_a_changed_checkpoint_convinces_nobody() -> None:
    good = receipt(4)
    for old, new in (("\n37\n", "\n38\n"), (ORIGIN, "county/mine")):
        with pytest.raises((SignatureWrong, UnknownOrigin)):
            replace(good, note=good.note.replace(old, new, 1)).verified(ENTRIES[4], POLICY, is_good)
    forger = SigningKey.generate(ORIGIN, Scheme.ED25519)
    with pytest.raises(NobodyTrustedSigned):
        receipt(4, forger).verified(ENTRIES[4], POLICY, is_good)
    with pytest.raises(NobodyTrustedSigned):
        receipt(4, *WITNESSES, PROVINCE).verified(ENTRIES[4], STRICT, is_good)
    with pytest.raises(MalformedNote):
        replace(good, note=HEAD.text).verified(ENTRIES[4], POLICY, is_good)


def test_a_signature_of_another_log_of_ours_is_none_of_this_log() -> None:
    other = SigningKey.generate("county/other", Scheme.ED25519)
    two_logs = Policy((LOG.key, other.key))
    with pytest.raises(NobodyTrustedSigned):
        two_logs.trusted(note(other), is_good)
    assert two_logs.trusted(note(other, LOG), is_good) == HEAD


@pytest.mark.parametrize(
    ("who", "enough"),
    [
        ((), False),
        ((PROVINCE,), False),
        ((WITNESSES[0], PROVINCE), False),
        (tuple(WITNESSES), False),
        ((WITNESSES[0], WITNESSES[0], PROVINCE), False),
        ((WITNESSES[0], WITNESSES[2], PROVINCE), True),
        ((*WITNESSES, PROVINCE), True),
    ],
)
def test_the_quorum_decides_how_many_witnesses_are_enough(who: tuple[SigningKey, ...], enough: bool) -> None:
    given_out = receipt(4, LOG, *who)
    given_out.verified(ENTRIES[4], POLICY, is_good)
    if enough:
        given_out.verified(ENTRIES[4], STRICT, is_good)
    else:
        with pytest.raises(QuorumMissing):
            given_out.verified(ENTRIES[4], STRICT, is_good)


def test_a_policy_is_read_as_it_is_written() -> None:
    assert parse_policy(str(STRICT)) == STRICT
    assert parse_policy(str(POLICY)) == POLICY


def test_a_policy_may_be_written_as_people_write_and_says_any_and_all() -> None:
    text = f"""
    # our log, 我们的日志
    log\t{LOG.key}   ledger.example/log
    witness W1 {WITNESSES[0].key}
    witness W2 {WITNESSES[1].key} witness.example
    witness W3 {WITNESSES[2].key}

    group one any W1 W2
    group every all one W3
    quorum every
    """
    read = parse_policy(text)
    assert read.groups == {"one": Group(1, ("W1", "W2")), "every": Group(2, ("one", "W3"))}
    assert read.addresses == {"W2": "witness.example"}
    assert read.is_met({WITNESSES[1].key, WITNESSES[2].key})
    assert not read.is_met({WITNESSES[0].key, WITNESSES[1].key})


W = f"witness a {WITNESSES[0].key}\nwitness b {WITNESSES[1].key}\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        (f"log {LOG.key}\n", 2),
        ("quorum none\nquorum none\n", 2),
        ("quorum nobody\n", 1),
        (f"quorum a\n{W}", 1),
        (f"log {WITNESSES[0].key}\nquorum none\n", 1),
        (f"witness a {LOG.key}\nquorum none\n", 1),
        (f"log {LOG.key}\nlog {LOG.key}\nquorum none\n", 2),
        (f"{W}witness c {WITNESSES[0].key}\nquorum none\n", 3),
        (f"{W}witness a {WITNESSES[2].key}\nquorum none\n", 3),
        (f"witness none {WITNESSES[2].key}\nquorum none\n", 1),
        (f"{W}group g 3 a b\nquorum g\n", 3),
        (f"{W}group g 0 a b\nquorum g\n", 3),
        (f"{W}group g some a b\nquorum g\n", 3),
        (f"{W}group g any\nquorum g\n", 3),
        (f"{W}group g any a none\nquorum g\n", 3),
        (f"{W}group g any a a\nquorum g\n", 3),
        (f"{W}group g any a\ngroup h any a\nquorum g\n", 4),
        (f"{W}group g any g\nquorum g\n", 3),
        ("log county/main\nquorum none\n", 1),
        (f"log {LOG.key} one two\nquorum none\n", 1),
        ("trust everybody\nquorum none\n", 1),
        ("quorum none\r\n", 1),
    ],
    ids=lambda given: "" if isinstance(given, str) else str(given),  # keys are drawn anew in every process
)
def test_a_policy_that_means_nothing_or_two_things_is_refused_by_its_line(text: str, line: int) -> None:
    with pytest.raises(MalformedPolicy) as refused:
        parse_policy(text)
    assert refused.value.facts["line"] == str(line)


GOOD = str(receipt(4))


@pytest.mark.parametrize(
    "text",
    [
        "",
        GOOD.replace("@v1", "@v2"),
        GOOD.replace("index 4", "index 04"),
        GOOD.replace("index 4", "index -4"),
        GOOD.replace("index 4\n", ""),
        GOOD.replace("extra ZW50", "extra ZW5"),
        GOOD.replace("extra ZW50cnkgNA==", "extra "),
        GOOD.replace("\n\n", "\nAAAA\n\n", 1),
        GOOD.replace("\n\n", "\n", 2),
        GOOD.replace("\n", "\r\n"),
        "c2sp.org/tlog-proof@v1\n\n" + note(LOG),
        "c2sp.org/tlog-proof@v1\nextra AA==\n\n" + note(LOG),
    ],
    ids=lambda text: str(len(text)),  # keys are drawn anew in every process
)
def test_what_is_not_a_receipt_is_refused(text: str) -> None:
    with pytest.raises(MalformedReceipt):
        parse_receipt(text)


def test_keys_are_compared_whole() -> None:
    other = VerifierKey(LOG.key.name, LOG.key.scheme, bytes(32))
    with pytest.raises(NobodyTrustedSigned):
        Policy((other,)).trusted(note(LOG), is_good)
