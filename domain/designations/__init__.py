"""Designated institutions 定点机构: which institution may serve which programmes, from when until when."""
