# The cmocka programs of tests/unit/, as Meson lists them; each of their cases is a case here.
. tests/lib.sh

# TAP to the lines of run.sh. cmocka prints the message of a failure before its `not ok` line, on
# standard error.
run_program() {
    local name=$1 status=0 messages=$TENON_TMP/messages
    CMOCKA_MESSAGE_OUTPUT=TAP "$TENON_BUILD/tests/unit/test_$name" >"$TENON_TMP/tap" 2>"$messages" ||
        status=$?
    sed -n "s/^ok [0-9]* - /ok - $name: /p" "$TENON_TMP/tap"
    if [ "$status" != 0 ]; then
        sed -n "s/^not ok [0-9]* - /$name: /p" "$TENON_TMP/tap" | while read -r case; do fail "$case"; done
        cat "$TENON_TMP/tap" "$messages" | grep -v '^ok' | fail "$name ended with status $status" -
    fi
}

# A line is `NAME` or `tenon:unit / NAME`; what Ninja has to say is neither.
programs=$(meson test -C "$TENON_BUILD" --list --suite unit 2>/dev/null |
    sed -nE 's|^(.* / )?([a-z0-9_]+)$|\2|p')
for name in $programs; do run_program "$name"; done
