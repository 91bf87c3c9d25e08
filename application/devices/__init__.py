"""What devices in kind come to."""
