"""Small drawings: who acts, what kind of date, which verdict. Each stands beside its word and is hidden from screen readers.

st.html lets no SVG through, so a drawing is a class of page.css: a mask with the colour of the theme behind it.
"""
from __future__ import annotations


def mark(name: str, style: str = "") -> str:
    """The drawing of an actor, a kind of date or a verdict.

    >>> mark("student")
    '<i class="wm wm-student" aria-hidden="true"></i>'
    """
    return f'<i class="wm wm-{name}" aria-hidden="true"{f" style={chr(34)}{style}{chr(34)}" if style else ""}></i>'


def legend(shown: list[str], names: dict[str, str]) -> str:
    """One line of what a picture shows."""
    items = "".join(f"<span>{mark(name)} {names[name]}</span>" for name in shown)
    return f'<div class="wa wa-small wa-legend">{items}</div>'
