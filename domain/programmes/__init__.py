"""Programmes 项目: what is subsidised, under which policy, with which targets."""
