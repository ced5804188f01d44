"""What the form of a page holds, between runs and in the address.

Streamlit binds every field to a query parameter of its name and leaves out the defaults. An example is different: its values
are on the form but not in the address. The first change makes the form the reader's own: all of it goes into the address, in
one step, and from then on the fields are bound. The name of the example stays in the address too, so that a reload still knows
what nobody has changed; the link to an answer leaves it out.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from planner.ui.fields import Field

OWN = "_own"                        # in the session, before the page's path: its form is the reader's, not an example
LEFT = "_left"                      # what its address was when the reader went to another page
ADDRESS = "_address"                # what it was last
EXAMPLE = "example"                 # in the address: the example to begin with, or that the reader began with


def leave(path: str) -> None:
    """The page with a path is drawn: Streamlit forgets the forms and addresses of all others, so they are noted."""
    for key in [key for key in st.session_state if str(key).startswith(ADDRESS) and key != ADDRESS + path]:
        st.session_state[LEFT + key.removeprefix(ADDRESS)] = st.session_state[key]


def stay(path: str) -> None:
    """The page with a path has been drawn: note its address."""
    st.session_state[ADDRESS + path] = st.query_params.to_dict()


@dataclass(frozen=True)
class Sheet:
    """The form of the page with a path. `aside` are fields that alone do not make it the reader's own, `example` is what it begins
    with, by name."""
    path: str
    fields: tuple[Field, ...]
    aside: frozenset[str] = frozenset()
    example: str = ""

    @property
    def is_own(self) -> bool:
        """Whether the form is the reader's, not an example."""
        return st.session_state[OWN + self.path]

    def begin(self, example: Callable[[], dict[str, object]]) -> None:
        """Fill the form with an example where the address brings nothing: on a first visit, or after "back" to it."""
        self._come_back()
        own = any(name in st.query_params for name in self.names if name not in self.aside)
        if not own and st.session_state.get(OWN + self.path, True):
            for name, entry in example().items():
                st.session_state[name] = entry
        st.session_state[OWN + self.path] = own

    @property
    def names(self) -> list[str]:
        return [field.name for field in self.fields]

    def _come_back(self) -> None:
        """The first run after another page: the address of before, unless the reader has come with one."""
        noted = st.session_state.pop(LEFT + self.path, None)
        if noted is None:
            return
        st.session_state.pop(OWN + self.path, None)
        if not st.query_params:
            st.query_params.from_dict(noted)

    def binding(self, then: Callable[[], None] | None = None) -> dict[str, object]:
        """How a field is tied to the address: not before the form is the reader's own. then: what else a change does."""
        def changed():
            if then:
                then()
            self.make_mine()
        return {"bind": "query-params" if self.is_own else None, "on_change": changed}

    def make_mine(self) -> None:
        """After the first change the form is the reader's."""
        if not self.is_own:
            example = st.query_params.get(EXAMPLE, self.example)
            st.session_state[OWN + self.path] = True
            entered = {name: st.session_state[name] for name in self.names if name in st.session_state}
            st.query_params.from_dict(({EXAMPLE: example} if example else {}) | self.in_address(entered))
            for name, entry in entered.items():         # bound fields are new ones: tell them, also those not on the screen
                st.session_state[name] = entry

    def left_of_the_example(self, brought: dict[str, object], entered: dict[str, object]) -> list[Field]:
        """Fields that nobody sees and that still hold what the example brought, once the form is the reader's own."""
        if not self.is_own or EXAMPLE not in st.query_params:
            return []
        return [field for field in self.fields if field.group and field.name not in self.aside and field.name in entered
                and brought[field.name] != field.default and entered[field.name] == brought[field.name]]

    def in_address(self, entered: dict[str, object]) -> dict[str, str]:
        """The query parameters of what is entered: each field that is not at its default, nothing else."""
        return {field.name: _written(entered[field.name]) for field in self.fields
                if field.name in entered and entered[field.name] != field.default}

    def link(self, entered: dict[str, object]) -> str:
        """The whole address of what is entered."""
        page = (st.context.url or "").split("?")[0].rstrip("/")
        return f"{page}{'' if self.path else '/'}?{urlencode(self.in_address(entered))}"


def _written(entry: object) -> str:
    if isinstance(entry, bool):
        return str(entry).lower()
    return f"{entry:g}" if isinstance(entry, float) else str(entry)
