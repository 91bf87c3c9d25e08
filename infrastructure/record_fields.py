"""One corrected field of a person's record, checked and made uniform as an import would."""

from __future__ import annotations

from infrastructure import identity


def corrected(field: str, text: str, *, id_number: str, passbook: bool = False) -> str:
    """Return the value as it is kept; an empty text empties the field, but for name and ID number.

    `id_number` is the person's own, which a certificate has to begin with; a `passbook`'s account needs no check digit.
    Raises the refusals of `infrastructure.identity`.
    """
    if field == "id_number":
        return identity.id_number(text, field=field)
    if not text.strip():
        return ""
    if field == "certificate":
        return identity.certificate(text, field=field, of=id_number).number
    if field == "account":
        return identity.account(text, field=field, luhn_required=not passbook)
    return identity.plain(text)
