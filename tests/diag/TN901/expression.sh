# A check in 2000 pairs of parentheses.
awk 'BEGIN {
    print "tenon: 1\nmodel: shop\nentities:\n  Order:\n    checks:"
    printf "      deep: "
    for (depth = 0; depth < 2000; depth++) printf "("
    printf "1 = 1"
    for (depth = 0; depth < 2000; depth++) printf ")"
    print ""
}' > deep.tenon.yaml
tenon check deep.tenon.yaml
#>>
# error[TN901]: the nesting of an expression exceeds the limit of 200 levels
#  --> deep.tenon.yaml:6:214
#   |
# 6 | ...((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((...
#   |                                  ^
#   = explain: tenon explain TN901
#
# 1 error
#>>
