# What the loader finds in the place of Graphviz is no library.
printf 'tenon: 1\nmodel: shop\nentities: {Order: {}}\ntargets: {er: {theme: dark}}\n' > shop.tenon.yaml
for version in .6 .7 .8 ''; do echo > libcgraph.so$version; done
LD_LIBRARY_PATH=$PWD tenon build shop.tenon.yaml -o out
