"""Matching funds 配套资金: two levels pay for each unit in one fixed ratio, neither before its condition is met."""
