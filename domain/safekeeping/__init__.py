"""Safekeeping 保管: how long accounting records are kept, and under which master key people's data lies."""
