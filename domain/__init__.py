"""The rules of subsidy money: pure functions on frozen facts, standard library only."""
