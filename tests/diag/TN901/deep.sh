# A list in a list in a list, 200 times.
awk 'BEGIN {
    printf "tenon: 1\nmodel: shop\ndoc: "
    for (depth = 0; depth < 200; depth++) printf "["
    for (depth = 0; depth < 200; depth++) printf "]"
}' > deep.tenon.yaml
tenon check deep.tenon.yaml
#>>
# error[TN901]: the depth of lists and mappings exceeds the limit of 64
#  --> deep.tenon.yaml:3:69
#   |
# 3 | ...[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[...
#   |                                  ^
#   = explain: tenon explain TN901
#
# 1 error
#>>
