"""What is asked of matching schemes beyond their lists."""
