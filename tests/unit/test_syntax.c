/* The syntax tree: both forms mean the same, every form of value, keys that are unknown, missing
 * or of the wrong kind, included files, and the limits. */
#include "tests/unit/reading.h"

#include "compiler/read/fill.h"

#define MODEL "tenon: 1\nmodel: m\n"

static void read_text(Reading *t, const char *yaml) {
    static MemoryFile file;
    file = (MemoryFile){"m.yaml", text_from(yaml)};
    reading_start(t, &file, 1);
}

/* The lines of the dump behind `tenon` and `model`, without places. */
static Text dump_rest(Buffer *out, const Reading *t) {
    syntax_dump(out, NULL, t->model);
    Text all = buffer_text(out);
    Text head = TEXT("tenon: \"1\"\nmodel: \"m\"\n");
    return text_starts_with(all, head) ? text_slice(all, head.size, all.size) : all;
}

/* --- The table -------------------------------------------------------------------------------- */

static void test_every_mapping_fits_its_struct(void **state) {
    (void)state;
    for (int m = 0; m < SYN_MAPPING_COUNT; m++) {
        const SynMappingInfo *info = &syn_mapping_info[m];
        assert_true(info->key_count > 0 && info->key_count <= 32); /* the bits of a set of keys */
        for (size_t i = 0; i < info->key_count; i++) {
            const SynKeyInfo *key = &info->key[i];
            size_t first = key->more ? 0 : sizeof(SynHead);
            size_t size = key->more ? sizeof(SynAttributeMore) : info->size;
            assert_true(key->offset >= first && key->offset < size);
        }
    }
}

static void test_nouns(void **state) {
    (void)state;
    assert_text(fill_noun(SYN_ENTITY), "entity");
    assert_text(fill_noun(SYN_MODEL), "model");
    assert_text(fill_noun(SYN_RULE), "rule");
    assert_text(fill_noun(SYN_CONVENTIONS), "conventions");
    assert_text(fill_noun(SYN_NATIVE), "native statements");
}

/* --- Forms ------------------------------------------------------------------------------------ */

static const struct {
    const char *yaml, *dump;
} forms[] = {
    {"doc: 'it''s'", "doc: \"it's\"\n"},
    {"doc: 1.10", "doc: \"1.10\"\n"},
    {"doc: \"a\\tb\"", "doc: \"a\\x09b\"\n"},
    {"entities:", ""},
    {"entities: {}", "entities\n"},
    {"entities: {A: }", "entities\n    \"A\"\n"},
    {"entities: {A: ~}", "entities\n    \"A\"\n"},
    {"entities: {\"a\\\"b'; --\": }", "entities\n    \"a\\\"b'; --\"\n"},
    {"entities: {A: {rows: 5M}}", "entities\n    \"A\"\n        rows: 5000000\n"},
    {"entities: {A: {timestamps: false}}", "entities\n    \"A\"\n        timestamps: false\n"},
    {"entities: {A: {key: 'a, b'}}",
     "entities\n    \"A\"\n        key\n            - \"a\"\n            - \"b\"\n"},
    {"entities: {A: {key: [a, b]}}",
     "entities\n    \"A\"\n        key\n            - \"a\"\n            - \"b\"\n"},
    {"entities: {A: {relations: {r: {entity: User?, on delete: set null}}}}",
     "entities\n    \"A\"\n        relations\n            \"r\"\n                entity: \"User\" "
     "optional\n"
     "                on delete: set null\n"},
    {"views: {v: {doc: d, postgres: SELECT 1, mysql: [a, b]}}",
     "views\n    \"v\"\n        doc: \"d\"\n        *\n            \"postgres\"\n"
     "                value: \"SELECT 1\"\n            \"mysql\"\n                values\n"
     "                    - \"a\"\n                    - \"b\"\n"},
    {"targets: {postgres: , er: {format: [svg, dot]}}",
     "targets\n    \"postgres\"\n    \"er\"\n        *\n            \"format\"\n                "
     "values\n"
     "                    - \"svg\"\n                    - \"dot\"\n"},
    {"native: {postgres: [{up: a, down: b}]}",
     "native\n    \"postgres\"\n        -\n            -\n                up: \"a\"\n              "
     "  down: \"b\"\n"},
    {"conventions: {inflections: {person: people}}",
     "conventions\n    inflections\n        \"person\"\n            value: \"people\"\n"},
};

static void test_forms(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        Reading t;
        Buffer yaml = {0}, dump = {0}, findings = {0};
        buffer_format(&yaml, "%s%s", MODEL, forms[i].yaml);
        buffer_add_char(&yaml, 0);
        read_text(&t, yaml.at);
        reading_findings(&findings, &t);
        assert_text(buffer_text(&findings), "");
        assert_text(dump_rest(&dump, &t), forms[i].dump);
        buffer_free(&yaml);
        buffer_free(&dump);
        buffer_free(&findings);
        reading_end(&t);
    }
}

/* What one scalar says, a mapping says as well. */
static const struct {
    const char *section, *compact, *mapping;
} both_forms[] = {
    {"conventions: {key: %s}", "id bigint identity", "{name: id, type: bigint, identity: true}"},
    {"rules: {TN105: %s}", "off", "{level: off}"},
    {"accept:\n  TN105: %s", "because, I say", "{because: 'because, I say'}"},
    {"types:\n  T: %s", "string(5) check value <> ''", "{type: string(5), check: value <> ''}"},
    {"entities:\n  A:\n    attributes:\n      a: %s", "text? unique personal was b = 'x'",
     "{type: text?, unique: true, personal: true, was: b, default: \"'x'\"}"},
    {"entities:\n  A:\n    attributes:\n      a: %s", "int := b * 2 check a > 0",
     "{type: int, generated: b * 2, check: a > 0}"},
    {"entities:\n  A:\n    relations:\n      r: %s", "User? on delete cascade as bs",
     "{entity: 'User?', on delete: cascade, as: bs}"},
    {"entities:\n  A:\n    relations:\n      r: %s", "many User through B",
     "{many: User, through: B}"},
    {"entities:\n  A:\n    relations:\n      r: %s", "one of B, C tagged",
     "{one of: [B, C], tagged: true}"},
    {"entities:\n  A:\n    unique:\n      u: %s", "a, b where a > 1", "{on: [a, b], where: a > 1}"},
    {"entities:\n  A:\n    unique:\n      u: %s", "a, b", "[a, b]"},
    {"entities:\n  A:\n    checks:\n      c: %s", "a > b", "{check: a > b}"},
    {"entities:\n  A:\n    indexes:\n      i: %s", "a desc, b using gin",
     "{on: [a desc, b], using: gin}"},
    {"entities:\n  A:\n    access:\n      x: %s", "many by a sort b desc limit 20 at 5/s",
     "{many: true, by: a, sort: b desc, limit: 20, at: 5/s}"},
    {"entities:\n  A:\n    dependencies: %s", "a, b -> c", "[{from: [a, b], to: c}]"},
    {"entities:\n  A:\n    dependencies: %s", "a ->> c", "{from: a, to: c, multivalued: true}"},
    {"entities:\n  A:\n    partition: %s", "hash a into 4", "{hash: a, into: 4}"},
    {"roles:\n  r: %s", "read, write on A", "{grants: [read, write], on: A}"},
};

static Text dump_form(Reading *t, Buffer *dump, const char *section, const char *value) {
    Buffer yaml = {0}, findings = {0};
    buffer_add_c(&yaml, MODEL);
    Text pattern = text_from(section);
    size_t hole = text_find(pattern, TEXT("%s"));
    buffer_add(&yaml, text_slice(pattern, 0, hole));
    buffer_add_c(&yaml, value);
    buffer_add(&yaml, text_slice(pattern, hole + 2, pattern.size));
    buffer_add_char(&yaml, 0);
    read_text(t, yaml.at);
    reading_findings(&findings, t);
    assert_text(buffer_text(&findings), "");
    buffer_free(&yaml);
    buffer_free(&findings);
    return dump_rest(dump, t);
}

static void test_both_forms_mean_the_same(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(both_forms); i++) {
        Reading compact, mapping;
        Buffer one = {0}, other = {0};
        dump_form(&compact, &one, both_forms[i].section, both_forms[i].compact);
        Text dump = dump_form(&mapping, &other, both_forms[i].section, both_forms[i].mapping);
        buffer_add_char(&one, 0);
        Text rest = buffer_text(&one);
        size_t head = (size_t)(dump.at - other.at);
        assert_text(dump, rest.at + head);
        buffer_free(&one);
        buffer_free(&other);
        reading_end(&compact);
        reading_end(&mapping);
    }
}

/* --- Findings --------------------------------------------------------------------------------- */

static const struct {
    const char *yaml, *findings;
} mistakes[] = {
    {"model: m", "1:1 TN011 the model lacks the key `tenon`\n"},
    {"tenon: 1", "1:1 TN011 the model lacks the key `model`\n"},
    {"tenon: 2\nmodel: [x]\nnews: y",
     "1:8 TN006 the model is written in version 2 of the language; this Tenon reads version 1\n"},
    {"tenon: 1.0\nmodel: m",
     "1:8 TN012 `1.0` is not a valid version of the language: it is a whole number, 1 today\n"},
    {"tenon: 0\nmodel: m",
     "1:8 TN012 `0` is not a valid version of the language: it is a whole number, 1 today\n"},
    {"text", "1:1 TN009 expected the keys of a model, found `text`\n"},
    {"- a", "1:1 TN009 expected the keys of a model, found a list\n"},
    {MODEL "entitys: {}", "3:1 TN002 unknown key `entitys` in the model\n"},
    {MODEL "entities: {A: {personal: true}}", "3:16 TN002 unknown key `personal` in an entity\n"},
    {MODEL "doc:", "3:5 TN009 expected text, found nothing\n"},
    {MODEL "doc: [a]", "3:6 TN009 expected text, found a list\n"},
    {MODEL "doc: []", "3:6 TN009 expected text, found an empty list\n"},
    {MODEL "entities: x", "3:11 TN009 expected a mapping of names, found `x`\n"},
    {MODEL "entities: {A: x}", "3:15 TN009 expected an entity, found `x`\n"},
    {MODEL "entities: {A: [x]}", "3:15 TN009 expected an entity, found a list\n"},
    {MODEL "entities: {A: {key: []}}",
     "3:21 TN009 expected a list of names, found an empty list\n"},
    {MODEL "entities: {A: {key: [[a]]}}", "3:22 TN009 expected a name, found a list\n"},
    {MODEL "entities: {A: {key: {a: b}}}",
     "3:21 TN009 expected a list of names, found a mapping\n"},
    {MODEL "entities: {A: {attributes: {b: }}}",
     "3:32 TN009 expected an attribute, found nothing\n"},
    {MODEL "entities: {A: {attributes: {b: {}}}}",
     "3:29 TN011 an attribute lacks the key `type`\n"},
    {MODEL "entities: {A: {dependencies: [{from: a}]}}",
     "3:32 TN011 a dependency lacks the key `to`\n"},
    {MODEL "native: {postgres: [{up: a}]}", "3:22 TN011 a native statement lacks the key `down`\n"},
    {MODEL "entities: {A: {timestamps: maybe}}",
     "3:28 TN009 expected `true` or `false`, found `maybe`\n"},
    {MODEL "entities: {A: {timestamps: no}}",
     "3:28 TN005 `no` is read as false by some YAML readers and as text by others\n"},
    {MODEL "entities: {A: {timestamps: 'no'}}", ""},
    {MODEL "entities: {A: {timestamps: ON}}",
     "3:28 TN005 `ON` is read as true by some YAML readers and as text by others\n"},
    {MODEL "entities: {yes: }",
     "3:12 TN005 `yes` is read as true by some YAML readers and as text by others\n"},
    {MODEL "entities: {'yes': }", ""},
    {MODEL "entities: {y: }", ""},
    {MODEL "types: {T: {type: string(3), examples: [a, no]}}",
     "3:44 TN005 `no` is read as false by some YAML readers and as text by others\n"},
    {MODEL "types: {T: 'enum(yes, no, on)'}", ""},
    {MODEL "rules: {TN105: off}", ""},
    {MODEL "entities: {a-b: }", "3:12 TN108 `a-b` is not a valid name: a name is letters, digits "
                                "and `_`, and does not begin with a "
                                "digit\n"},
    {MODEL "entities: {'a-b': }", ""},
    {MODEL "entities: {'': }", "3:12 TN108 `` is not a valid name: it is empty\n"},
    {MODEL "entities: {A: {relations: {r: {entity: 'a b'}}}}",
     "3:40 TN009 expected the name of an entity, found `a b`\n"},
    {MODEL "views: {v: {postgres: {a: b}}}", "3:23 TN009 expected text, found a mapping\n"},
};

static void test_mistakes(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(mistakes); i++) {
        Reading t;
        Buffer findings = {0};
        read_text(&t, mistakes[i].yaml);
        assert_non_null(t.model);
        reading_findings(&findings, &t);
        assert_text(buffer_text(&findings), mistakes[i].findings);
        buffer_free(&findings);
        reading_end(&t);
    }
}

static void test_help(void **state) {
    (void)state;
    static const struct {
        const char *yaml, *help;
    } cases[] = {
        {MODEL "entities: {A: {personal: true}}", "`personal` is a key of an attribute"},
        {MODEL "entities: {A: {on delete: cascade}}",
         "`on delete` is a key of conventions, a relation"},
        {MODEL "entities: {A: {atributes: {}}}", "did you mean `attributes`?"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Reading t;
        read_text(&t, cases[i].yaml);
        assert_int_equal(t.diags.all.count, 1);
        assert_text(t.diags.all.at[0]->help, cases[i].help);
        reading_end(&t);
    }
}

/* A long or unbounded text is quoted only in part, and never within a character. */
static void test_found_is_short(void **state) {
    (void)state;
    Reading t;
    Buffer findings = {0};
    read_text(&t, MODEL "entities: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\xC3\xA9yyy");
    reading_findings(&findings, &t);
    assert_text(buffer_text(&findings), "3:11 TN009 expected a mapping of names, found "
                                        "`xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…`\n");
    buffer_free(&findings);
    reading_end(&t);
}

static void test_name_length(void **state) {
    (void)state;
    for (size_t size = 255; size <= 256; size++) {
        Reading t;
        Buffer yaml = {0};
        buffer_add_c(&yaml, MODEL "entities: {'");
        buffer_add_repeat(&yaml, '-', size);
        buffer_add_c(&yaml, "': }");
        buffer_add_char(&yaml, 0);
        read_text(&t, yaml.at);
        assert_int_equal(t.diags.all.count, size == 256);
        buffer_free(&yaml);
        reading_end(&t);
    }
}

/* --- Included files --------------------------------------------------------------------------- */

static void check_files(const MemoryFile *file, size_t count, const char *wanted_findings,
                        const char *wanted_dump) {
    Reading t;
    Buffer findings = {0}, dump = {0};
    reading_start(&t, file, count);
    reading_findings(&findings, &t);
    assert_text(buffer_text(&findings), wanted_findings);
    if (t.model) {
        syntax_dump(&dump, NULL, t.model);
    }
    if (wanted_dump) {
        assert_text(buffer_text(&dump), wanted_dump);
    }
    buffer_free(&findings);
    buffer_free(&dump);
    reading_end(&t);
}

static void test_includes_are_joined(void **state) {
    (void)state;
    const MemoryFile files[] = {
        {"d/m.yaml",
         TEXT_INIT("tenon: 1\nmodel: m\ninclude: [a.yaml, sub/c.yaml]\nentities: {R: }\n"
                   "native: {postgres: {up: 1, down: 2}}\n")},
        {"d/a.yaml", TEXT_INIT("tenon: 1\ninclude: sub/b.yaml\nmodel: m\nentities: {A: }\n"
                               "native: {postgres: {up: 3, down: 4}}\n")},
        {"d/sub/b.yaml", TEXT_INIT("doc: of b\nentities: {B: }\n")},
        {"d/sub/c.yaml", TEXT_INIT("conventions: {audit: true}\nentities: {C: }\n")},
    };
    check_files(files, COUNT_OF(files), "",
                "tenon: \"1\"\nmodel: \"m\"\ndoc: \"of b\"\n"
                "include\n    - \"a.yaml\"\n    - \"sub/c.yaml\"\n"
                "conventions\n    audit: true\n"
                "entities\n    \"R\"\n    \"A\"\n    \"B\"\n    \"C\"\n"
                "native\n    \"postgres\"\n        -\n            -\n                up: \"1\"\n"
                "                down: \"2\"\n    \"postgres\"\n        -\n            -\n"
                "                up: \"3\"\n                down: \"4\"\n");
}

static void test_includes_clash(void **state) {
    (void)state;
    const MemoryFile files[] = {
        {"m.yaml", TEXT_INIT("tenon: 1\nmodel: m\ndoc: d\ninclude: a.yaml\nentities: {A: }\n")},
        {"a.yaml", TEXT_INIT("model: n\ndoc: e\nentities:\n  A:\n  B:\n")},
    };
    check_files(files, COUNT_OF(files),
                "a.yaml:1:8 TN003 key `model` is defined twice\n"
                "a.yaml:2:6 TN003 key `doc` is defined twice\n"
                "a.yaml:4:3 TN003 entity `A` is defined twice\n",
                "tenon: \"1\"\nmodel: \"m\"\ndoc: \"d\"\ninclude\n    - \"a.yaml\"\n"
                "entities\n    \"A\"\n    \"B\"\n");
}

static void test_includes_that_fail(void **state) {
    (void)state;
    const MemoryFile files[] = {
        {"d/m.yaml",
         TEXT_INIT("tenon: 1\nmodel: m\ninclude: [a.yaml, none.yaml, ./x/../a.yaml, '']\n")},
        {"d/a.yaml", TEXT_INIT("include: [m.yaml, a.yaml]\n")},
    };
    check_files(files, COUNT_OF(files),
                "d/a.yaml:1:11 TN014 cannot include `m.yaml`: it includes this file in turn\n"
                "d/a.yaml:1:19 TN014 cannot include `a.yaml`: it includes this file in turn\n"
                "3:19 TN014 cannot include `none.yaml`: there is no such file\n"
                "3:30 TN014 cannot include `./x/../a.yaml`: it is included already\n"
                "3:45 TN014 cannot include ``: it names no file\n",
                NULL);
}

static void test_root_that_is_missing(void **state) {
    (void)state;
    const MemoryFile wanted = {"m.yaml", TEXT_INIT("")};
    Reading t;
    Buffer findings = {0};
    reading_start(&t, &wanted, 0);
    assert_null(t.model);
    reading_findings(&findings, &t);
    assert_text(buffer_text(&findings), "TN903 cannot read `m.yaml`: there is no such file\n");
    buffer_free(&findings);
    reading_end(&t);
}

/* A file that is no YAML leaves an empty model, and the rest of the files is read. */
static void test_include_that_is_broken(void **state) {
    (void)state;
    const MemoryFile files[] = {
        {"m.yaml", TEXT_INIT("tenon: 1\nmodel: m\ninclude: [a.yaml, b.yaml]\n")},
        {"a.yaml", TEXT_INIT("a: b: c\n")},
        {"b.yaml", TEXT_INIT("entities: {B: }\n")},
    };
    check_files(files, COUNT_OF(files),
                "a.yaml:1:5 TN001 malformed YAML: a second `: ` in one value\n",
                "tenon: \"1\"\nmodel: \"m\"\ninclude\n    - \"a.yaml\"\n    - \"b.yaml\"\n"
                "entities\n    \"B\"\n");
}

/* A chain of COUNT files behind the root, each including the next. */
static size_t findings_of_chain(size_t count) {
    Reading t;
    Arena a = {0};
    MemoryFile *file = arena_array(&a, MemoryFile, count + 1);
    for (size_t i = 0; i <= count; i++) {
        Text name = text_format(&a, "%zu.yaml", i);
        file[i].path = text_c_string(&a, name);
        file[i].bytes = i < count ? text_format(&a, "tenon: 1\n%sinclude: %zu.yaml\n",
                                                i == 0 ? "model: m\n" : "", i + 1)
                                  : TEXT("tenon: 1\n");
    }
    reading_start(&t, file, count + 1);
    size_t found = t.diags.all.count;
    if (found) {
        assert_text(diag_message(&t.session, t.diags.all.at[0]),
                    "the depth of includes exceeds the limit of 32");
    }
    reading_end(&t);
    arena_free(&a);
    return found;
}

static void test_include_depth(void **state) {
    (void)state;
    assert_int_equal(findings_of_chain(32), 0);
    assert_int_equal(findings_of_chain(33), 1);
}

/* The root and so many files that it includes. */
static size_t findings_of_many(size_t count) {
    Reading t;
    Arena a = {0};
    Buffer root = {0};
    MemoryFile *file = arena_array(&a, MemoryFile, count + 1);
    buffer_add_c(&root, MODEL "include:\n");
    for (size_t i = 1; i <= count; i++) {
        Text name = text_format(&a, "%zu.yaml", i);
        buffer_format(&root, "  - %.*s\n", TEXT_ARG(name));
        file[i] = (MemoryFile){text_c_string(&a, name), TEXT("tenon: 1\n")};
    }
    file[0] = (MemoryFile){"m.yaml", buffer_text(&root)};
    reading_start(&t, file, count + 1);
    size_t found = t.diags.all.count;
    if (found) {
        assert_text(diag_message(&t.session, t.diags.all.at[0]),
                    "the number of files exceeds the limit of 4096");
    }
    buffer_free(&root);
    reading_end(&t);
    arena_free(&a);
    return found;
}

static void test_include_count(void **state) {
    (void)state;
    assert_int_equal(findings_of_many(SOURCE_LIMIT_FILES - 1), 0);
    assert_int_equal(findings_of_many(SOURCE_LIMIT_FILES), 1);
}

/* --- Places ----------------------------------------------------------------------------------- */

static void test_dump_shows_places(void **state) {
    (void)state;
    const MemoryFile files[] = {
        {"m.yaml", TEXT_INIT("tenon: 1\nmodel: m\ninclude: a.yaml\n")},
        {"a.yaml", TEXT_INIT("entities:\n  A: {doc: 'x', attributes: {b: int = 1}}\n")},
    };
    Reading t;
    Buffer dump = {0};
    reading_start(&t, files, COUNT_OF(files));
    syntax_dump(&dump, &t.sources, t.model);
    assert_text(
        buffer_text(&dump),
        "tenon: \"1\" @1:8\nmodel: \"m\" @2:8\ninclude\n    - \"a.yaml\" @3:10\n"
        "entities\n    \"A\" @a.yaml:2:3\n        doc: \"x\" @a.yaml:2:12\n"
        "        attributes\n            \"b\" @a.yaml:2:30\n"
        "                type: int @a.yaml:2:33\n                default: 1 @a.yaml:2:39\n");
    buffer_free(&dump);
    reading_end(&t);
}

int main(void) {
    const struct CMUnitTest cases[] = {
        cmocka_unit_test(test_every_mapping_fits_its_struct),
        cmocka_unit_test(test_nouns),
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_both_forms_mean_the_same),
        cmocka_unit_test(test_mistakes),
        cmocka_unit_test(test_help),
        cmocka_unit_test(test_found_is_short),
        cmocka_unit_test(test_name_length),
        cmocka_unit_test(test_includes_are_joined),
        cmocka_unit_test(test_includes_clash),
        cmocka_unit_test(test_includes_that_fail),
        cmocka_unit_test(test_root_that_is_missing),
        cmocka_unit_test(test_include_that_is_broken),
        cmocka_unit_test(test_include_depth),
        cmocka_unit_test(test_include_count),
        cmocka_unit_test(test_dump_shows_places),
    };
    return RUN_CASES(cases);
}
