# gcc and clang both build everything without a warning.
. tests/lib.sh

for compiler in gcc clang; do
    if ! command -v "$compiler" >/dev/null; then
        lack "$compiler" "no $compiler on this machine"
    elif CC=$compiler build_variant "$compiler" -Dwerror=true; then
        pass "$compiler builds without a warning"
    fi
done
