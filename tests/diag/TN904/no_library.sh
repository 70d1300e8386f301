# The loader finds empty files in place of Graphviz.
printf 'tenon: 1\nmodel: shop\nentities: {Order: {}}\n' > shop.tenon.yaml
mkdir empty
for end in so.6 so.7 so.8 so; do
    touch empty/libcgraph.$end empty/libgvc.$end
done
LD_LIBRARY_PATH=empty tenon build shop.tenon.yaml --target er -o out
