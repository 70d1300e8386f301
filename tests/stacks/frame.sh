# The frame itself: on each engine the SQL of a sample makes the catalog that is wanted, a stack's own tables aside,
# and what is planted in that SQL is noticed.
# shellcheck shell=bash

sample=samples/blog/model.tenon.yaml
bookkeeping=frame_migrations

# plant WHAT WORDS EDIT: with EDIT, as sed has it, in up.sql the comparison says WORDS.
plant() {
    new_database planted
    sed -E "$3" "$work/$engine/up.sql" >"$work/planted.sql"
    if cmp -s "$work/$engine/up.sql" "$work/planted.sql"; then fail "$engine: $1" 'the edit changes nothing'; return; fi
    run_sql planted <"$work/planted.sql" >"$work/log" || fail "$engine: $1 applies" - <"$work/log"
    differs_from_engine "$engine: $1 is noticed" "$sample" planted '' "$2"
    # Roles belong to the whole server.
    run_sql planted <"$work/$engine/down.sql" >"$work/log" || fail "$engine: $1 is taken away" - <"$work/log"
}

try_frame() {
    local work=$TENON_TMP/frame/$engine
    build "$work" --target "$engine" "$sample" && engine_catalog "$sample" || return
    new_database frame
    nothing_left "$engine: a new database is empty" frame
    { cat "$work/$engine/up.sql" && echo 'CREATE TABLE frame_migrations (id int);'; } | run_sql frame >"$work/log" ||
        fail "$engine: up.sql" - <"$work/log"
    same_as_engine "$engine: the same SQL makes the same catalog" "$sample" frame "$bookkeeping"
    differs_from_engine "$engine: a table too many is noticed" "$sample" frame '' frame_migrations
    run_sql frame <"$work/$engine/down.sql" >"$work/log" || fail "$engine: down.sql" - <"$work/log"
    nothing_left "$engine: down.sql leaves nothing" frame "$bookkeeping"

    plant 'a lost ON DELETE' profiles_user_id_fkey 's/(profiles_user_id_fkey.*) ON DELETE CASCADE/\1/'
    plant "an index's lost order" descending 's/published_at DESC/published_at/'
    plant 'a swapped composite key' preferences 's/(preferences_pkey PRIMARY KEY) \(user_id, name\)/\1 (name, user_id)/'
    plant 'a lost check' posts_title_check '/posts_title_check/d'
    plant 'another text of a trigger' '' 's/(OLD|NEW|old|new)(\.)(object_key)/\1\2caption/g; s/(audit.*)password_hash/\1handle/'
}

on_each_engine try_frame
