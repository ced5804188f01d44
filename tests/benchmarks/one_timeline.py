"""The app that redraw.py compares the page with: one plotly timeline, one field that changes it, nothing else."""
from datetime import date, timedelta

import pandas as pd
import plotly.express as px
import streamlit as st

start = st.date_input("Offer starts", date(2026, 12, 21), format="YYYY-MM-DD")
today = date(2026, 11, 22)
steps = [("Offer in hand", today, 1, "You"), ("Ask for CPT", today, 15, "You"), ("CPT authorized", today, 15, "School"),
         ("Float", today + timedelta(15), 14, "School"), ("Work", start, 26, "Host")]
table = pd.DataFrame([(name, begin, begin + timedelta(days), who) for name, begin, days, who in steps],
                     columns=["Step", "From", "To", "Who"])
st.plotly_chart(px.timeline(table, x_start="From", x_end="To", y="Step", color="Who"))
