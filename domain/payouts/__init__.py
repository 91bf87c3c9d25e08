"""Payouts 发放: one person's payment for one period, from the bank file to the bank's word."""
