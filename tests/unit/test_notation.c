/* The compact forms: what they fill, the place and words of each kind of error, suggestions, and
 * the reuse of one struct for both forms. That they read just what the grammar derives is
 * tests/grammar. */
#include "tests/unit/unit.h"

#include "tests/unit/notation_case.h"

/* ---- what is filled: a line of `member=value` per form, with the places of spans ---- */

static void show_name(Buffer *out, const char *member, SynName name) {
    if (span_exists(name.span)) {
        buffer_format(out, " %s=%.*s@%u-%u", member, TEXT_ARG(sym_text(name.sym)),
                      (unsigned)name.span.start - 1, (unsigned)name.span.end - 1);
    }
}

static void show_names(Buffer *out, const char *member, SynNames names) {
    for (size_t i = 0; i < names.count; i++) {
        show_name(out, member, names.at[i]);
    }
}

static void show_flag(Buffer *out, const char *member, SynFlag flag) {
    if (span_exists(flag.span)) {
        buffer_format(out, " %s=%s@%u-%u", member, flag.value ? "yes" : "no",
                      (unsigned)flag.span.start - 1, (unsigned)flag.span.end - 1);
    }
}

static void show_text(Buffer *out, const char *member, SynText text) {
    if (span_exists(text.span)) {
        buffer_format(out, " %s=%.*s@%u-%u", member, TEXT_ARG(text.text),
                      (unsigned)text.span.start - 1, (unsigned)text.span.end - 1);
    }
}

static void show_count(Buffer *out, const char *member, SynCount count) {
    if (span_exists(count.span)) {
        buffer_format(out, " %s=%llu@%u-%u", member, (unsigned long long)count.value,
                      (unsigned)count.span.start - 1, (unsigned)count.span.end - 1);
    }
}

static void show_action(Buffer *out, const char *member, SynAction action) {
    if (span_exists(action.span)) {
        buffer_format(out, " %s=%d@%u-%u", member, (int)action.value,
                      (unsigned)action.span.start - 1, (unsigned)action.span.end - 1);
    }
}

static void show_expr(Buffer *out, const char *member, const Expr *e) {
    if (e) {
        buffer_format(out, " %s=", member);
        expr_print(out, e);
        buffer_format(out, "@%u-%u", (unsigned)e->span.start - 1, (unsigned)e->span.end - 1);
    }
}

static void show_type(Buffer *out, const SynType *type) {
    if (type) {
        buffer_add_c(out, " type=");
        expr_print_type(out, type);
        buffer_format(out, "@%u-%u", (unsigned)type->span.start - 1, (unsigned)type->span.end - 1);
    }
}

static void show_parts(Buffer *out, SynIndexParts parts) {
    for (size_t i = 0; i < parts.count; i++) {
        const SynIndexPart *part = &parts.at[i];
        show_expr(out, "part", part->expr);
        buffer_add_c(out, part->descending ? " desc" : "");
        buffer_add_c(out, part->nulls == NULLS_FIRST  ? " nulls-first"
                          : part->nulls == NULLS_LAST ? " nulls-last"
                                                      : "");
        show_name(out, "collate", part->collation);
        show_name(out, "ops", part->operators);
    }
}

static void show_attribute(Buffer *out, const void *form) {
    const SynAttribute *a = form;
    const SynAttributeMore *more = a->more ? a->more : &syn_no_attribute_more;
    show_type(out, a->type);
    show_flag(out, "key", more->key);
    show_flag(out, "unique", more->unique);
    show_flag(out, "identity", more->identity);
    show_expr(out, "default", a->fallback);
    show_expr(out, "generated", more->generated);
    show_expr(out, "check", a->check);
    show_name(out, "was", more->was);
    show_flag(out, "personal", more->personal);
    show_flag(out, "secret", more->secret);
    show_flag(out, "immutable", more->immutable);
    show_name(out, "collate", more->collation);
}

static void show_relation(Buffer *out, const void *form) {
    const SynRelation *r = form;
    show_name(out, "entity", (SynName){r->entity.sym, r->entity.span});
    buffer_add_c(out, r->entity.optional ? "?" : "");
    show_name(out, "many", r->many);
    show_name(out, "through", r->through);
    show_names(out, "one-of", r->one_of);
    show_flag(out, "tagged", r->tagged);
    show_flag(out, "unique", r->unique);
    show_names(out, "via", r->via);
    show_name(out, "to", r->to);
    show_action(out, "delete", r->on_delete);
    show_action(out, "update", r->on_update);
    show_flag(out, "deferrable", r->deferrable);
    show_name(out, "as", r->inverse);
}

static void show_named_type(Buffer *out, const void *form) {
    const SynNamedType *t = form;
    show_type(out, t->type);
    show_expr(out, "default", t->fallback);
    show_expr(out, "check", t->check);
    show_name(out, "collate", t->collation);
}

static void show_key_convention(Buffer *out, const void *form) {
    const SynKeyConvention *k = form;
    show_name(out, "name", k->name);
    show_type(out, k->type);
    show_flag(out, "identity", k->identity);
    show_expr(out, "default", k->fallback);
}

static void show_unique(Buffer *out, const void *form) {
    const SynUnique *u = form;
    show_names(out, "on", u->on);
    show_expr(out, "where", u->where);
    show_flag(out, "nulls-not-distinct", u->nulls_not_distinct);
    show_flag(out, "deferrable", u->deferrable);
    show_names(out, "include", u->include);
}

static void show_index(Buffer *out, const void *form) {
    const SynIndex *i = form;
    show_parts(out, i->parts);
    show_flag(out, "unique", i->unique);
    show_name(out, "using", i->method);
    show_expr(out, "where", i->where);
    show_names(out, "include", i->include);
}

static void show_access(Buffer *out, const void *form) {
    const SynAccess *a = form;
    show_flag(out, "many", a->many);
    show_names(out, "by", a->by);
    show_expr(out, "where", a->where);
    show_parts(out, a->sort);
    show_count(out, "limit", a->limit);
    show_names(out, "with", a->with);
    show_names(out, "select", a->select);
    show_text(out, "at", a->rate);
}

static void show_dependency(Buffer *out, const void *form) {
    const SynDependency *d = form;
    show_names(out, "from", d->from);
    show_flag(out, "multivalued", d->multivalued);
    show_names(out, "to", d->to);
}

static void show_policy(Buffer *out, const void *form) {
    const SynPolicy *p = form;
    show_names(out, "for", p->commands);
    show_names(out, "to", p->roles);
    show_expr(out, "using", p->using);
    show_expr(out, "check", p->check);
}

static void show_partition(Buffer *out, const void *form) {
    const SynPartition *p = form;
    show_name(out, "range", p->range);
    show_name(out, "by", p->unit);
    show_text(out, "from", p->from);
    show_text(out, "to", p->to);
    show_name(out, "list", p->list);
    for (size_t i = 0; i < p->parts.count; i++) {
        show_name(out, "part", p->parts.at[i].head.name);
        for (size_t k = 0; k < p->parts.at[i].values.count; k++) {
            show_text(out, "value", p->parts.at[i].values.at[k]);
        }
    }
    show_names(out, "hash", p->hash);
    show_count(out, "into", p->into);
}

static void show_role(Buffer *out, const void *form) {
    const SynRole *r = form;
    show_names(out, "grants", r->grants);
    show_names(out, "on", r->on);
}

static void show_rule(Buffer *out, const void *form) {
    show_name(out, "level", ((const SynRule *)form)->level);
}

static void show_accept(Buffer *out, const void *form) {
    show_text(out, "because", ((const SynAccept *)form)->because);
}

/* Room for the struct of any form. */
typedef union Form {
    SynAttribute attribute;
    SynRelation relation;
    SynNamedType type;
    SynKeyConvention key;
    SynUnique unique;
    SynIndex index;
    SynAccess access;
    SynDependency dependency;
    SynPolicy policy;
    SynPartition partition;
    SynRole role;
    SynRule rule;
    SynAccept accept;
} Form;

static const struct {
    Notation *read;
    void (*show)(Buffer *out, const void *form);
    const char *text, *members;
} forms[] = {
    {notation_attribute, show_attribute, "string(30)[]? unique personal was x",
     " type=string(30)[]?@0-13 unique=yes@14-20 was=x@34-35 personal=yes@21-29"},
    {notation_attribute, show_attribute, "unsigned bigint identity key",
     " type=unsigned bigint@0-15 key=yes@25-28 identity=yes@16-24"},
    {notation_attribute, show_attribute, "int = 1 check (value > 0) secret",
     " type=int@0-3 default=1@6-7 check=value > 0@14-25 secret=yes@26-32"},
    {notation_attribute, show_attribute, "Money := a * b immutable collate \"C\"",
     " type=Money@0-5 generated=a * b@9-14 immutable=yes@15-24 collate=C@33-36"},
    {notation_attribute, show_attribute, "enum('in transit', paid) = paid",
     " type=enum('in transit', paid)@0-24 default=paid@27-31"},
    {notation_attribute, show_attribute, "native(postgres: bit varying(5)[], mysql: text)",
     " type=native(postgres: 'bit varying(5)[]', mysql: 'text')@0-47"},
    {notation_named_type, show_named_type, "decimal(12, 2) = 0 check value >= 0 collate c",
     " type=decimal(12, 2)@0-14 default=0@17-18 check=value >= 0@25-35 collate=c@44-45"},
    {notation_key_convention, show_key_convention, "id uuid = uuid()",
     " name=id@0-2 type=uuid@3-7 default=uuid()@10-16"},
    {notation_relation, show_relation, "User? unique on delete set null via a, b to n as x",
     " entity=User@0-4? unique=yes@6-12 via=a@36-37 via=b@39-40 to=n@44-45 delete=4@23-31 "
     "as=x@49-50"},
    {notation_relation, show_relation, "many User through Membership as groups",
     " many=User@5-9 through=Membership@18-28 as=groups@32-38"},
    {notation_relation, show_relation, "one of Order, Product tagged on update no action",
     " one-of=Order@7-12 one-of=Product@14-21 tagged=yes@22-28 update=1@39-48"},
    {notation_unique, show_unique, "a, b nulls not distinct include (c) deferrable where d",
     " on=a@0-1 on=b@3-4 where=d@53-54 nulls-not-distinct=yes@5-23 deferrable=yes@36-46 "
     "include=c@33-34"},
    {notation_index, show_index, "lower(a) desc nulls last, b ops o collate c using gin unique",
     " part=lower(a)@0-8 desc nulls-last part=b@26-27 collate=c@42-43 ops=o@32-33 unique=yes@54-60"
     " using=gin@50-53"},
    {notation_index, show_index, "a where b = 'x' include (c, d)",
     " part=a@0-1 where=b = 'x'@8-15 include=c@25-26 include=d@28-29"},
    {notation_access, show_access, "one by email where is_active at 200/s",
     " many=no@0-3 by=email@7-12 where=is_active@19-28 at=200/s@32-37"},
    {notation_access, show_access, "many sort a desc, b limit 20k with r select c",
     " many=yes@0-4 part=a@10-11 desc part=b@18-19 limit=20000@26-29 with=r@35-36 select=c@44-45"},
    {notation_dependency, show_dependency, "a, key -> b", " from=a@0-1 from=key@3-6 to=b@10-11"},
    {notation_dependency, show_dependency, "a ->> b", " from=a@0-1 multivalued=yes@2-5 to=b@6-7"},
    {notation_policy, show_policy, "for update, delete to r using (a) check (b)",
     " for=update@4-10 for=delete@12-18 to=r@22-23 using=a@30-33 check=b@40-43"},
    {notation_partition, show_partition, "range a by month from 2026-01-01 to '2027-01-01'",
     " range=a@6-7 by=month@11-16 from=2026-01-01@22-32 to=2027-01-01@36-48"},
    {notation_partition, show_partition, "list a in eu ('de', -1), us (us)",
     " list=a@5-6 part=eu@10-12 value=de@14-18 value=-1@20-22 part=us@25-27 value=us@29-31"},
    {notation_partition, show_partition, "hash a, b into 8", " hash=a@5-6 hash=b@8-9 into=8@15-16"},
    {notation_role, show_role, "read, write on all",
     " grants=read@0-4 grants=write@6-11 on=all@15-18"},
    {notation_rule, show_rule, "off", " level=off@0-3"},
    {notation_accept, show_accept, "because: it's so", " because=because: it's so@0-16"},
};

static void forms_are_filled(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        NotationCase c;
        Form form;
        memset(&form, 0, sizeof form);
        notation_case_start(&c, text_from(forms[i].text));
        bool read = forms[i].read(&c.reader, &c.node, &form);
        assert_text(notation_case_error(&c), "");
        assert_true(read);
        Buffer out = {0};
        forms[i].show(&out, &form);
        assert_text(buffer_text(&out), forms[i].members);
        buffer_free(&out);
        notation_case_end(&c);
    }
}

/* ---- errors ---- */

static const struct {
    Notation *read;
    const char *text, *error, *help; /* help NULL: not looked at */
} errors[] = {
    {notation_attribute, "", "TN010 0-0 expected a type, found nothing in an attribute", ""},
    {notation_attribute, "int uniqe", "TN010 4-9 expected a clause, found `uniqe` in an attribute",
     "did you mean `unique`?"},
    {notation_attribute, "int xyz", "TN010 4-7 expected a clause, found `xyz` in an attribute",
     "the clauses of an attribute are `key`, `unique`, `identity`, `=`, `:=`, `check`, `was`, "
     "`personal`, `secret`, `immutable`, `updated`, `collate`"},
    {notation_attribute, "int check value > 0 = 5",
     "TN010 20-21 expected an operator or a clause, found `=` in an attribute",
     "comparisons do not chain, and a default stands in front of the check"},
    {notation_attribute, "int = a AND b",
     "TN010 8-11 expected an operator or a clause, found `AND` in "
     "an attribute",
     "did you mean `and`?"},
    {notation_attribute, "int unique key unique", "TN003 15-21 clause `unique` is defined twice",
     NULL},
    {notation_attribute, "int = 1 key = 2", "TN003 12-15 clause `=` is defined twice", NULL},
    {notation_attribute, "string(1, 2, 3)", "TN010 11-12 expected `)`, found `,` in an attribute",
     NULL},
    {notation_attribute, "string(4294967296)",
     "TN012 7-17 `4294967296` is not a valid length: it is too large", NULL},
    {notation_attribute, "enum()",
     "TN010 5-6 expected a value of the enum, found `)` in an attribute", NULL},
    {notation_named_type, "text?", "TN010 4-5 expected a clause, found `?` in a type",
     "an attribute says whether it may be null, its type does not"},
    {notation_relation, "User on delte cascade",
     "TN010 8-13 expected `delete` or `update`, found `delte` in a relation",
     "did you mean `delete`?"},
    {notation_relation, "User on delete cascad",
     "TN010 15-21 expected `restrict`, `cascade`, `set null`, `set default` or `no action`, found "
     "`cascad` in a relation",
     "did you mean `cascade`?"},
    {notation_relation, "User on delete set nul",
     "TN010 19-22 expected `null` or `default`, found `nul` in a relation", "did you mean `null`?"},
    {notation_relation, "many",
     "TN010 4-4 expected the name of an entity, found the end in a relation", NULL},
    {notation_index, "a dsc", "TN010 2-5 expected a clause, found `dsc` in an index", NULL},
    {notation_index, "a desc asc", "TN003 7-10 clause `asc` is defined twice", NULL},
    {notation_access, "few by a",
     "TN010 0-3 expected `one` or `many`, found `few` in an access pattern", NULL},
    {notation_access, "many at 200/5",
     "TN010 12-13 expected a unit of time, found `5` in an access pattern", NULL},
    {notation_dependency, "a - b",
     "TN010 2-3 expected `,`, `->` or `->>`, found `-` in a dependency", NULL},
    {notation_policy, "for updat",
     "TN010 4-9 expected `all`, `select`, `insert`, `update` or `delete`, "
     "found `updat` in a policy",
     "did you mean `update`?"},
    {notation_partition, "range a by month from 2026-02-30 to 2027-01-01",
     "TN012 22-32 `2026-02-30` is not a valid day: there is no such day in the calendar", NULL},
    {notation_partition, "ranges a",
     "TN010 0-6 expected `range`, `list` or `hash`, found `ranges` in "
     "a partition",
     "did you mean `range`?"},
    {notation_role, "reed on all",
     "TN010 0-4 expected `read`, `write`, `insert`, `update` or `delete`, "
     "found `reed` in a role",
     "did you mean `read`?"},
    {notation_rule, "fatal",
     "TN010 0-5 expected `error`, `warning`, `note` or `off`, found `fatal` in "
     "a rule",
     NULL},
    {notation_accept, "", "TN011 0-0 an accepted finding lacks the key `because`", NULL},
};

static void errors_have_places(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT_OF(errors); i++) {
        NotationCase c;
        Form form;
        memset(&form, 0, sizeof form);
        notation_case_start(&c, text_from(errors[i].text));
        errors[i].read(&c.reader, &c.node, &form);
        assert_text(notation_case_error(&c), errors[i].error);
        assert_int_equal(c.diags.all.count, 1);
        if (errors[i].help) {
            assert_text(c.diags.all.at[0]->help, errors[i].help);
        }
        notation_case_end(&c);
    }
}

static void the_first_of_two_stays(void **state) {
    (void)state;
    NotationCase c;
    SynAttribute attribute = {0};
    notation_case_start(&c, TEXT("int = 1 key = 2"));
    assert_true(notation_attribute(&c.reader, &c.node, &attribute));
    assert_text(attribute.fallback->text, "1");
    assert_int_equal(c.diags.all.at[0]->notes.count, 1);
    assert_int_equal(c.diags.all.at[0]->notes.at[0].span.start, 7);
    notation_case_end(&c);
}

static void nothing_stays_of_what_failed(void **state) {
    (void)state;
    NotationCase c;
    SynAttribute attribute = {0};
    notation_case_start(&c, TEXT("int unique check a + key"));
    assert_true(notation_attribute(&c.reader, &c.node, &attribute)); /* `key` is a name here */
    notation_case_end(&c);
    attribute = (SynAttribute){0};
    notation_case_start(&c, TEXT("int unique check a + ) key"));
    assert_false(notation_attribute(&c.reader, &c.node, &attribute));
    assert_non_null(attribute.type);
    assert_true(span_exists(attribute.more->unique.span));
    assert_null(attribute.check);
    assert_false(span_exists(attribute.more->key.span));
    notation_case_end(&c);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_are_filled),
        cmocka_unit_test(errors_have_places),
        cmocka_unit_test(the_first_of_two_stays),
        cmocka_unit_test(nothing_stays_of_what_failed),
    };
    return RUN_CASES(tests);
}
