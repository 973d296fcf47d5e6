"""The inspector: reads any case as it stands in the record."""

from tests.e2e.navigators.person import Person


class Inspector(Person):
    """Somebody of the inspectorate."""

    def reads_the_record_of(self, kind: str, case: str) -> None:
        """Every act on a case, each with its place in the ledger."""
        self.opens("Thanh tra", kind, case)
        self.picture("record of the case", narrow=True)
