"""Years as their notices had them: 国办发明电〔2016〕17号 for 2017, 国办发明电〔2023〕7号 for 2024."""

from __future__ import annotations

from datetime import date

from api.demo.own_lists import IN_2024, off, worked

__all__ = ["IN_2017", "IN_2024"]

IN_2017 = (
    *off(date(2017, 1, 1), date(2017, 1, 2), "元旦"),
    *off(date(2017, 1, 27), date(2017, 2, 2), "春节"),
    *worked("春节", date(2017, 1, 22), date(2017, 2, 4)),
    *off(date(2017, 4, 2), date(2017, 4, 4), "清明节"),
    *worked("清明节", date(2017, 4, 1)),
    *off(date(2017, 4, 29), date(2017, 5, 1), "劳动节"),
    *off(date(2017, 5, 28), date(2017, 5, 30), "端午节"),
    *worked("端午节", date(2017, 5, 27)),
    *off(date(2017, 10, 1), date(2017, 10, 8), "国庆节、中秋节"),
    *worked("国庆节", date(2017, 9, 30)),
)
