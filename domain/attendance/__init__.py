"""Attendance 服务台账: when a person was served, by whom; nobody is served twice at one time."""
