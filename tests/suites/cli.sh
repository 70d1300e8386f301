# The command line: each command, its exit codes, what it writes where, and what it leaves alone.
# shellcheck shell=bash
. tests/lib.sh
set -u

cd "$TENON_TMP" || exit 1
samples=$OLDPWD/samples

cat >good.tenon.yaml <<'END'
tenon: 1
model: good
entities:
  Author:
    attributes:
      name: string(80)
  Book:
    attributes:
      title: string(200)
    relations:
      author: Author on delete restrict as books
targets:
  postgres: {version: 15}
END
sed 's/string(80)/strng(80)/' good.tenon.yaml >typo.txt
sed 's/name: string(80)/price: float/' good.tenon.yaml >warned.txt
sed '1s/.*/tenon: [1/' good.tenon.yaml >broken.txt

# says NAME CHANNEL PATTERN COMMAND...: the command prints a line that matches on that channel only.
says() {
    local name=$1 channel=$2 pattern=$3
    shift 3
    "$@" >out 2>err </dev/null
    if ! grep -Eq -- "$pattern" "$channel"; then
        fail "$name" "no line on $channel matches: $pattern" "$(cat out err)"
    elif [ "$channel" = err ] && grep -Eq -- "$pattern" out; then
        fail "$name" "it stands on standard output too"
    else
        pass "$name"
    fi
}

# --- exit codes
succeeds 'check: a good model' "$TENON" check good.tenon.yaml
ends_with 1 'check: a model with an error' "$TENON" check typo.txt
ends_with 0 'check: warnings alone pass' "$TENON" check warned.txt
ends_with 1 'check: --fail-on warning' "$TENON" check --fail-on warning warned.txt
ends_with 1 'check: malformed YAML' "$TENON" check broken.txt
ends_with 74 'check: a file that is not there' "$TENON" check absent.yaml
ends_with 64 'an unknown command' "$TENON" chek
ends_with 64 'an unknown option' "$TENON" check --colour
ends_with 64 'a value that an option does not know' "$TENON" check --reporter xml good.tenon.yaml
ends_with 64 'an option without its value' "$TENON" build --target
ends_with 64 'a rule of a code that is not there' "$TENON" check --rule TN999=off good.tenon.yaml
ends_with 64 'build: an unknown target' "$TENON" build --target postgers good.tenon.yaml
ends_with 0 'no command is help' "$TENON"

# --- where things go
says 'findings go to standard error' err '^error\[TN004\]' "$TENON" check typo.txt
says 'an unknown command is told with the nearest' err 'did you mean `check`' "$TENON" chek
says 'an unknown option is told with the nearest' err 'did you mean `--color`' "$TENON" check --colour
says 'json goes to standard output' out '"format_version"' "$TENON" check --reporter json typo.txt
says 'no colour away from a terminal' err '^error' "$TENON" check typo.txt
says 'colour when it is asked for' err $'\033' "$TENON" check --color always typo.txt
says 'the one model of the folder is found' out '^new +\./?generated|^new +generated' "$TENON" build
says 'help of a command has examples' out '^Examples:' "$TENON" help build
says 'an option --help too' out '^Usage: tenon fmt' "$TENON" fmt --help
says 'version' out '^tenon [0-9]+\.[0-9]+\.[0-9]+' "$TENON" --version
says 'explain by code' out 'TN305' "$TENON" explain TN305
says 'explain by name' out 'TN305' "$TENON" explain mandatory-cycle
says 'explain tells near names' err 'TN305|mandatory' "$TENON" explain mandatory-cicle
says 'rules' out '^TN001 +error +100' "$TENON" rules
says 'targets' out '^postgres ' "$TENON" targets
says 'one target' out 'version' "$TENON" targets postgres
says 'targets are told with the nearest' err 'postgres' "$TENON" targets postgrs

# --- build
rm -rf generated
succeeds 'build writes' "$TENON" build good.tenon.yaml
same_text 'build: the files' 'generated/postgres/down.sql generated/postgres/up.sql' \
    "$(find generated -type f | sort | xargs)"
says 'build: a second time nothing changes' out '^unchanged  ' "$TENON" build good.tenon.yaml
before=$(stat -c '%i %Y' generated/postgres/up.sql)
"$TENON" build good.tenon.yaml >/dev/null
same_text 'build: what is the same is not written again' "$before" "$(stat -c '%i %Y' generated/postgres/up.sql)"
succeeds 'build --check: fresh' "$TENON" build --check good.tenon.yaml
echo '-- edited' >>generated/postgres/up.sql
ends_with 2 'build --check: stale' "$TENON" build --check good.tenon.yaml
same_text 'build --check writes nothing' '-- edited' "$(tail -n 1 generated/postgres/up.sql)"
cp generated/postgres/up.sql kept.sql
ends_with 1 'build: a model with an error' "$TENON" build -o generated typo.txt
same_file 'build: an error leaves every file as it is' kept.sql generated/postgres/up.sql
says 'build -o - prints the first file' out '^CREATE TABLE authors' "$TENON" build -t postgres -o - good.tenon.yaml
says 'build -o - --file' out '^DROP TABLE authors' "$TENON" build -t postgres -o - --file down.sql good.tenon.yaml
ends_with 64 'build -o - of a file that the target does not make' \
    "$TENON" build -t postgres -o - --file side.sql good.tenon.yaml
ends_with 64 'build -o - without a target' "$TENON" build -o - good.tenon.yaml
says 'build --ledger' out 'postgres: ' "$TENON" build --ledger good.tenon.yaml
says 'build --ledger --all' out 'Author' "$TENON" build --ledger --all good.tenon.yaml
says 'targets as a table' out '| capability |' "$TENON" targets --reporter markdown
says 'build --ledger as JSON' out '"format_version"' "$TENON" build --ledger --reporter json good.tenon.yaml
mkdir -p blocked && touch blocked/postgres
ends_with 74 'build: a folder that cannot be made' "$TENON" build -o blocked good.tenon.yaml

# --- normalise
cat >rows.tenon.yaml <<'END'
tenon: 1
model: rows
entities:
  Address:
    attributes: {zip: string(12), city: string(100)}
    dependencies: [zip -> city]
    data: [{id: 1, zip: '10115', city: Berlin}]
END
says 'normalise tells of the rows that it leaves out' out 'left out: the 1 reference rows' "$TENON" normalise Address rows.tenon.yaml

# --- index
sed '/^targets:/,$d' good.tenon.yaml >read.tenon.yaml
cat >>read.tenon.yaml <<'END'
      printed: Author? as printed
    access:
      of_author: many by author sort title
      titled:    many where title > :from sort title
      newest:    many by author where title = 'x' sort created_at desc
    indexes:
      wide: title, created_at
END
says 'index' out 'of_author: equal author_id; sorted by title; reads about 50 of 10k rows' "$TENON" index read.tenon.yaml
says 'index: what serves it was written by hand' out 'idx_books_wide .*written by hand' "$TENON" index read.tenon.yaml
says 'index as Markdown' out '^. Book . idx..books..author..id..title .*derived' "$TENON" index -r markdown read.tenon.yaml
says 'index as JSON' out \
    '"columns":\[\{"name":"author_id","order":"asc"\},\{"name":"title","order":"asc"\}\],"include":\[\],"unique":false,"where":null,"derived":true,"serves":\["of_author","author \(foreign key\)"\]' \
    "$TENON" index -r json read.tenon.yaml
says 'index: an engine without partial indexes' out '"author_id","order":"asc"\},\{"name":"title","order":"asc"\},\{"name":"created_at","order":"desc"' \
    "$TENON" index -r json -t mysql read.tenon.yaml
printf 'tenon: 1\nmodel: m\nentities:\n  A:\n    attributes: {x: int, y: int}\n    unique: {both: [x, y]}\n    access: {mixed: "many sort x, y desc", back: "many sort x desc, y desc"}\n' >mixed.tenon.yaml
says 'index: a unique set has no directions' out '"name":"y","order":"desc".*"serves":\["mixed"\]' "$TENON" index -r json mixed.tenon.yaml
ends_with 1 'index: a model with errors' "$TENON" index typo.txt
sed '/newest:/d' read.tenon.yaml >fewer.tenon.yaml
same_text 'a pattern that goes takes its index along, and nothing else' \
    '< CREATE INDEX idx_books_author_id_created_at_desc_where_title_x ON books (author_id, created_at DESC) WHERE title = '"'x'"';
< COMMENT ON INDEX idx_books_author_id_created_at_desc_where_title_x IS '"'Derived for: newest'"';' \
    "$(diff <("$TENON" build -t postgres -o - read.tenon.yaml) <("$TENON" build -t postgres -o - fewer.tenon.yaml) | grep '^[<>]' | grep -v 'Made by')"

# --- dumps
for stage in syntax schema facts; do
    says "dump $stage" out 'Author' "$TENON" check --dump "$stage" good.tenon.yaml
done
says 'dump plan' out 'authors' "$TENON" check --dump plan --target postgres good.tenon.yaml
"$TENON" check --dump schema --reporter json good.tenon.yaml >schema.json 2>err
succeeds 'dump schema as JSON is JSON' python3 -m json.tool schema.json /dev/null

# --- init
succeeds 'init' "$TENON" init first.tenon.yaml
succeeds 'init: the first model is clean' "$TENON" check --fail-on note first.tenon.yaml
succeeds 'init: the first model is formatted' "$TENON" fmt --check first.tenon.yaml
ends_with 74 'init leaves a file alone' "$TENON" init first.tenon.yaml

# --- fmt
printf 'tenon:   1\nmodel: m # kept\nentities:\n    A:\n        attributes: {x:   int}\n' >ugly.tenon.yaml
ends_with 2 'fmt --check: not formatted' "$TENON" fmt --check ugly.tenon.yaml
succeeds 'fmt' "$TENON" fmt ugly.tenon.yaml
succeeds 'fmt --check: formatted' "$TENON" fmt --check ugly.tenon.yaml
says 'fmt keeps comments' out '# kept' cat ugly.tenon.yaml
same_text 'fmt: standard input to standard output' "$(cat ugly.tenon.yaml)" "$("$TENON" fmt - <ugly.tenon.yaml)"
ends_with 1 'fmt: malformed YAML stays as it is' "$TENON" fmt broken.txt
for sample in "$samples"/*/model.tenon.yaml; do
    succeeds "fmt --check ${sample#"$samples/"}" "$TENON" fmt --check "$sample"
done

# --- what is installed
for shell in bash zsh fish; do
    succeeds "completion $shell" "$TENON" completion "$shell"
done
"$TENON" completion bash >completion.bash
succeeds 'the bash completion is a script' bash -n completion.bash
# shellcheck disable=SC2016 # expanded by the inner shell
same_text 'the bash completion completes' 'check' "$(bash -c '. ./completion.bash
    COMP_WORDS=(tenon che) COMP_CWORD=1; _tenon; echo "${COMPREPLY[*]}"')"
says 'the manual names every command' out 'tenon fmt' "$TENON" man
succeeds 'standard output that is closed is no crash' bash -c "$TENON rules | head -n 1"
