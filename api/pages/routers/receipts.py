"""核验入账证明 / Checking an entry receipt: in the browser, where nobody has to trust us; else here."""

from __future__ import annotations

from starlette.datastructures import UploadFile
from starlette.responses import Response

from api.http.router import Router
from api.pages.forms import Filled, TheForm
from api.pages.page import Page, ThePage
from application.proofs import SealedLog, receipt_of
from domain.proofs.receipts import EntryReceipt, parse_receipt
from domain.proofs.rejections import InclusionNotProven, MalformedReceipt
from domain.proofs.tree import check_inclusion, leaf_hash
from domain.rejected import Rejected

router = Router()

LARGEST = 256 * 1024
"""Bytes of a receipt that are read: an entry of 64 KiB in base 64, its proof, and a note with many signatures."""


@router.get("/receipts")
def ask(page: ThePage) -> Response:
    """The form, with the log's own keys in it; whoever has them from elsewhere replaces them."""
    return _form(page, Filled(), 200)


@router.post("/receipts")
def check(page: ThePage, form: TheForm) -> Response:
    """Check a receipt against the log itself, for a browser that cannot."""
    file = form.files.get("receipt")
    try:
        receipt = parse_receipt(_text(file))
        held(receipt, page.caller.services.seals)
    except Rejected as refusal:
        sentence = refusal.sentence(page.language)
        return _form(page, Filled(errors={"receipt": sentence}, sentence=sentence), 422)
    return _form(page, Filled(), 200, held=receipt)


def held(receipt: EntryReceipt, sealed: SealedLog) -> None:
    """Return if the receipt proves what it says and the log has that very entry there.

    Raises MalformedReceipt, MalformedNote, MalformedCheckpoint, InclusionNotProven, NotSealedYet.
    """
    head = receipt.claims
    check_inclusion(receipt.index, head.size, leaf_hash(receipt.extra), receipt.proof, head.root)
    if receipt_of(sealed, receipt.position).extra != receipt.extra:
        raise InclusionNotProven(index=receipt.index, size=head.size)


def _text(file: UploadFile | None) -> str:
    content = file.file.read(LARGEST + 1) if file is not None else b""
    if len(content) > LARGEST:
        raise MalformedReceipt(what=f"more than {LARGEST} bytes")
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise MalformedReceipt(what="it is not UTF-8") from None


def _form(page: Page, form: Filled, status: int, *, held: EntryReceipt | None = None) -> Response:
    keys = page.caller.services.seals.keys()
    return page.show("public/receipt.html", status=status, form=form, keys=keys, held=held)
