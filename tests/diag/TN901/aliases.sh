# Eight lists of eight aliases of the list before: 16 million words from 300 bytes.
{
    printf 'tenon: 1\nmodel: shop\ndoc:\n  - &a0 x\n'
    for level in 1 2 3 4 5 6 7 8; do
        before="*a$((level - 1))"
        printf '  - &a%s [%s' "$level" "$before"
        printf ', %s' "$before" "$before" "$before" "$before" "$before" "$before" "$before"
        printf ']\n'
    done
} > aliases.tenon.yaml
tenon check aliases.tenon.yaml
#>>
# error[TN901]: the number of values, aliases expanded, exceeds the limit of 4000000
#   --> aliases.tenon.yaml:12:10
#    |
# 12 |   - &a8 [*a7, *a7, *a7, *a7, *a7, *a7, *a7, *a7]
#    |          ^^^
#    = explain: tenon explain TN901
#
# 1 error
#>>
