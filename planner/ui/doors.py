"""Links from one page to another that carry what both can use, and keep the session."""
from __future__ import annotations

import streamlit as st

DOORS = "_doors"                    # in the session: the pages by their path


def open_doors(pages: list) -> None:
    """Note the pages of the app, so that each can point to the others."""
    st.session_state[DOORS] = {page.url_path: page for page in pages}


def link(path: str, label: str, entries: dict[str, object]) -> None:
    """A link to the page with a path; entries are its query parameters, blank ones are left out."""
    page = st.session_state.get(DOORS, {}).get(path)
    if page:
        known = {name: str(entry) for name, entry in entries.items() if entry not in (None, "")}
        st.page_link(page, label=label, query_params=known)
