# The stacks: what Prisma, Drizzle, Rails and Knex make of a model with their own tools ends in the database that
# the engine's own SQL makes. Each has a script tests/stacks/NAME.sh; frame.sh shows that the comparison itself sees
# what is wrong. To try a part: TENON_STACKS="knex rails" TENON_ENGINES=sqlite TENON_MODELS="samples/blog caps/rows plants".
. tests/lib.sh
. tests/stacks/lib.sh

start_servers
for stack in ${TENON_STACKS:-frame prisma drizzle rails knex}; do
    script=tests/stacks/$stack.sh started=$SECONDS
    mkdir -p "$TENON_TMP/$stack"
    clear_postgres
    if [ -f "$script" ]; then
        # A shell of its own: what one script sets does not reach the next.
        # shellcheck disable=SC1090
        (. "$script") | as_part "$stack:"
        [ "${PIPESTATUS[0]}" = 0 ] || fail "$stack: the script ends well"
        echo "# $stack took $((SECONDS - started)) s"
    elif [ -n "${TENON_STACKS:-}" ]; then
        fail "$stack" "there is no $script"
    fi
done
stop_servers
