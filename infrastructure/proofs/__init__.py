"""Keys and signatures, tiles on disk, a sealer that follows the log, a signer that never signs a fork, witnesses."""
