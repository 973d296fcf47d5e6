"""The table of rights itself; `workflows.access` says how a cell is read. What is not here is denied."""

from workflows.roles import (
    APPROVER,
    AUDITOR,
    AUTHORITY,
    CANDIDATE,
    CHAIR,
    CODING,
    INVIGILATOR,
    MARKER,
    MARKING_HEAD,
    PANEL,
    PERSONNEL,
    PUBLIC,
    SECRETARY,
    SUPERVISOR,
    SYSADMIN,
    Role,
)

CAN, PER, APR, APP, CHR, SEC, COD = CANDIDATE, PERSONNEL, APPROVER, AUTHORITY, CHAIR, SECRETARY, CODING
HEAD, MAR, PAN, INV, SUP, AUD, SYS, PUB = (
    MARKING_HEAD, MARKER, PANEL, INVIGILATOR, SUPERVISOR, AUDITOR, SYSADMIN, PUBLIC,
)  # fmt: skip

MATRIX: dict[str, dict[Role, str]] = {
    # Before reception.
    "need": {PER: "create,write S0; read", APR: "read", APP: "approve ² S0; read", SUP: "read", AUD: "read"},
    "plan": {
        CAN: "read S1+", PER: "create,write S0", APR: "approve ² S0", CHR: "read", SEC: "write S0", SUP: "read",
        APP: "approve S0", AUD: "read", PUB: "read S1+",
    },
    "announcement": {PER: "create,write S0", APR: "approve ² S0,S1", CHR: "read", SEC: "write S0", SUP: "read",
                     APP: "read", AUD: "read", PUB: "read S1+"},
    "deadline": {CAN: "read", PER: "create", APR: "approve ²", CHR: "approve ²", SUP: "read", AUD: "read", PUB: "read"},
    "regulation": {PER: "create S0", APR: "approve ²", APP: "approve ²", AUD: "read", PUB: "read"},
    "reorganisation": {PER: "create", APR: "approve ²", APP: "approve ²; revoke", SUP: "read", AUD: "read"},
    "council": {
        PER: "create S0-S3", APR: "approve ²", CHR: "write; approve ²", SEC: "create", HEAD: "read own",
        COD: "read own", MAR: "read own", PAN: "read own", INV: "read own", SUP: "read", APP: "approve", AUD: "read",
    },
    "council_names": {PUB: "read S1+ if:published"},
    "declaration": {
        PER: "create own", APR: "create own", CHR: "create own; read", SEC: "create own; read_status",
        COD: "create own", MAR: "create own", HEAD: "create own", PAN: "create own", INV: "create own",
        SUP: "create own; read", APP: "create own", AUD: "read",
    },
    "conflict": {
        CHR: "write S2+; approve ² S2+", SUP: "write S2+; approve ² S2+", APR: "approve ² S2+", AUD: "read S2+",
    },
    "conflict_flag": {
        CHR: "read S2+", SUP: "read S2+", AUD: "read S2+", APR: "read S2+", SEC: "read S2+", HEAD: "read S2+",
    },
    # Applications. That a dossier was filed and which papers it has is known at once, its content after the closing.
    "draft_application": {CAN: "create,write own S1"},
    "paper_application": {PER: "create,write S1,S2"},
    "application": {
        CAN: "read own; withdraw own S1-S3", PER: "read own S1+; return own S1; check S2", APR: "read S2-S3",
        CHR: "read S2+", SEC: "read S3+", SUP: "read reason", APP: "read S10+ if:shortlisted", AUD: "read reason",
    },
    "dossier": {
        CAN: "read own", PER: "read own S2+", APR: "read S2-S3", CHR: "read S2+", SUP: "read reason",
        APP: "read S10+ if:shortlisted", AUD: "read reason",
    },
    "dossier_summary": {PAN: "read own S9 if:no_conflict"},
    "eligibility": {
        CAN: "read own S3+", PER: "create S2-S3 reason", APR: "approve ² S2-S3", CHR: "read", SEC: "read",
        SUP: "read", AUD: "read",
    },
    "eligibility_counts": {PUB: "read S3+"},
    "shortlist": {PER: "create S2-S3", APR: "approve ² S2-S3", PUB: "read S3+"},
    "petition": {CAN: "create,withdraw own S3", PER: "write S3", APR: "approve ² S3; write S3", CHR: "read",
                 SUP: "read", AUD: "read"},
    # The written part.
    "numbers": {
        CAN: "read own S3+", PER: "read", APR: "read", CHR: "read", SEC: "create,write S3; read", COD: "read S4-S5",
        INV: "read S3-S4", SUP: "read", AUD: "read", PUB: "read S3+",
    },
    "exam": {CHR: "run S3-S9", SEC: "read", SUP: "read", AUD: "read"},
    "attendance": {INV: "write S4", SEC: "write S4; write S9", CHR: "read", SUP: "read", AUD: "read"},
    "envelope": {SEC: "create", CHR: "read", SUP: "read", AUD: "read"},
    "incident": {INV: "create S4", SEC: "create S4-S9; read", CHR: "read", SUP: "read", AUD: "read"},
    "room_minutes": {INV: "sign ² S4", SEC: "sign ² S4", SUP: "attest S4"},
    "violation": {
        CAN: "read own S4+", INV: "create S4; sign ² S4", SEC: "create S4-S9; read",
        CHR: "sign ² S4-S9; approve ² S3-S10; read",
        SUP: "read", AUD: "read",
    },
    "counts": {
        CHR: "approve ² S4", SEC: "write S4", INV: "write own S4", COD: "write S4-S5", SUP: "approve ² S4", AUD: "read",
    },
    "code_map": {CHR: "share S7", COD: "create S4-S5; share S7", SUP: "share S7"},
    "code_map_hash": {AUD: "read S5+", SYS: "read S5+", PUB: "read S5+"},
    "scripts": {CAN: "read own S12 if:allowed", COD: "write S5", MAR: "read own S6,S12", HEAD: "assign S5-S6,S12",
                SUP: "read S7+", AUD: "read S8+"},
    # Pages of a script with its signed points; "scripts" and "marks" open the record and the marks alone.
    "coded_script": {SUP: "read reason S7+ if:sampled", AUD: "read reason S8+"},
    "marks": {CHR: "read S7+", SEC: "read S7+", MAR: "create,write,sign own S6,S12",
              SUP: "read S7+", AUD: "read S7+"},
    "marking_quality": {CHR: "read S7+", SUP: "read S7+", AUD: "read S7+"},
    "sheet": {SEC: "key S6,S12,S9", HEAD: "key S6,S12; settle S6,S12"},
    "divergence": {
        CHR: "approve ² S6,S12", HEAD: "write S6,S12", MAR: "create own S6,S12", SUP: "approve ² S6,S12", AUD: "read",
    },
    "moderation": {HEAD: "create S6; read S6+", CHR: "read S7+", SUP: "read S7+", AUD: "read S7+"},
    "divergence_flag": {SEC: "read S6,S12"},
    "lock": {CHR: "approve ² S6", SEC: "create S6", MAR: "sign own S6", HEAD: "approve ² S6", SUP: "attest S6",
             AUD: "read", PUB: "read S7+"},
    "decode": {CHR: "approve ² S7", SEC: "operate S7", COD: "approve ² S7", SUP: "approve ² S7", AUD: "read"},
    "written_result": {CAN: "read own S8+", CHR: "publish S8; read S8+", SEC: "read S8+", PER: "read S8+",
                       APR: "read S8+", APP: "read S8+", SUP: "read S8+", AUD: "read S8+", PUB: "read S8+ if:as_ruled"},
    "appeal": {
        CAN: "create,withdraw own S12; read own", APR: "read", CHR: "approve ² S12", SEC: "write S12",
        COD: "recode S12", MAR: "create own S12", SUP: "approve ² S12", APP: "read", AUD: "read",
    },
    "appeal_counts": {PER: "read", PUB: "read"},
    "questions": {SEC: "write S8+"},
    # The presentation and the result.
    "oral_sheet": {
        CAN: "read own S11+", CHR: "preside,minute S9; read S9+ if:all_signed",
        SEC: "record,minute S9; read S9+ if:all_signed", PAN: "create,sign own S9", SUP: "read S9+ if:all_signed",
        AUD: "read",
    },
    # Sealed until it is opened; then those who score this candidate, and whoever answers for the round with a reason.
    "proposal": {CAN: "lodge own S9; read own S9+", PAN: "read own S9 if:no_conflict", CHR: "read S9+ reason",
                 SUP: "read S9+ reason", AUD: "read S9+ reason"},
    "proposal_count": {CHR: "read S9+", SEC: "read S9+", SUP: "read S9+", AUD: "read S9+"},
    "proposal_key": {COD: "create S3-S9"},
    "proposal_opening": {
        CHR: "propose S9; waive S9; prolong S9; read S9+", SUP: "approve ² S9; read S9+", COD: "read S9+",
        AUD: "read S9+",
    },
    "ranking": {
        CAN: "read own S11+", PER: "read S10+", APR: "read S10+", CHR: "approve ² S3-S10; read S10+",
        SEC: "create S8+; recheck ² S10", SUP: "approve ² S10; recheck ² S10", APP: "read S10+", AUD: "read S10+",
        PUB: "read S11+ if:as_ruled",
    },
    "margin": {CHR: "read S10+", SEC: "read S10+", SUP: "read S10", APP: "read S10+", AUD: "read S10+"},
    "result": {CHR: "create S10; publish S11", APP: "approve ² S10", PUB: "read S11+ if:as_ruled"},
    # After the result.
    "verification": {PER: "write S13", APR: "read S13", APP: "read S13", AUD: "read"},
    "submission": {PER: "create S13", APP: "approve ² S11,S13", CHR: "read", SUP: "read", AUD: "read"},
    "appointment": {CAN: "decline own S11,S13", PER: "record S11,S13"},
    "decision": {
        CAN: "read own", PER: "create,cancel S13", APR: "approve ² S13", CHR: "read", SEC: "read", SUP: "read",
        APP: "approve ² S13,S14; cancel S13", AUD: "read", PUB: "read if:issued",
    },
    # A term that ends. How the key cadres voted is announced to nobody (NĐ 170/2025: the minutes go to the authority).
    "reappointment": {
        CAN: "report,read own", PER: "write", APP: "approve ²", APR: "read", AUD: "read",
    },
    # The round as a whole.
    "round": {PER: "close S11", CHR: "close S11", APP: "return S0,S10; stop; except", PUB: "read S1+"},
    "contest": {APP: "return S0,S13", PUB: "read S1+"},
    # A denunciation's author stays known to those who deal with it. Everybody may lodge; that shows nothing.
    "complaint": {
        CAN: "lodge,withdraw own S1+; read own", PER: "lodge S1+; read", CHR: "write,examine S1+; approve ² S1+",
        APP: "write,examine S1+; approve ² S1+", SUP: "examine S1+; read", AUD: "read", PUB: "lodge S1+",
    },
    "denunciation": {CHR: "read S1+", APP: "read S1+", SUP: "read S1+"},
    # Votes of an ordinary appointment or a reappointment; there is no round, so no phase.
    "conference": {PER: "hold; confirm ²; read", APP: "confirm ²; read", APR: "read", SUP: "read", AUD: "read"},
    "ordinary": {PER: "create,write,submit; read", APP: "approve ²; read", APR: "read", AUD: "read"},
    "complaint_counts": {PUB: "read S1+"},
    "hold": {CHR: "approve S0-S6", APP: "approve S0-S6", PER: "read", SEC: "read", SUP: "read", AUD: "read"},
    "record": {
        CAN: "read own", PER: "read own", APR: "read own", CHR: "read", SEC: "read if:no_marks", COD: "read own",
        MAR: "read own", PAN: "read own", HEAD: "read own", INV: "read own", SUP: "read", AUD: "read",
    },
    "metrics": {SYS: "read", AUD: "read"},
    "heads": {PUB: "read"},
    "users": {
        CAN: "write own", APR: "approve ²", CHR: "approve ²", SEC: "create", SUP: "read", AUD: "read", SYS: "disable",
    },
    "config": {SYS: "write", AUD: "read"},
    "data_request": {CAN: "create own", PER: "write", APR: "approve ²", SUP: "read", AUD: "read", SYS: "run"},
    "indicator": {PUB: "read"},
    "report": {PER: "create,withdraw; read", APR: "approve ²; withdraw", APP: "approve ²; withdraw", AUD: "read",
               PUB: "read if:frozen"},
}  # fmt: skip


def _both(steps: str) -> str:
    """The steps of an ordinary appointment, under the law of either kind of staff."""
    return " ".join(f"{key}:{step}" for key in ("civil_appointment", "public_appointment") for step in steps.split())


_STEPS: dict[tuple[str, str], str] = {
    ("draft_application", "write"): "application:submit",
    ("paper_application", "write"): "application:key_in",
    ("application", "return"): "application:return",
    ("application", "withdraw"): "application:withdraw",
    ("application", "check"): "round:begin_checking",
    ("eligibility", "create"): "application:accept application:propose_rejection",
    ("eligibility", "approve"): "application:reject application:overturn application:reopen",
    ("attendance", "write"): "application:mark_present application:mark_absent",
    ("violation", "create"): "sanction:sign",
    ("violation", "sign"): "sanction:countersign",
    ("violation", "approve"): "application:annul sanction:order sanction:dismiss sanction:set_aside",
    ("oral_sheet", "record"): "application:record_oral",
    ("oral_sheet", "sign"): "defence:sign defence:score_again defence:keep_score defence:step_down",
    ("oral_sheet", "minute"): "defence:talk_over",
    ("oral_sheet", "preside"): "defence:close defence:remove defence:seat",
    ("proposal", "lodge"): "proposal:lodge proposal:replace",
    ("proposal_opening", "propose"): "proposal:propose_opening",
    ("proposal_opening", "waive"): "proposal:go_on_without",
    ("proposal_opening", "prolong"): "proposal:prolong",
    ("proposal_opening", "approve"): "proposal:open proposal:refuse_opening proposal:give_up",
    ("appointment", "decline"): "application:decline",
    ("appointment", "record"): "application:record_decline contest:take_office",
    ("need", "write"): "contest:request_policy contest:drop",
    ("need", "approve"): "contest:approve_policy contest:refuse_policy",
    ("deadline", "approve"): "contest:extend round:prolong",
    ("shortlist", "approve"): "contest:publish_supplement round:publish_shortlist",
    ("round", "except"): "contest:continue_with_one",
    ("ranking", "approve"): "contest:rank contest:declare_no_winner contest:reopen",
    ("submission", "create"): "contest:submit",
    ("contest", "return"): "contest:return",
    ("submission", "approve"): "contest:decide contest:set_aside contest:take_next contest:close_without_winner",
    ("round", "stop"): "contest:cancel contest:void round:cancel round:void paper:cancel paper:void",
    ("plan", "write"): "round:submit_plan round:discard",
    ("plan", "approve"): "round:approve_plan",
    ("round", "return"): "round:return",
    ("announcement", "approve"): "round:announce round:retract",
    ("exam", "run"): "round:begin_examination round:schedule_oral round:skip_oral round:close_oral paper:reschedule",
    ("result", "create"): "round:compile",
    ("result", "approve"): "round:recognise",
    ("result", "publish"): "round:publish_result",
    ("round", "close"): "round:close",
    ("numbers", "write"): "paper:make_ready",
    ("counts", "approve"): "paper:close_session",
    ("code_map", "create"): "paper:seal_codes paper:seal_codes_again screen_script:replace",
    ("scripts", "assign"): (
        "paper:begin_marking screen_script:allocate screen_script:draw_third screen_script:reallocate "
        "script:void_sheets"
    ),
    ("marks", "sign"): "screen_script:sign",
    ("moderation", "create"): "screen_script:question",
    ("lock", "approve"): "paper:propose_lock paper:refuse_lock paper:lock",
    ("decode", "approve"): "paper:decode",
    ("written_result", "publish"): "paper:publish_written",
    ("appeal", "approve"): (
        "paper:finish_remarking appeal:decide appeal:propose_change appeal:confirm_change appeal:return_change"
    ),
    ("sheet", "key"): "script:key script:key_third",
    ("sheet", "settle"): "script:settle_keying",
    ("divergence", "write"): (
        "script:agree_jointly script:settle_by_third screen_script:agree_jointly screen_script:settle_by_third"
    ),
    ("divergence", "approve"): "script:decide screen_script:decide",
    ("appeal", "create"): "appeal:file",
    ("appeal", "withdraw"): "appeal:withdraw",
    ("appeal", "write"): "appeal:accept appeal:refuse appeal:answer",
    ("appeal", "recode"): "appeal:code_again",
    ("petition", "create"): "petition:file",
    ("petition", "withdraw"): "petition:withdraw",
    ("petition", "write"): "petition:take_up",
    ("petition", "approve"): "petition:uphold petition:dismiss",
    ("complaint", "lodge"): "complaint:lodge",
    ("complaint", "write"): "complaint:accept complaint:not_accept complaint:transfer",
    ("complaint", "examine"): "complaint:examine",
    ("complaint", "approve"): "complaint:uphold complaint:uphold_partly complaint:dismiss",
    ("complaint", "withdraw"): "complaint:withdraw",
    ("conference", "hold"): (
        "conference:attend conference:reconvene conference:issue_ballots conference:agree conference:count"
    ),
    ("conference", "confirm"): "conference:confirm conference:recount",
    ("ordinary", "write"): _both(
        "request_policy drop take_on_site take_from_elsewhere consult_receiver consult_sender "
        "meet_person appraise settle put_to_vote take_office"
    ),
    ("ordinary", "submit"): _both("submit"),
    ("ordinary", "approve"): _both("approve_policy refuse_policy return restart choose decide close"),
    ("hold", "approve"): "hold:place hold:refuse hold:prolong hold:lift",
    ("decision", "approve"): "decision:issue decision:revoke",
    ("reappointment", "report"): "reappointment:report",
    ("reappointment", "write"): (
        "reappointment:notify reappointment:go_on_without reappointment:convene_cadres "
        "reappointment:convene_leadership "
        "reappointment:supersede"
    ),
    ("reappointment", "approve"): (
        "reappointment:allow reappointment:resolve reappointment:resolve_despite reappointment:not_reappoint "
        "reappointment:reconsider reappointment:put_on_hold reappointment:lift reappointment:go_on"
    ),
    ("decision", "cancel"): "decision:cancel",
    ("council", "approve"): "assignment:approve assignment:refuse assignment:end",
    ("regulation", "approve"): "regulation:enact regulation:refuse",
    ("report", "approve"): "report:freeze",
    ("report", "withdraw"): "report:drop",
    ("reorganisation", "create"): "reorganisation:withdraw",
    ("reorganisation", "approve"): "reorganisation:confirm reorganisation:refuse",
    ("reorganisation", "revoke"): "reorganisation:revoke",
}
PERMISSIONS: dict[str, tuple[str, str]] = {name: right for right, names in _STEPS.items() for name in names.split()}
"""The permission of each step, named "process:step", as a verb on a resource. Others are named "resource:verb"."""
