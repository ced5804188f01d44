"""What the tests of pages do alike with Streamlit's AppTest: run a page without an exception, and read what it says."""
from streamlit.testing.v1 import AppTest


def ran(page: AppTest) -> AppTest:
    """The page after another run, which must raise nothing."""
    page.run()
    assert not page.exception
    return page


def press(page: AppTest, label: str) -> AppTest:
    """The page after a button has been pressed."""
    next(button for button in page.button if button.label == label).click()
    return ran(page)


KINDS = {"day": "date_input", "count": "number_input", "hours": "number_input", "money": "number_input", "flag": "checkbox",
         "choice": "selectbox", "text": "text_input"}


def enter(page: AppTest, field, entry) -> AppTest:
    """The page after a field of its form has been set as a person would."""
    getattr(page, KINDS[field.kind])(key=field.name).set_value(entry)
    return ran(page)


def headline(page: AppTest) -> str:
    """The first sentence, with plain spaces."""
    return page.title[0].value.replace("\u00a0", " ")


def words_of(page: AppTest, *kinds: str) -> str:
    """All words of these kinds of elements and of the page's own HTML, tags and all, with plain spaces."""
    found = " ".join(e.value for kind in kinds for e in getattr(page, kind))
    return (found + " ".join(e.proto.body for e in page.get("html"))).replace("\u00a0", " ")
