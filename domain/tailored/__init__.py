"""Tailored service 量服: survey, plan, service and follow-up of one person in one year, in that order and signed."""
