# What the loader finds in the place of Graphviz is no library.
printf 'tenon: 1\nmodel: shop\nentities: {Order: {}}\ntargets: {er: {theme: dark}}\n' > shop.tenon.yaml
for version in .6 .7 .8 ''; do echo > libcgraph.so$version; done
LD_LIBRARY_PATH=$PWD tenon build shop.tenon.yaml -o out
#>>
# error[TN904]: cannot draw the diagram: the library `libcgraph` of Graphviz cannot be loaded
#  --> shop.tenon.yaml:4:11
#   |
# 4 | targets: {er: {theme: dark}}
#   |           ^^
# help: install Graphviz (Debian: `libgvc6`; Alpine, Fedora, Homebrew: `graphviz`), or write `er: {format: dot}`, which needs no library   explain: tenon explain TN904
#
# 1 error
#>>
