"""All checks, in the order of their numbers."""

from __future__ import annotations

from collections.abc import Mapping

from application.checks import amounts, doubles, figures, following, integrity, money, procedure, services, standing
from application.checks.check import Check

CHECKS: tuple[Check, ...] = tuple(
    sorted(
        (
            standing.PAID_AFTER_DEATH,
            standing.PAID_IN_PRISON,
            standing.PAID_WITHOUT_CERTIFICATE,
            standing.ENTITLED_AND_NOT_RECEIVING,
            standing.PAID_AND_NOT_SEEN,
            doubles.PAID_TWICE,
            doubles.PAID_FOR_EXCLUDING_PROGRAMMES,
            doubles.ACCOUNT_SWAPPED,
            doubles.ACCOUNT_SHARED,
            doubles.PAID_TO_KIN,
            amounts.AMOUNT_IS_NOT_THE_RULE,
            amounts.FACTS_ARE_FALSE,
            amounts.ON_THE_PUBLIC_PAYROLL,
            amounts.LESS_ARRIVED,
            money.HELD_TOO_LONG,
            money.BALANCE_TOO_OLD,
            money.DIVERTED,
            money.REVENUE_SPENT,
            services.SERVICE_NOT_GIVEN,
            services.INVOICE_MISSING,
            services.VISITS_OVERLAP,
            services.DEVICES,
            services.PROCUREMENT_SPLIT,
            figures.FILLED_IN,
            figures.SERVED_AND_FUNDED,
            figures.TOTALS_DO_NOT_FOOT,
            procedure.NOTICE_MISSING_OR_SHORT,
            procedure.NOTICE_LEAKS,
            procedure.ORDER_REVERSED,
            following.RETURN_LEFT_OPEN,
            following.RECOVERY_LEFT_OPEN,
            integrity.CHAIN_BROKEN,
        ),
        key=lambda check: check.id,
    )
)

CHECK: Mapping[str, Check] = {check.id: check for check in CHECKS}
