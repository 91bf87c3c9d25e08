"""Screening programmes 筛查: candidates, re-check, operation or service, follow-ups, claims over the target."""
