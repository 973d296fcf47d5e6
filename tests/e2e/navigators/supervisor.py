"""The supervision board: attests what others do."""

from tests.e2e.navigators.desk import Desk


class Supervisor(Desk):
    """Who watches and signs that it was done rightly."""

    def attests_the_counting(self) -> None:
        """As many scripts as people."""
        self.confirms("Chứng kiến kiểm đếm")

    def attests_the_lock(self) -> None:
        """The same marks for the marking board and the chair."""
        self.confirms("Chứng kiến khóa điểm")

    def attests_the_decoding(self) -> None:
        """The map came back as it was sealed."""
        self.confirms("Chứng kiến ghép phách")
