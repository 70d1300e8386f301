# There is no such file.
tenon check missing.tenon.yaml
#>>
# error[TN903]: cannot read `missing.tenon.yaml`: there is no such file
#   = explain: tenon explain TN903
#
# 1 error
#>>
