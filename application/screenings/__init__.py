"""What a screening comes to."""
