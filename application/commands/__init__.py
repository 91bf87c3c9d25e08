"""What officers can ask for: one file a concept, a frozen command beside each use case."""
