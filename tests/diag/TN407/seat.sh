cat > school.tenon.yaml <<'END'
tenon: 1
model: school
rules: {TN404: off}
entities:
  Seat:
    timestamps: false
    key: [student, course]
    attributes:
      student: string(40)
      course: string(40)
      teacher: string(40)
    dependencies:
      - teacher -> course
END
tenon normalise Seat school.tenon.yaml --to bcnf 2>&1
#>>
# warning[TN407]: splitting `Seat` loses a rule: `student`, `course` would be no key any more
#  --> school.tenon.yaml:7:11
#   |
# 7 |     key: [student, course]
#   |           ^^^^^^^^^^^^^^^ no part has all that it speaks of
# help: keep it by a trigger over the parts, or stay with `--to 3nf`, which loses no rule   explain: tenon explain TN407
#
# 1 warning
# # Seat: `student`, `teacher`; key `student`, `teacher`; BCNF
# # Teacher (new): `course`, `teacher`; key `teacher`; BCNF
# # kept: `teacher` -> `course`
# tenon: 1
# model: school
# rules: {TN404: off}
# entities:
#   Seat:
#     timestamps: false
#     key: [student, teacher]
#     attributes:
#       student: string(40)
#     relations:
#       teacher: Teacher via teacher
#
#   Teacher:
#     timestamps: false
#     key: [teacher]
#     attributes:
#       course:  string(40)
#       teacher: string(40)
#>>
