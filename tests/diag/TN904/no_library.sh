# The loader finds empty files in place of Graphviz.
printf 'tenon: 1\nmodel: shop\nentities: {Order: {}}\n' > shop.tenon.yaml
mkdir empty
for end in so.6 so.7 so.8 so; do
    touch empty/libcgraph.$end empty/libgvc.$end
done
LD_LIBRARY_PATH=empty tenon build shop.tenon.yaml --target er -o out
#>>
# error[TN904]: cannot draw the diagram: the library `libcgraph` of Graphviz cannot be loaded
# help: install Graphviz (Debian: `libgvc6`; Alpine, Fedora, Homebrew: `graphviz`), or write `er: {format: dot}`, which needs no library   explain: tenon explain TN904
#
# 1 error
#>>
