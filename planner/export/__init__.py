"""Answers as files for other programs: calendars, workbooks, Parquet."""
