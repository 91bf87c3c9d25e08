"""Funds 资金: lines of earmarked money by programme, year, level, kind and document."""
