"""The frame of all pages: name, mark, navigation. Start with `streamlit run app.py`."""
from pathlib import Path

import streamlit as st

from planner.ui import calendars, caseload, doors, host, rules, sheet, student, timeline

MARK = Path(__file__).parent / "static" / "mark.svg"

st.set_page_config(page_icon=MARK.read_text(), layout="wide")             # the title is that of the page
st.logo(MARK)
pages = [
    st.Page(student.page, title="Can I take this offer?", default=True),
    st.Page(timeline.page, title="My timeline", url_path="timeline"),
    st.Page(host.page, title="When should I post?", url_path="host"),
    st.Page(caseload.page, title="Caseload", url_path="caseload"),
    st.Page(calendars.page, title="Calendars", url_path="calendars"),
    st.Page(rules.page, title="Rules and sources", url_path="rules"),
]
here = st.navigation(pages, position="top")
doors.open_doors(pages)
sheet.leave(here.url_path)
here.run()
sheet.stay(here.url_path)
with st.container(width=1120, horizontal=True):
    for page in pages:
        if page is not here:
            st.page_link(page)
