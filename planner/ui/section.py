"""How a section of a page opens: a rule and a heading, no box."""


def section(title: str, body: str = "") -> str:
    """A rule, a heading, and what stands under it."""
    return f'<hr class="wa wa-rule"><h2 class="wa wa-h2">{title}</h2>{body}'
