"""Published names keep their bytes: what was written once is written so for ever, and read for ever."""

from __future__ import annotations

import pytest

from domain.catalogue import EVENTS, NAMES
from domain.payouts.events import PayoutReturned, ReturnReason
from domain.upcasters import UPCASTERS
from infrastructure.log import canonical
from infrastructure.log.mapper import EntryMapper
from tests.log import golden

MAPPER = EntryMapper()


def test_every_name_ever_published_has_its_golden_entry_and_no_other_has() -> None:
    stored = {file.stem for file in golden.FOLDER.glob("*.json")}
    assert stored == {*EVENTS, *UPCASTERS}, "python -m tests.log.golden writes what is missing"


def test_names_are_ascii_words_with_a_number_and_never_in_use_and_old_at_once() -> None:
    assert not set(EVENTS) & set(UPCASTERS)
    for name in {*EVENTS, *UPCASTERS}:
        subject, verb, number = name.split(".")
        assert name.isascii()
        assert subject.replace("_", "").isalpha()
        assert verb.replace("_", "").isalpha()
        assert int(number) > 0
    assert {NAMES[event]: event for event in NAMES} == EVENTS


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_a_name_in_use_is_written_as_its_golden_bytes_and_read_back(name: str) -> None:
    body = golden.file(name).read_bytes()
    assert MAPPER.write(golden.entry(name)) == body
    assert MAPPER.read(body) == golden.entry(name)


@pytest.mark.parametrize("name", sorted(UPCASTERS))
def test_an_old_name_is_read_by_way_of_its_upcasters_and_keeps_its_name(name: str) -> None:
    body = golden.file(name).read_bytes()
    entry = MAPPER.read(body)
    assert entry.name == name == canonical.read(body)["name"]
    newest = name
    while newest in UPCASTERS:
        newest = UPCASTERS[newest].to
    assert type(entry.fact) is EVENTS[newest]
    with pytest.raises(ValueError, match="never written again"):
        MAPPER.write(entry)


def test_an_old_return_gets_its_reason_code_from_the_banks_words() -> None:
    entry = MAPPER.read(golden.file("payout.returned.1").read_bytes())
    assert isinstance(entry.fact, PayoutReturned)
    assert entry.fact.reason is ReturnReason.ACCOUNT_CLOSED
    assert entry.fact.bank_words == "已销户"
