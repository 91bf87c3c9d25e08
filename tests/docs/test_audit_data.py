"""docs/audit-data.md is what the shape says of itself."""

from __future__ import annotations

from application.audit_data.tables import FILES
from tests.docs.audit_data import FILE, page


def test_the_page_is_what_the_shape_says() -> None:
    assert FILE.read_text("utf-8") == page(), "python -m tests.docs.audit_data"


def test_every_field_is_on_the_page_with_what_it_rests_on() -> None:
    text = " ".join(FILE.read_text("utf-8").split())
    for file in FILES:
        for table in file.tables:
            for one in table.fields:
                assert f"- `{one.name}` {one.en} ({one.form.value}, **{one.basis.value}**): {one.source.en}." in text
