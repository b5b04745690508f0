"""Files of reports: Excel, CSV and JSON, row by row in flat memory."""
