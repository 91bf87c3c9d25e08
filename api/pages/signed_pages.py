"""A scanned page brought with a form: only its hash is kept, with who signed and the day beside it."""

from __future__ import annotations

from typing import Any

from api.pages.asking import Field
from api.pages.forms import Form
from api.pages.page import Page
from domain.tailored.events import PageSigner

PAGE = Field("file", "page", "Scan of the signed page", "It is not kept; its SHA-256 is")
SIGNED = (
    PAGE,
    Field("choice", "signer", "Signed by"),
    Field("day", "signed_on", "Signed on"),
)


def signers(page: Page) -> list[tuple[str, str]]:
    """Return who may sign, with their words."""
    return [(one.value, page.word(one)) for one in PageSigner]


def has_page(form: Form) -> bool:
    """Say whether a page was brought."""
    file = form.files.get("page")
    return file is not None and bool(file.filename)


def page_of(form: Form) -> str:
    """Return the SHA-256 of the page that was brought. Raises FileEmpty."""
    return form.hash_of("page")


def signature_of(form: Form) -> dict[str, Any]:
    """Return the form's signature as the API's body has it. Raises FileEmpty."""
    return {
        "page_sha256": page_of(form),
        "signer": form.values.get("signer", ""),
        "signed_on": form.values.get("signed_on", "").strip(),
    }


def without(form: Form, *names: str, groups: tuple[str, ...] = ()) -> Form:
    """Return the form without fields that are put into its body otherwise."""
    left = {
        name: said
        for name, said in form.values.items()
        if name not in (*names, "signer", "signed_on") and name.partition(".")[0] not in groups
    }
    return Form(form.page, left, form.files)


def services_of(form: Form, group: str) -> list[dict[str, Any]]:
    """Return the fields `<group>.<kind>` that were filled in, as the API's body has them."""
    return [
        {"kind": name.partition(".")[2], "times": int(said) if said.strip().isdigit() else said}
        for name, said in form.values.items()
        if name.startswith(f"{group}.") and said.strip()
    ]
