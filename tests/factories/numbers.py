"""The numbers that keep people, agencies and papers of tests apart: one sequence in a process."""


class Numbers:
    """The last number that was given out, and how the sequence is moved."""

    def __init__(self) -> None:
        self.last = 0

    def next(self) -> int:
        """One that was not given out yet."""
        self.last += 1
        return self.last

    def begin_again(self) -> None:
        """For a world of its own that has to come out the same each time."""
        self.last = 0

    def go_on_after(self, last: int) -> None:
        """For rows that are put back and hold numbers up to `last`: whoever joins them gets a higher one."""
        self.last = max(self.last, last)


numbers = Numbers()
