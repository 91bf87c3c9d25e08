"""The database's shape: numbered SQL files and the small runner that applies them in order."""
