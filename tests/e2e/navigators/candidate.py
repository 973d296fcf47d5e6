"""A candidate: from the announcement to the receipt, and what they may ask for afterwards."""

from datetime import datetime
from hashlib import sha256

from tests.e2e.navigators.person import Person
from tests.factories.applications import PDF
from workflows import dossier


class Candidate(Person):
    """Somebody who competes for a post."""

    def registers(self, name: str, born: datetime) -> None:
        """Open an account; a mail with a link follows."""
        self.window.go("/sign-in")
        self.follows("Mở tài khoản")
        self.writes("Họ và tên", name)
        self.dates("Ngày sinh", born)
        self.ticks("Nam")
        self.writes("Số định danh cá nhân", "079185012345")
        self.writes("Số điện thoại", "0912345678")
        self.writes("Địa chỉ thư điện tử", self._email)
        for field in self.page.locator("input[type=password]").all():
            field.fill(self._password)
        self.picture("registration", narrow=True)
        self.presses("Mở tài khoản")
        self.reads("thư")

    def confirms_the_address(self, link: str) -> None:
        """Open the link in the mail, then sign in."""
        self.goes_to(link)
        self.goes_to("/inbox")
        self.reads("Việc của tôi")

    def opens_the_application(self, post: str) -> None:
        """One's own application, from the list."""
        self.opens("Hồ sơ của tôi", post)

    def finds_the_post(self, title: str, post: str) -> None:
        """From the list of open rounds to the start page of the post."""
        self.opens("Thi tuyển", title, "Đăng ký dự tuyển")
        self.reads(post)

    def reads_the_announcement(self, title: str) -> None:
        """What anybody may read of a round."""
        self.opens("Thi tuyển", title)
        self.picture("announcement to the public", narrow=True)

    def checks_eligibility(self) -> None:
        """Before applying, without leaving a trace."""
        self.follows("Tự kiểm tra")
        self.ticks("Quy hoạch chức danh này")
        self.page.locator("[name=months_in_post]").fill("36")
        self.presses("Xem kết quả")
        self.picture("self check")

    def begins_the_dossier(self) -> None:
        """A draft that only the candidate sees."""
        self.presses("Bắt đầu lập hồ sơ")
        self.presses("Bắt đầu soạn")

    def answers_the_questions(self) -> None:
        """The four pages of questions."""
        self.follows("Khai đối tượng dự tuyển")
        self.ticks("Quy hoạch chức danh này")
        self.presses("Lưu và tiếp tục")
        self.follows("Khai chức vụ hiện tại")
        for name, text in {
            "current_post": "Chuyên viên Mẫu", "current_unit": "Phòng Mẫu",
            "months_in_post": "36", "service_months": "120",
        }.items():  # fmt: skip
            self.page.locator(f"[name={name}]").fill(text)
        self.presses("Lưu và tiếp tục")
        self.follows("Khai trình độ")
        self.page.locator("[name=meets_standards][value=yes]").check()
        self.page.locator("[name=degree]").fill("Thạc sĩ Luật")
        self.page.locator("[name=political_theory]").fill("Cao cấp")
        self.presses("Lưu và tiếp tục")
        self.follows("Trả lời về xếp loại")
        self.page.locator("[name=good_years]").fill("3")
        self.page.locator("[name=healthy][value=yes]").check()
        self.page.locator("[name=barred][value=no]").check()
        self.presses("Lưu và tiếp tục")

    def uploads_the_papers(self, issued_on: datetime) -> None:
        """Each paper on its own page; each page leads to the next that is missing."""
        names = [kind.label.vi for kind in dossier.required_papers("planned_here")]
        self.follows(f"Tải lên: {names[0]}")
        for name, following in zip(names, [*names[1:], None], strict=True):
            self._uploads(name, issued_on)
            if following:
                self.presses(f"Tiếp theo: {following}")
        self.follows("Tiếp tục soạn hồ sơ")

    def _uploads(self, name: str, issued_on: datetime) -> None:
        data = PDF + f"% {self._email} {name}".encode() + b"\n%%EOF\n"
        self.page.set_input_files("[name=file]", {"name": f"{name}.pdf", "mimeType": "application/pdf", "buffer": data})
        self.dates("Ngày", issued_on)
        self.presses("Tải lên")
        self.reads(f"{name}.pdf")

    def hands_in(self, *, pictured: bool = False) -> None:
        """Check, declare, submit, and read the receipt."""
        if pictured:
            self.picture("task list", narrow=True)
        self.presses("Kiểm tra nội dung")
        self.page.locator("[name=declared]").check()
        self.presses("Nộp hồ sơ dự tuyển")
        self.reads("Mã hồ sơ")
        if pictured:
            self.picture("receipt", narrow=True)

    def reads_the_rejection(self, post: str, reason: str) -> None:
        """The reason, the condition and the clause stand on the page of the application."""
        self.opens_the_application(post)
        self.reads("Loại", reason)
        self.picture("rejected with reasons", narrow=True)

    def petitions(self, text: str) -> None:
        """Ask that the rejection be looked at again."""
        self.presses("Viết kiến nghị")
        self.main.get_by_role("textbox").fill(text)
        self.presses("Gửi kiến nghị")

    def hands_in_the_proposal(self, post: str, data: bytes) -> None:
        """Sealed as soon as it arrives; the receipt has its digest."""
        self.opens_the_application(post)
        self.presses("Đề án của Ông/Bà: nộp, biên nhận, việc tiếp theo")
        self.page.set_input_files("[name=file]", {"name": "de-an.pdf", "mimeType": "application/pdf", "buffer": data})
        self.presses("Nộp và niêm phong")
        self.reads(sha256(data).hexdigest())
        self.picture("proposal handed in", narrow=True)

    def asks_for_remarking(self, post: str, grounds: str) -> None:
        """From the page where the mark is read."""
        self.opens_the_application(post)
        self.picture("marks read", narrow=True)
        self.follows("Đề nghị phúc khảo bài thi viết")
        self.writes("Lý do đề nghị", grounds)
        self.picture("request for re-marking", narrow=True)
        self.presses("Gửi đơn phúc khảo")

    def reads_the_answer(self, post: str, mark: str) -> None:
        """The new mark stands."""
        self.opens_the_application(post)
        self.reads(mark)

    def declines(self, post: str, reason: str) -> None:
        """The office that was won."""
        self.opens_the_application(post)
        self.picture("winner", narrow=True)
        self.acts("Từ chối nhận nhiệm vụ", reason)
