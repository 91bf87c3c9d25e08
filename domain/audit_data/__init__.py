"""The books as auditors take them in: which months, and what a file of them may be refused for."""
