"""Lists brought as .xlsx, .xls or .csv: opened with care, headings found by name, every bad cell named."""
