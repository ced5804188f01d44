"""What a field is told to hold: only what it does not hold already, or it would lose what is entered while the page is drawn."""
from __future__ import annotations

import streamlit as st


def hold(key: str, entry: object) -> None:
    """Give the field of a key its entry. The browser drops what a reader did meanwhile whenever it is told one, also the same."""
    if key not in st.session_state or st.session_state[key] != entry:
        st.session_state[key] = entry
