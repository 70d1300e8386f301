# A folder is no model.
mkdir shop.tenon.yaml
tenon check shop.tenon.yaml
#>>
# error[TN903]: cannot read `shop.tenon.yaml`: Is a directory
#   = explain: tenon explain TN903
#
# 1 error
#>>
