"""A school's year as a chart on a page."""
from __future__ import annotations

from datetime import date

import streamlit as st

from planner.charts.year_chart import year_chart
from planner.year import Year, year_picture
from planner.year_words import in_words


def draw(year: Year, on: date, key: str) -> None:
    """The chart, with its words for those who do not see it; nothing where there is nothing to draw."""
    picture = year_picture(year, on)
    if picture.lanes:
        st.plotly_chart(year_chart(picture), theme="streamlit", config={"displayModeBar": False}, alt=in_words(year, on),
                        key=f"{key}-{year.school.slug}-{st.context.theme.type}")
