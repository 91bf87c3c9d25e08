"""Backups: one file that holds the whole database and says what it holds; and the way back.

The master key is never in a backup. Without it the people in it can be counted and paid amounts added up, and nobody's
personal data can be read again: keep the key and the backups apart, and keep both.
"""

from infrastructure.backup.making import back_up
from infrastructure.backup.restoring import looked_through, restore

__all__ = ["back_up", "looked_through", "restore"]
