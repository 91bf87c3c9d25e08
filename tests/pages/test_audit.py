"""The auditor's pages: the log looked through, one entry and its proof, money followed both ways, what can be taken."""

from __future__ import annotations

import re
import time
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest

from api.asgi import LogFeed
from api.pages.reading import read
from api.pages.searching import Wanted, look
from api.pages.trail import borne
from application.lists import PAYOUTS, Where
from domain.accounts.roles import Role
from domain.catalogue import EVENTS
from domain.money import Money
from domain.proofs.receipts import parse_receipt
from domain.proofs.tree import check_inclusion, leaf_hash
from tests.support.seat import Seat, seen
from tests.support.service import Service

DOCUMENT = "省财社〔2016〕114号"


@pytest.fixture(scope="module")
def auditor(shown: Service) -> Seat:
    return Seat(shown, Role.AUDITOR)


def positions(page: str) -> list[int]:
    """Return the positions of the entries that a page lists, in its order."""
    return [int(one) for one in re.findall(r'<td class="position"><a href="/entries/(\d+)', page)]


def test_going_back_page_by_page_every_entry_is_seen_once_and_forward_again_the_same(shown: Service) -> None:
    feed, log = LogFeed(shown.office), shown.office.desk.log
    upto = 700
    wanted = Wanted(upto=upto)
    back, before = [], 0
    while True:
        found = look(feed, log, wanted, before=before)
        back += [one.position for one in found.lines]
        if found.earlier is None:
            break
        before = found.earlier
    assert back == list(range(upto, 0, -1))
    there: list[int] = []
    after: int | None = 1
    while after is not None:
        found = look(feed, log, wanted, after=after)
        there += [one.position for one in reversed(found.lines)]
        after = found.later
    assert there == list(range(2, upto + 1))


def test_a_page_looks_at_so_many_entries_at_most_and_says_where_to_look_on(shown: Service) -> None:
    feed, log = LogFeed(shown.office), shown.office.desk.log
    rare = Wanted(name="programme.opened", upto=feed.head())
    first = look(feed, log, rare, most=300)
    assert (first.last - first.first + 1, list(first.lines)) == (300, [])
    assert first.earlier == first.first
    found: list[int] = []
    before, turns = 0, 0
    while turns < 100:
        page = look(feed, log, rare, before=before, most=2000)
        found += [one.position for one in page.lines]
        if page.earlier is None:
            break
        before, turns = page.earlier, turns + 1
    everything = log.after(0, limit=feed.head())
    assert found == [one.position for one in reversed(everything) if one.name == "programme.opened.1"]


def test_a_stream_and_a_command_are_found_without_looking_through_the_log(shown: Service) -> None:
    feed, log = LogFeed(shown.office), shown.office.desk.log
    batch = log.stream("batch/psy-medicine/2017/1")
    found = look(feed, log, Wanted(stream="batch/psy-medicine/2017/1", upto=feed.head()), most=1)
    assert [one.position for one in found.lines] == [one.position for one in reversed(batch)][:50]
    last = [one for one in log.after(0, limit=feed.head()) if one.command_id == batch[0].command_id][-1]
    command = look(feed, log, Wanted(command=batch[0].command_id, upto=feed.head()), most=1)
    assert [one.position for one in command.lines] == [last.position]


def test_the_log_is_narrowed_by_what_happened_by_whom_and_by_day(auditor: Seat, shown: Service) -> None:
    page = auditor.get("/entries?name=batch.released&actor=finance-02")
    log = shown.office.desk.log
    own = [
        one for one in log.after(0, limit=log.head()) if one.name == "batch.released.1" and one.actor == "finance-02"
    ]
    assert own
    assert positions(page) == [one.position for one in reversed(own)]
    assert positions(auditor.get("/entries?kind=account&since=2000-01-01&until=2000-01-02")) == []
    assert "没有符合" in seen(auditor.get("/entries?until=2000-01-02"))


def test_the_log_of_the_past_ends_where_it_ended_then(auditor: Seat) -> None:
    page = auditor.get("/entries?as_of=20")
    assert positions(page) == list(range(20, 0, -1))
    assert "/entries/20?as_of=20" in page
    auditor.get("/entries/21?as_of=20", status=404)


def test_every_kind_of_entry_there_is_can_be_read_in_both_languages(auditor: Seat, shown: Service) -> None:
    log = shown.office.desk.log
    first = {one.name: one for one in reversed(log.after(0, limit=log.head()))}
    assert len(first) > 25
    for name, entry in first.items():
        assert name in EVENTS
        said = seen(auditor.get(f"/entries/{entry.position}"))
        assert f"第 {entry.position} 条" in said
        assert name in said
        assert all(one.name for one in read(entry.fact, "en"))
        assert "Who, when and where" in auditor.get(f"/entries/{entry.position}", language="en")


def test_amounts_of_an_entry_are_in_yuan_and_ids_lead_on(auditor: Seat, shown: Service) -> None:
    entry = shown.office.desk.log.stream("batch/psy-medicine/2017/1")[0]
    assert 'href="/programmes/psy-medicine"' in auditor.get(f"/entries/{entry.position}")
    payout = next(iter(shown.office.desk.views.rows(PAYOUTS, where=Where(batch="psy-medicine/2017/1"))))
    released = shown.office.desk.log.stream(f"payout/{payout.payout}")[0]
    page = auditor.get(f"/entries/{released.position}")
    assert f"{payout.amount.grouped()} 元" in page
    assert f'href="/people/{payout.beneficiary}"' in page
    assert 'href="/fund-lines/' in page


def test_an_entry_shows_its_bytes_its_hash_and_hands_out_a_receipt_that_holds(auditor: Seat, shown: Service) -> None:
    wait_until_sealed(shown)
    page = auditor.get("/entries/30")
    answer = shown.client.get("/entries/30/bytes", headers=auditor.headers)
    assert sha256(answer.content).hexdigest() in page
    assert "attachment" in answer.headers["content-disposition"]
    handed = shown.client.get("/entries/30/receipt", headers=auditor.headers)
    assert 'filename="entry-30.tlog-proof"' in handed.headers["content-disposition"]
    receipt = parse_receipt(handed.text)
    assert receipt.extra == answer.content
    head = receipt.claims
    check_inclusion(receipt.index, head.size, leaf_hash(receipt.extra), receipt.proof, head.root)


@pytest.mark.parametrize("role", [Role.TOWNSHIP, Role.CASE_OFFICER, Role.FINANCE_OFFICER, Role.ADMINISTRATOR])
@pytest.mark.parametrize("path", ["/entries", "/entries/1", "/entries/1/bytes", "/entries/1/receipt", "/exports"])
def test_the_log_is_for_inspectors_and_auditors(role: Role, path: str, shown: Service) -> None:
    Seat(shown, role).get(path, status=403)


def test_a_payment_leads_to_its_documents_and_a_document_back_to_it(auditor: Seat, shown: Service) -> None:
    payout = next(iter(shown.office.desk.views.rows(PAYOUTS, where=Where(batch="psy-medicine/2017/1"))))
    page = auditor.get(f"/payouts/{payout.payout.replace('/', '~')}/trail")
    assert payout.amount.grouped() in page
    lines = re.findall(r'href="(/fund-lines/[^"]+)"', page)
    assert lines
    assert payout.payout in auditor.get(lines[0]) + auditor.get(f"{lines[0]}?after=0")
    document = shown.office.desk.views.trail_of_payout(payout.payout).sources[0].document
    found = seen(auditor.get(f"/trail?of={document}"))
    assert "此文号下达的资金" in found


@pytest.mark.parametrize("stage", ["settled", "returned", "cancelled"])
def test_every_fen_of_a_payment_stands_somewhere(stage: str, shown: Service) -> None:
    views = shown.office.desk.views
    for payout in [*views.rows(PAYOUTS, where=Where(stages=(stage,)))][:3]:
        trail = views.trail_of_payout(payout.payout)
        parts = borne(trail.steps)
        assert Money(sum(one.released.fen for one in parts)) == trail.amount
        for one in parts:
            assert one.at_bank + one.settled + one.returned + one.back + one.treasury == one.released


def test_what_was_typed_leads_to_the_thing_or_says_that_nothing_is_called_so(auditor: Seat, shown: Service) -> None:
    payout = next(iter(shown.office.desk.views.rows(PAYOUTS))).payout
    for typed, way in (
        (payout, f"/payouts/{payout.replace('/', '~')}/trail"),
        ("psy-medicine/2017/1", "/batches/psy-medicine~2017~1"),
        ("30", "/entries/30"),
    ):
        answer = shown.client.get(f"/trail?of={typed}", headers=auditor.headers, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, way)
    assert "没有名为" in seen(auditor.get("/trail?of=nothing-at-all"))


def test_the_proofs_say_how_far_the_log_is_sealed_and_by_which_keys(auditor: Seat, shown: Service) -> None:
    wait_until_sealed(shown)
    page = seen(auditor.get("/proofs"))
    assert "ML-DSA-44" in page
    assert "Ed25519" in page
    assert "未设见证方" in page


def test_every_command_of_the_page_on_verifying_is_one_that_is_played_in_the_tests(auditor: Seat) -> None:
    told = Path(__file__).parents[2].joinpath("docs", "verify.md").read_text("utf-8")
    page = auditor.get("/proofs/verify")
    blocks = re.findall(r"(?s)<pre[^>]*>(.*?)</pre>", page)
    lines = [unescape(line) for block in blocks for line in block.splitlines() if "+" not in line.split("=")[0][:80]]
    commands = [
        line
        for line in lines
        if re.match(r"(subsidy-ledger|cp|cd|sha256sum|VKEY|sed|printf|echo|openssl|head|GO)", line)
    ]
    assert len(commands) > 8
    assert [line for line in commands if line not in told] == []


def test_every_register_can_be_taken_along_as_of_the_same_moment(auditor: Seat, shown: Service) -> None:
    page = auditor.get("/exports?as_of=4000")
    assert page.count("format=parquet") > 10
    answer = shown.client.get("/v1/fund-lines?as_of=4000&format=csv", headers=auditor.headers)
    assert answer.status_code == 200
    assert "/v1/fund-lines?as_of=4000&amp;format=csv" in page


def test_the_rules_of_the_whole_log_are_looked_at_when_asked_and_nothing_is_kept(auditor: Seat, shown: Service) -> None:
    head = shown.office.desk.log.head()
    answer = auditor.send("/invariants")
    assert "全部成立" in seen(answer.text)
    assert shown.office.desk.log.head() == head
    assert auditor.post("/invariants", {"form_token": "x"}).status_code == 422


def wait_until_sealed(shown: Service) -> None:
    """Wait until every entry is sealed; the test's own time limit ends a wait for ever."""
    while shown.office.seals.unsealed():
        time.sleep(0.05)
