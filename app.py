"""The frame of all pages: name, mark, navigation. Start with `streamlit run app.py`."""
from pathlib import Path

import streamlit as st

from planner.ui.student import page

st.set_page_config("Can I take this offer?", Path("static/mark.svg").read_text(), layout="wide")
st.logo("static/mark.svg")
st.navigation([st.Page(page, title="Can I take this offer?", default=True)], position="top").run()
