"""What is done here of the exam's own steps: those that join marks to people, or end the presentations."""

from functools import partial

from appointments.exams.following import carry_out
from appointments.results.commands import deciding, rounds, written

carry_out("paper.publish_written", written.publish_written)
carry_out("paper.finish_remarking", written.finish_remarking)
carry_out("appeal.decide", deciding.decide_appeal)
carry_out("appeal.propose_change", deciding.propose_change)
carry_out("appeal.confirm_change", deciding.confirm_change)
carry_out("appeal.return_change", deciding.return_change)
SCHEDULE = partial(rounds.take_step, trigger="schedule_oral")
SKIP = partial(rounds.take_step, trigger="skip_oral")
CLOSE = partial(rounds.take_step, trigger="close_oral")
carry_out("round.schedule_oral", SCHEDULE)
carry_out("round.skip_oral", SKIP)
carry_out("round.close_oral", CLOSE)
