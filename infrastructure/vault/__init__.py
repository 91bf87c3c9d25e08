"""The vault: personal data sealed one key a person, found by keyed digests, opened only for a stated reason."""
