"""One router per concept; each route is one command or one query."""
