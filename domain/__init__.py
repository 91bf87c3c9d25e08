"""The rules of the subsidy: pure functions and plain facts, standard library only."""
