# The cmocka programs of tests/unit/, as Meson lists them; each of their cases is a case here.
. tests/lib.sh

# From TAP to the lines of run.sh. The remarks below a failure are its details.
translate_tap() {
    awk -v program="$1" '
        { line = $0 }
        sub(/^ok [0-9]+ - /, "", line)     { print "ok - " program ": " line; next }
        sub(/^not ok [0-9]+ - /, "", line) { print "not ok - " program ": " line; next }
        sub(/^# /, "", line) && line !~ /^(not )?ok - / { print "    " line }'
}

# A program that ends by a signal, or without having named what failed, has failed itself.
run_program() {
    local name=$1 status=0 tap=$TENON_TMP/tap messages=$TENON_TMP/messages
    CMOCKA_MESSAGE_OUTPUT=TAP "$TENON_BUILD/tests/unit/test_$name" >"$tap" 2>"$messages" || status=$?
    translate_tap "$name" <"$tap"
    if [ "$status" -ge 126 ] || { [ "$status" != 0 ] && ! grep -q '^not ok [0-9]' "$tap"; }; then
        tail -n 40 "$messages" | fail "$name ended with status $status" -
    fi
}

# A line is `NAME` or `tenon:unit / NAME`; what Ninja has to say is neither.
programs=$(meson test -C "$TENON_BUILD" --list --suite unit 2>/dev/null |
    sed -nE 's|^(.* / )?([a-z0-9_]+)$|\2|p')
for name in $programs; do run_program "$name"; done
