"""What stands around every route: pure ASGI parts, each of which works around any application."""
