# A list in a list in a list, 500 times.
awk 'BEGIN {
    print "tenon: 1\nmodel: shop\ndoc:"
    for (depth = 0; depth < 500; depth++) printf "["
    for (depth = 0; depth < 500; depth++) printf "]"
}' > deep.tenon.yaml
tenon check deep.tenon.yaml
