"""What the tests of pages do alike with Streamlit's AppTest: run a page without an exception, and read what it says."""
from streamlit.testing.v1 import AppTest


def ran(page: AppTest) -> AppTest:
    """The page after another run, which must raise nothing."""
    page.run()
    assert not page.exception
    return page


def headline(page: AppTest) -> str:
    """The first sentence, with plain spaces."""
    return page.title[0].value.replace("\u00a0", " ")


def words_of(page: AppTest, *kinds: str) -> str:
    """All words of these kinds of elements and of the page's own HTML, tags and all, with plain spaces."""
    found = " ".join(e.value for kind in kinds for e in getattr(page, kind))
    return (found + " ".join(e.proto.body for e in page.get("html"))).replace("\u00a0", " ")
