"""The views: pure functions from one recorded entry to the rows it adds. Nothing else decides what a number means."""
