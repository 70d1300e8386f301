# Editors: grammar/tenon.schema.json is what the program prints, and the language server that editors
# use for YAML takes the samples with it and flags what is misspelt, on its line.
. tests/lib.sh

schema=grammar/tenon.schema.json
tools=$TENON_BUILD/editor

"$TENON" schema >"$TENON_TMP/schema.json"
same_file "$schema is up to date" "$schema" "$TENON_TMP/schema.json"

mkdir -p "$tools" && cp tests/editor/package.json tests/editor/package-lock.json "$tools/"
if ! (cd "$tools" && npm ci --ignore-scripts --no-audit --no-fund) >"$TENON_TMP/npm.log" 2>&1; then
    lack 'the language server' "npm could not install it: $(head -n 3 "$TENON_TMP/npm.log" | tr '\n' ' ')"
    exit 0
fi

# diagnose FILE...: the findings, a line each.
diagnose() {
    node tests/editor/diagnose.mjs "$tools/node_modules/yaml-language-server/bin/yaml-language-server" \
        "$schema" "$@" 2>&1
}

same_text 'the language server takes the samples' '' "$(diagnose samples/*/*.tenon.yaml)"

both_forms=tests/editor/forms.tenon.yaml
same_text 'the language server takes every form' '' "$(diagnose "$both_forms")"

# misspelt NAME FROM TO MESSAGE: with FROM replaced by TO, the language server says MESSAGE on that line.
misspelt() {
    local model=$TENON_TMP/misspelt.tenon.yaml line
    line=$(grep -n -m 1 -- "$2" "$both_forms" | cut -d: -f1)
    sed "${line}s/$2/$3/" "$both_forms" >"$model"
    case "$(diagnose "$model")" in
    *"$model:$line:"*"$4"*) pass "the language server flags $1" ;;
    *) fail "the language server flags $1" "line $line:" "$(diagnose "$model")" ;;
    esac
}

misspelt 'a misspelt section' 'entities:' 'entitys:' 'Property entitys is not allowed.'
misspelt 'a misspelt key of an entity' 'attributes:' 'atributes:' 'Property atributes is not allowed.'
misspelt 'a misspelt key of an attribute' 'unique: true' 'uniqe: true' 'Property uniqe is not allowed.'
misspelt 'a flag that is none' 'audit: true' 'audit: maybe' 'Incorrect type. Expected "boolean".'
misspelt 'a word that is not known' 'tables: plural' 'tables: many' 'Value is not accepted.'
