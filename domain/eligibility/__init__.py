"""Eligibility 资格: one case a person and programme, from application to the end of the entitlement."""
