"""The checker names what is wrong with a package, also when the control sheet was changed with the files."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from hashlib import sha256

import pytest

from application.audit_data.check_tree import check_sealed
from application.audit_data.checking import checked
from application.audit_data.tables import CONTROL
from application.audit_data.tree import Sealed
from domain.audit_data import rejections as rules
from domain.proofs.checkpoint import Checkpoint
from domain.proofs.tree import consistency_proof, leaf_hash, node_hash, root
from domain.rejected import Rejected
from tests.audit_data.support import LINE, a_desk, a_story, changed, files_of, package, packed_again

VOUCHERS, BALANCES, LINES, BOOKS = "vouchers.xml", "balances.xml", "lines.xml", "books.xml"
WRITTEN = LINE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@pytest.fixture(scope="module")
def whole() -> bytes:
    return package(a_desk(a_story()))


def refusal(content: bytes) -> type[Rejected]:
    with pytest.raises(Rejected) as refused:
        checked(io.BytesIO(content))
    assert "{" not in refused.value.sentence("zh") + refused.value.sentence("en")
    return type(refused.value)


def without_row(file: str, part: str) -> Callable[[bytes], bytes]:
    """Take the first row away that has a text in it."""

    def taken(whole: bytes) -> bytes:
        [first, *_] = [line for line in files_of(whole)[file].decode().splitlines(keepends=True) if part in line]
        return changed(whole, file, first, "")

    return taken


def with_text(file: str, old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda whole: changed(whole, file, old, new)


TAMPERED: tuple[tuple[str, Callable[[bytes], bytes], type[Rejected]], ...] = (
    (
        "a credit raised",
        with_text(VOUCHERS, "<贷方本币金额>2500.00<", "<贷方本币金额>2500.01<"),
        rules.VoucherUnbalanced,
    ),
    ("a line taken out", without_row(VOUCHERS, "<记账凭证行号>2<"), rules.VoucherUnbalanced),
    ("a first line taken out", without_row(VOUCHERS, "<记账凭证行号>1<"), rules.VouchersOutOfOrder),
    ("a voucher numbered again", with_text(VOUCHERS, "<记账凭证编号>3<", "<记账凭证编号>1<"), rules.VouchersOutOfOrder),
    (
        "a voucher of another year",
        with_text(VOUCHERS, "<记账凭证日期>20170401<", "<记账凭证日期>20180401<"),
        rules.VoucherOutsideMonths,
    ),
    (
        "a day there is not",
        with_text(VOUCHERS, "<记账凭证日期>20170401<", "<记账凭证日期>20170431<"),
        rules.VoucherOutsideMonths,
    ),
    ("an unknown account", with_text(VOUCHERS, "<科目编号>1002<", "<科目编号>9999<"), rules.AccountNotListed),
    ("an account not in the list", without_row(BOOKS, "<科目名称>在途发放<"), rules.AccountNotListed),
    (
        "another ledger's books",
        with_text(BOOKS, "<电子账簿编号>990101<", "<电子账簿编号>990102<"),
        rules.BooksOfAnother,
    ),
    ("a period left out", without_row(BOOKS, "<会计期间起始日期>20170301<"), rules.BooksOfAnother),
    (
        "a closing balance raised",
        with_text(BALANCES, "<期末本币余额>3000.00<", "<期末本币余额>3100.00<"),
        rules.BalanceDoesNotFoot,
    ),
    (
        "a balance turned round",
        with_text(BALANCES, "<期末余额方向>贷<", "<期末余额方向>借<"),
        rules.BalanceDoesNotFoot,
    ),
    ("a month's row taken out", without_row(BALANCES, "<会计期间号>8<"), rules.BalanceDoesNotContinue),
    ("the last row taken out", without_row(BALANCES, "<会计期间号>12<"), rules.BalanceDoesNotContinue),
    (
        "an opening left out with all its months",
        lambda whole: _without_account(whole, "4001"),
        rules.OpeningsUnbalanced,
    ),
    (
        "a movement that no voucher makes",
        lambda whole: changed(
            whole,
            BALANCES,
            f"<科目编号>1002</科目编号><辅助项1编号>{WRITTEN}</辅助项1编号><币种编码>CNY</币种编码><会计年度>2017</会计年度>"
            "<会计期间号>4</会计期间号><期初余额方向>借</期初余额方向><期初本币余额>0.00</期初本币余额>"
            "<借方本币金额>2500.00</借方本币金额><贷方本币金额>2500.00</贷方本币金额>",
            f"<科目编号>1002</科目编号><辅助项1编号>{WRITTEN}</辅助项1编号><币种编码>CNY</币种编码><会计年度>2017</会计年度>"
            "<会计期间号>4</会计期间号><期初余额方向>借</期初余额方向><期初本币余额>0.00</期初本币余额>"
            "<借方本币金额>9.00</借方本币金额><贷方本币金额>9.00</贷方本币金额>",
        ),
        rules.MovementsNotTheVouchers,
    ),
    (
        "a line's balance raised",
        with_text(LINES, "<期末可用指标>3000.00<", "<期末可用指标>3000.01<"),
        rules.LineNotTheBalances,
    ),
    ("a line left out", without_row(LINES, "<预算指标>"), rules.TotalsNotTheControl),
    (
        "a sum of the control sheet changed",
        lambda whole: changed(whole, CONTROL, '"借方本币金额": "7300.00"', '"借方本币金额": "7300.01"'),
        rules.TotalsNotTheControl,
    ),
    (
        "an amount in words",
        with_text(VOUCHERS, "<贷方本币金额>2500.00<", "<贷方本币金额>贰仟伍佰<"),
        rules.AuditRowMalformed,
    ),
    ("a field left out", with_text(VOUCHERS, "<币种编码>CNY</币种编码>", ""), rules.AuditRowMalformed),
    (
        "an entity smuggled in",
        with_text(VOUCHERS, "<记账凭证表>", '<!DOCTYPE x [<!ENTITY a "b">]><记账凭证表>'),
        rules.AuditRowMalformed,
    ),
    ("the end cut off", with_text(VOUCHERS, "</记账凭证表>\n", ""), rules.AuditRowMalformed),
    ("bytes that are no text", lambda whole: _with_bytes(whole), rules.NotAuditData),
    ("a control sheet of another form", with_text(CONTROL, '"version": "1"', '"version": "2"'), rules.NotAuditData),
    ("a control sheet that is none", lambda whole: _with(whole, CONTROL, b"[" * 100_000), rules.NotAuditData),
    (
        "a month that is none",
        with_text(CONTROL, '"first_month": "2017-01"', '"first_month": "2017-13"'),
        rules.NotAuditData,
    ),
    ("no zip at all", lambda _whole: b"books", rules.NotAuditData),
    ("half a zip", lambda whole: whole[: len(whole) // 2], rules.NotAuditData),
    ("a file missing", lambda whole: packed_again(_but(files_of(whole), LINES)), rules.AuditFileMissing),
    ("a file too many", lambda whole: packed_again({**files_of(whole), "more.xml": b""}), rules.AuditFileMissing),
    (
        "a file changed and the sheet not",
        lambda whole: _with(whole, LINES, files_of(whole)[LINES].replace(b"3000.00", b"3000.01")),
        rules.AuditFileAltered,
    ),
    (
        "a checkpoint of nothing",
        with_text(CONTROL, '"sealed": null', '"sealed": {"size": 9, "root": "", "checkpoint": "", "consistency": []}'),
        rules.CheckpointNotTheBooks,
    ),
)


@pytest.mark.parametrize(("tamper", "rule"), [pytest.param(*one[1:], id=one[0]) for one in TAMPERED])
def test_what_is_wrong_is_named(whole: bytes, tamper: Callable[[bytes], bytes], rule: type[Rejected]) -> None:
    assert refusal(tamper(whole)) is rule


def test_every_rule_about_files_is_broken_here() -> None:
    about_months = {
        rules.MonthsTurnedRound,
        rules.MonthsOfTwoYears,
        rules.MonthsNotBegun,
        rules.NothingBooked,
        rules.PositionNotRecorded,
    }
    every = {one for one in vars(rules).values() if isinstance(one, type) and issubclass(one, Rejected)} - {Rejected}
    assert every - about_months == {rule for _, _, rule in TAMPERED}


def test_a_package_packed_by_somebody_else_is_the_same_books(whole: bytes) -> None:
    assert checked(io.BytesIO(packed_again(files_of(whole)))) == checked(io.BytesIO(whole))


def _sealed(size: int, of: int) -> Sealed:
    leaves = [leaf_hash(str(one).encode()) for one in range(of)]

    def hashes(level: int, index: int) -> bytes:
        if not level:
            return leaves[index]
        return node_hash(hashes(level - 1, 2 * index), hashes(level - 1, 2 * index + 1))

    note = f"{Checkpoint('log', of, root(of, hashes)).text}\n— log AAAAAAAA\n"
    return Sealed(size, root(size, hashes), note, consistency_proof(size, of, hashes))


def test_a_checkpoint_that_continues_the_books_tree_stands_behind_them() -> None:
    for size in range(1, 9):
        check_sealed(json.loads(json.dumps(_sealed(size, 8).said())), size)


@pytest.mark.parametrize("change", ["size", "root", "consistency", "checkpoint"])
def test_a_checkpoint_of_another_log_does_not(change: str) -> None:
    said, other = _sealed(5, 8).said(), _sealed(6, 9).said()
    with pytest.raises(rules.CheckpointNotTheBooks):
        check_sealed({**said, change: other[change]}, 5)


def _but(files: dict[str, bytes], name: str) -> dict[str, bytes]:
    return {one: content for one, content in files.items() if one != name}


def _with(whole: bytes, file: str, content: bytes) -> bytes:
    return packed_again({**files_of(whole), file: content})


def _with_bytes(whole: bytes) -> bytes:
    held = files_of(whole)
    text = "<科目名称>在途发放"
    broken = held[BOOKS].replace(text.encode(), text.encode() + b"\xff")
    sheet = json.loads(held[CONTROL])
    for one in sheet["files"]:
        if one["name"] == BOOKS:
            one["sha256"], one["bytes"] = sha256(broken).hexdigest(), len(broken)
    return packed_again({**held, BOOKS: broken, CONTROL: json.dumps(sheet).encode()})


def _without_account(whole: bytes, code: str) -> bytes:
    lines = files_of(whole)[BALANCES].decode().splitlines(keepends=True)
    kept = [line for line in lines if f"<科目编号>{code}<" not in line]
    return changed(whole, BALANCES, "".join(lines), "".join(kept))
