"""The system administrator: sees to accounts, and has no part in any competition."""

from tests.e2e.navigators.person import Person


class Administrator(Person):
    """Somebody who keeps the system running."""

    def shuts_and_opens_again(self, name: str) -> None:
        """An account is shut, its sessions end, and it is opened again."""
        self.opens("Nhân sự và vai trò")
        self.follows(name)
        self.presses("Khóa tài khoản")
        self.reads("Tài khoản đã bị khóa")
        self.picture("account shut", narrow=True)
        self.presses("Mở lại tài khoản")
        self.reads("Khóa tài khoản")
