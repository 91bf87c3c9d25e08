"""What is no message of a bank, or is made to harm: each has its own refusal, and nothing is fetched or expanded."""

from __future__ import annotations

import pytest

from domain import payment_messages as rules
from domain.rejected import Rejected
from domain.uploads import FileEmpty, FileTooBig, NoHeadings
from infrastructure.bank_files import BankFiles
from infrastructure.payment_messages.opening import MessageLimits
from tests.support.messages import PAIN_002, entry, line, message, report, returned, status

WHOLE = message(entry("DBIT", [line("p/1")]))
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
DECLARING = '<?xml version="1.0"?><!DOCTYPE Document [{}]><Document>{}</Document>'


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", FileEmpty),
        (b"<", rules.MessageBreaksOff),
        (WHOLE[:-30], rules.MessageBreaksOff),
        (WHOLE[: len(WHOLE) // 2], rules.MessageBreaksOff),
        (WHOLE.replace(b"</Ntry>", b"</Entry>"), rules.MessageMalformed),
        (WHOLE.replace(b"<Ntry>", b"<Ntry") + b"<", rules.MessageMalformed),
        (WHOLE + b"and more", rules.MessageMalformed),
        (DECLARING.format('<!ENTITY l0 "ha">' + LAUGHS, "&l11;").encode(), rules.MessageDeclaresEntities),
        (DECLARING.format('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;").encode(), rules.MessageDeclaresEntities),
        (b'<!DOCTYPE Document SYSTEM "elsewhere.dtd"><Document/>', rules.MessageDeclaresEntities),
        (message("<a>" * 200), rules.MessageSwollen),
        (message("", "pain.002.001.10"), rules.MessageSaysNothing),
        (message(""), rules.MessageSaysNothing),
        (message(entry("DBIT")).replace(b"camt.053.001.08", b"camt.052.001.08"), rules.MessageKindUnknown),
        (message(entry("DBIT")).replace(b"urn:iso", b"urn:os"), rules.MessageKindUnknown),
        (b"<html><body>6222020200112233445</body></html>", rules.MessageKindUnknown),
        (message(entry("CRDT", more="中文"), declared="ISO-8859-1"), rules.MessageEncodingWrong),
        (message(entry("CRDT", more="中文"), encoding="GB18030", declared="UTF-8"), rules.MessageEncodingWrong),
        (b"a,b\n1,2\n", NoHeadings),
    ],
)
def test_a_file_that_is_no_whole_message_is_refused_by_name(content: bytes, rule: type[Rejected]) -> None:
    with pytest.raises(Rejected) as caught:
        BankFiles().read_result(content)
    assert type(caught.value) is rule
    assert "6222020200112233445" not in caught.value.sentence("zh")


@pytest.mark.parametrize(
    ("limits", "rule"),
    [
        (MessageLimits(file_bytes=100), FileTooBig),
        (MessageLimits(lines=2), rules.MessageSwollen),
        (MessageLimits(elements=10), rules.MessageSwollen),
    ],
)
def test_a_message_larger_than_any_bank_s_is_not_read_to_its_end(limits: MessageLimits, rule: type[Rejected]) -> None:
    with pytest.raises(rule):
        BankFiles(limits=limits).read_result(message(entry("DBIT", [line(f"p/{n}") for n in range(3)])))


@pytest.mark.parametrize(
    "content",
    [
        message(entry("CRDT", [line("p/1", more=returned(words="户名不符"))]), encoding="GB18030"),
        message(entry("CRDT", [line("p/1", more=returned(words="户名不符"))]), encoding="GB18030", declared="GBK"),
        b"\xef\xbb\xbf" + message(entry("CRDT", [line("p/1", more=returned(words="户名不符"))])),
        message(entry("CRDT", [line("p/1", more=returned(words="户名不符"))]), encoding="UTF-16"),
        b"\n \n" + message(entry("CRDT", [line("p/1", more=returned(words="户名不符"))])).partition(b"\n")[2],
    ],
    ids=["GB18030", "GBK", "byte order mark", "UTF-16", "blanks before it"],
)
def test_the_bank_s_words_are_read_in_whichever_encoding_the_message_has(content: bytes) -> None:
    assert BankFiles().read_result(content).accept()[0].words == "AC04 户名不符"


def test_any_prefix_of_the_names_will_do() -> None:
    prefixed = report(status("p/1", "ACSC")).replace(b"<", b"<d:").replace(b"<d:/", b"</d:").replace(b"<d:?", b"<?")
    row = BankFiles().read_result(prefixed.replace(b"xmlns=", b"xmlns:d=")).accept()[0]
    assert (row.reference, row.settled) == ("p/1", True)
    assert PAIN_002.encode() in prefixed
