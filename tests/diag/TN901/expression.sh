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
