"""Recoveries 追缴: money ordered back, in instalments, to the very sources it came from."""
