"""Access 权限: which role may do what, where things lie, and the check that every request passes."""
