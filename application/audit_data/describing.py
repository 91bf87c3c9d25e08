"""The shape as data, for whoever reads a package without us."""

from __future__ import annotations

from typing import Any

from application.audit_data.shape import Basis
from application.audit_data.tables import FILES, STANDARDS, VERSION

BASIS_WORDS = {
    Basis.SERIES: ("标准公开资料可见", "known from public descriptions of the GB/T 24589 series"),
    Basis.OUTLINE: (
        "类别见公开目录，字段为推定",
        "class in the published contents of GB/T 42940; the field is assumed",
    ),
    Basis.OURS: ("本系统推定", "our assumption"),
}
"""What each basis is called, Chinese and English."""


def described() -> dict[str, Any]:
    """Return every file, table and field with what it means and rests on."""
    files = [
        {
            "name": file.name,
            "root": file.zh,
            "tables": [
                {
                    "table": table.name,
                    "en": table.en,
                    "group": table.group,
                    "fields": [
                        {
                            "name": one.name,
                            "en": one.en,
                            "form": one.form.value,
                            "basis": one.basis.value,
                            "source": one.source.en,
                            "source_zh": one.source.zh,
                        }
                        for one in table.fields
                    ],
                }
                for table in file.tables
            ],
        }
        for file in FILES
    ]
    basis = {one.value: {"zh": zh, "en": en} for one, (zh, en) in BASIS_WORDS.items()}
    return {"version": VERSION, "shaped_after": STANDARDS, "basis": basis, "files": files}
