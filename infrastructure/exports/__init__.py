"""Lists as CSV, XLSX and Parquet, streamed in bounded memory."""
