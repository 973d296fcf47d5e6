"""Rosters and the fewest people for each goal, by hand.

A roster: name: roles; the numbers: link a code to a name and tell its marker | change a mark unseen | publish a wrong
list, on screen with the map split 2-of-3. "-" where nobody could.
"""

PROPER = (
    "An: council_chair; Bình: council_secretary; Chi: marking_board_head; Dung: marker; Em: marker; Giang: marker;"
    "Hà: coding_officer; Khoa: invigilator; Lan: supervisor; Minh: auditor; Nam: system_administrator;"
    "Oanh: personnel_officer; Phúc: approver; Quân: appointing_authority; Rạng: panel_member"
)

ROSTERS = [
    ("a proper roster", PROPER, "2 2 2"),
    ("nobody at all", "", "- - -"),
    ("the chair alone", "An: council_chair", "- - -"),
    ("one marker alone", "Dung: marker", "- - -"),
    ("two markers", "Dung: marker; Em: marker", "- 2 -"),
    # (a): whoever saw the script by name, or two shares of the key; and a marker
    ("who codes also marks", "Hà: coding_officer marker; Em: marker", "1 2 -"),
    ("who invigilates also marks", "Khoa: invigilator marker; Em: marker", "1 2 -"),
    ("the secretary also marks", "Bình: council_secretary marker; Em: marker", "1 2 -"),
    ("a candidate marks", "Tâm: candidate marker; Em: marker", "1 2 -"),
    ("a candidate and a marker", "Tâm: candidate; Em: marker", "2 - -"),
    ("two shares and a marker", "An: council_chair; Lan: supervisor; Em: marker", "3 2 -"),
    ("two shares in one hand, another marks", "An: council_chair supervisor; Em: marker", "2 2 -"),
    ("two shares in the marker's hand", "An: council_chair supervisor marker", "1 1 -"),
    ("one share and a marker are not enough", "Lan: supervisor; Em: marker", "- - -"),
    ("the coding officer is the supervisor too", "Hà: coding_officer supervisor; Em: marker", "2 - -"),
    # (b): two markers of one script, or a marker and whoever settles or decides
    ("the chair also marks", "An: council_chair marker; Em: marker", "- 1 -"),
    ("the head of the board also marks", "Chi: marking_board_head marker; Em: marker", "- 1 -"),
    ("head and one marker", "Chi: marking_board_head; Em: marker", "- 2 -"),
    ("chair and head without a marker", "An: council_chair; Chi: marking_board_head", "- - -"),
    # (b), (c): the database, and all who keep the ledger's heads elsewhere
    ("nobody keeps the heads", "Nam: system_administrator", "- 1 1"),
    ("one keeper", "Nam: system_administrator; Minh: auditor", "- 2 2"),
    ("three keepers", "Nam: system_administrator; Minh: auditor; Lan: supervisor; Sen: auditor", "- 4 4"),
    ("the only keeper runs the server", "Nam: system_administrator auditor", "- 1 1"),
    ("one of two keepers runs the server", "Nam: system_administrator auditor; Lan: supervisor", "- 2 2"),
    # (c): two readers of a dossier; minutes and annulment; compiling, signing, recognising
    ("who checks also rejects", "Oanh: personnel_officer approver", "- - 1"),
    ("two readers", "Oanh: personnel_officer; Phúc: approver", "- - 2"),
    ("the chair writes the minutes too", "An: council_chair invigilator", "- - 1"),
    ("chair and invigilator", "An: council_chair; Khoa: invigilator", "- - 2"),
    ("chair and secretary are one", "An: council_chair council_secretary", "- - 1"),
    ("only a panel member", "Rạng: panel_member", "- - -"),
    ("the authority and the chair without a secretary", "Quân: appointing_authority; An: council_chair", "- - -"),
]

# On paper sheets, and with a map that the coding board keeps as a file.
ON_PAPER = [
    ("a proper roster", PROPER, "2 2 2"),
    ("two keyers", "Bình: council_secretary; Chi: marking_board_head", "- 2 -"),
    ("one person holds both keyings", "Bình: council_secretary marking_board_head", "- - -"),
    ("the map in a file and a marker", "Hà: coding_officer; Em: marker", "2 - -"),
    ("shares do not matter", "An: council_chair; Lan: supervisor; Em: marker", "- 2 -"),
]
