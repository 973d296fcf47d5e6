"""The coding board: draws the codes, keeps their map, brings it back."""

from pathlib import Path

from tests.e2e.navigators.desk import Desk
from tests.factories.coding import Coded


class CodingOfficer(Desk):
    """Who alone holds the map of numbers and codes."""

    def draws_the_codes(self) -> bytes:
        """The map comes as a file that nobody else keeps."""
        self.does("Đánh phách và niêm phong")
        self.main.get_by_label("Tôi đã chép mã bí mật ra giấy").check()
        with self.page.expect_download() as found:
            self.main.get_by_role("button", name="Đánh phách và lưu bản đồ").click()
        return Path(found.value.path()).read_bytes()

    def brings_the_map_back(self, data: bytes, name: str = "ban-do-phach.txt") -> None:
        """After the marks are locked."""
        self.does("Giao nộp bản đồ phách")
        file = {"name": name, "mimeType": "text/plain", "buffer": data}
        self.page.set_input_files("[name=file]", file)
        self.presses("Giao nộp")
        self.reads("Đúng là bản đồ phách đã niêm phong")

    def brings_the_batch(self, made: Coded) -> None:
        """Everything that the offline tool wrote for the house."""
        self.does("Đánh phách và niêm phong")
        self.picture("coding tool", narrow=True)
        self.page.set_input_files("[name=files]", [str(path) for path in made.server.rglob("*") if path.is_file()])
        self.presses("Kiểm tra và niêm phong")
        self.picture("batch brought", narrow=True)

    def brings_the_key_of_the_proposals(self, public: bytes) -> None:
        """The public half, as the tool wrote it; the private one is nowhere."""
        self.opens_the_proposals()
        self.presses("Đưa khóa niêm phong đề án vào")
        file = {"name": "proposal-key.json", "mimeType": "application/json", "buffer": public}
        self.page.set_input_files("[name=file]", file)
        self.presses("Nhận khóa")

    def brings_the_new_code(self, made: Coded) -> str:
        """What the tool wrote for one script that is marked again; gives the new code on the slip."""
        self.opens_the_request()
        self.presses("Đánh phách mới")
        self.picture("coding again by the tool", narrow=True)
        self.page.set_input_files("[name=files]", [str(path) for path in made.server.rglob("*") if path.is_file()])
        self.presses("Cấp số phách mới")
        return self._code_on_the_slip()

    def codes_the_script_again(self, markers: list[str]) -> str:
        """A new code, and two markers who never touched the script; gives the code on the slip."""
        self.opens_the_request()
        self.presses("Đánh phách mới")
        for marker in markers:
            self.ticks(marker)
        self.picture("coding again")
        self.presses("Cấp số phách mới")
        self.picture("slip for the coding board")
        return self._code_on_the_slip()

    def _code_on_the_slip(self) -> str:
        slip = self.main.get_by_role("region", name="Phiếu của Ban phách")
        return slip.get_by_role("definition").last.inner_text().strip()
