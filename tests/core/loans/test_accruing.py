"""A heap of principal tells every night once, however its days are split."""

from hypothesis import given
from hypothesis import strategies as st

from tantam.core.loans.accruing import Heap, whole_and_rest
from tantam.core.loans.points import POINTS_PER_DONG

changes = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 10**10), st.integers(-(10**15), 10**15)), max_size=6)


@given(rate=st.integers(0, 200_000), story=changes, closes=st.sets(st.integers(0, 200)), last=st.integers(0, 200))
def test_however_days_are_split_the_same_is_told(rate, story, closes, last):
    def told(days: set[int]) -> int:
        heap, through, told_vnd, wait = Heap(rate), 0, 0, list(story)
        for day in sorted({*days, 200}):
            heap.pass_nights(day - through)
            while wait and wait[0][0] * 10 <= day:
                on, principal_vnd, points = wait.pop(0)
                heap.take(principal_vnd, points=points, nights=day - on * 10)
            told_vnd += heap.tell()
            through = day
        assert not wait
        return told_vnd * POINTS_PER_DONG + heap.points

    story.sort(key=lambda change: change[0])
    assert told(closes) == told({last}) == told(set())


@given(points=st.integers(-(10**20), 10**20))
def test_what_is_told_is_never_more_than_half_a_dong_away(points):
    vnd, rest = whole_and_rest(points)
    assert vnd * POINTS_PER_DONG + rest == points
    assert -POINTS_PER_DONG <= 2 * rest < POINTS_PER_DONG


def test_nights_to_come_that_a_change_holds_already_are_not_told_twice():
    heap = Heap(66_000)
    heap.take(10, points=10 * 66_000, nights=-1)  # of tomorrow, with tomorrow's night
    assert heap.points == 0
    heap.pass_nights(1)
    assert heap.points == 10 * 66_000
