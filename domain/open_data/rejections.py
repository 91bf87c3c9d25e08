"""What open data cannot be asked for."""

from __future__ import annotations

from domain.rejected import Rejected


class NoSuchOpenYear(Rejected):
    """Nothing is published of {year}."""

    code = "no_such_open_year"
    zh = "{year} 年没有可公开的数据。"
