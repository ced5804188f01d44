"""The frame of all pages: name, mark, navigation. Start with `streamlit run app.py`."""
from pathlib import Path

import streamlit as st

from planner.ui.student import page

MARK = Path(__file__).parent / "static" / "mark.svg"

st.set_page_config("Can I take this offer?", MARK.read_text(), layout="wide")
st.logo(MARK)
st.navigation([st.Page(page, title="Can I take this offer?", default=True)], position="top").run()
