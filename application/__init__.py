"""Use cases: one road for every command (load, replay, decide, append) and the ports it runs on."""
