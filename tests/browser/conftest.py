"""Fixtures of the tests in a browser."""
from in_chromium import address, chromium, open_page, profiles

__all__ = ["address", "chromium", "open_page", "profiles"]
