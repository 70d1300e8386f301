# The folder of the outputs is a file.
printf 'tenon: 1\nmodel: shop\nentities: {Order: {}}\n' > shop.tenon.yaml
touch out
tenon build shop.tenon.yaml --target postgres -o out
#>>
# failed     out/postgres/up.sql
# held back  out/postgres/down.sql
# error[TN902]: cannot write `out/postgres/up.sql`: Not a directory
#   = explain: tenon explain TN902
#
# 1 error
#>>
