"""The last answers of a process."""

from functools import partial

from progress.lately import Lately


def test_makes_an_answer_once() -> None:
    lately: Lately[str, int] = Lately(2)
    made: list[str] = []

    def make(key: str) -> int:
        made.append(key)
        return len(made)

    assert [lately.get(key, partial(make, key)) for key in ("a", "b", "a", "c", "a", "b")] == [1, 2, 1, 3, 1, 4]
    assert (made, list(lately.values)) == (["a", "b", "c", "b"], ["a", "b"])


def test_an_answer_that_is_empty_is_one() -> None:
    lately: Lately[str, tuple[int, ...]] = Lately(1)
    lately.keep("a", ())
    assert lately.get("a", lambda: (1,)) == ()
    assert lately.find("b") is None
