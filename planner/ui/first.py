"""What stands first on a page: the headline, above the form; a phone shows the answer, and an entry changes it in view."""
from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def answer_first() -> DeltaGenerator:
    """The place of the headline; the form below it is drawn before anybody knows the answer."""
    return st.container(width=760)


def whose(top: DeltaGenerator, said: str) -> None:
    """A line in small type under the headline, which says whose case it speaks of; none where it is the reader's own."""
    if said:
        top.html(f'<p class="wa wa-small">{said}</p>')
