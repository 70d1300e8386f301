# The folder of the outputs is a file.
printf 'tenon: 1\nmodel: shop\nentities: {Order: {}}\n' > shop.tenon.yaml
touch out
tenon build shop.tenon.yaml --target postgres -o out
