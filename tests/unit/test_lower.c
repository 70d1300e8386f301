/* Lowering for a target that supports what each case says: the gate and accepted losses, emulations,
 * names at their limits, the order of tables, the ledger's proof. */
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "compiler/lower/ledger.h"
#include "compiler/lower/lowering.h"
#include "tests/unit/unit.h"

/* --- A target that is set up by the cases ------------------------------------------------------ */

static Support answers[CAP_COUNT];
static TypeRule type_answer;

static Support fake_support(Cap cap, Version version) {
    (void)version;
    return answers[cap];
}

static TypeRule fake_type(const Type *type, Version version) {
    (void)type;
    (void)version;
    return type_answer;
}

static const char *fake_extension(Cap cap, Version version) {
    (void)version;
    return cap == CAP_INDEX_TRIGRAM ? "trigrams" : NULL;
}

static const TargetOption fake_options[] = {
    {"named_types", "check", "how named types are kept", "check|domain"},
    {0},
};

static Target fake;

/* --- A model, lowered -------------------------------------------------------------------------- */

static Arena session, scratch, target_arena;
static Interner names;
static Sources sources;
static Diags diags;
static Text model_text;

static int load(void *context, Arena *a, Text path, Text *bytes) {
    (void)context;
    (void)a;
    (void)path;
    *bytes = model_text;
    return 0;
}

static int set_up(void **state) {
    (void)state;
    for (Cap cap = 0; cap < CAP_COUNT; cap++) {
        answers[cap] = (Support){LEVEL_NATIVE, NULL};
    }
    type_answer = (TypeRule){.level = LEVEL_NATIVE, .spelling = "t"};
    fake = (Target){
        .name = "fake",
        .engine = "Fake",
        .oldest = {1, 0, 0},
        .newest = {3, 0, 0},
        .fallback = {2, 0, 0},
        .limits = {.identifier_bytes = 63, .index_names_per_schema = true},
        .options = fake_options,
        .support = fake_support,
        .type = fake_type,
        .extension_of_cap = fake_extension,
        .enum_types = true,
        .named_types_as_domains = true,
        .trigger_functions = true,
        .partial_indexes = true,
        .index_expressions = true,
        .part_collations = true,
        .partitioned_foreign_keys = true,
        .partition_lower_bounds = true,
    };
    names = interner_make(&session);
    sources = (Sources){.arena = &session};
    diags = diags_make(&session, &sources);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    interner_free(&names);
    arena_free(&target_arena);
    arena_free(&scratch);
    arena_free(&session);
    return 0;
}

/* The plan of the model whose entities (and what follows them) are BODY, indented by two blanks. */
static Plan *plan_of(const char *body) {
    model_text = text_format(
        &session, "tenon: 1\nmodel: m\nconventions: {timestamps: false}\nentities:\n%s", body);
    Reader reader = {.session = &session,
                     .tree = &session,
                     .scratch = &scratch,
                     .names = &names,
                     .sources = &sources};
    reader.diags = &diags;
    reader.load = load;
    SynModel *syntax = syntax_read(&reader, TEXT("m.tenon.yaml"));
    Schema *schema = schema_resolve(&session, &scratch, &names, &diags, syntax);
    for (size_t i = 0; i < diags.all.count; i++) {
        print_error("%.*s\n", TEXT_ARG(diag_message(&session, diags.all.at[i])));
    }
    assert_int_equal(diags.all.count, 0);
    return plan_make(&target_arena, &scratch, &diags, facts_derive(&session, schema), NULL, &fake,
                     schema->target_count ? &schema->target[0] : NULL);
}

static void assert_found(size_t i, DiagId id, Severity severity, const char *message) {
    assert_true(i < diags.all.count);
    assert_string_equal(diag_info(diags.all.at[i]->id)->code, diag_info(id)->code);
    assert_int_equal(diags.all.at[i]->severity, severity);
    assert_text(diag_message(&session, diags.all.at[i]), message);
}

static Text printed(const Expr *e) {
    Buffer out = {0};
    expr_print(&out, e);
    Text text = text_copy(&session, buffer_text(&out));
    buffer_free(&out);
    return text;
}

/* The first step of KIND, or NULL. */
static const void *find_step(const Plan *plan, PlanItemKind kind) {
    for (size_t i = 0; i < plan->steps.count; i++) {
        if (plan->steps.at[i].item->kind == kind) {
            return plan->steps.at[i].item;
        }
    }
    return NULL;
}

/* --- The gate ---------------------------------------------------------------------------------- */

static const char badge[] = "  User:\n"
                            "    attributes:\n"
                            "      badge: string(20)?\n"
                            "    unique:\n"
                            "      one_badge: badge where badge is not null\n";

static void what_is_refused_is_reported_and_left_out(void **state) {
    (void)state;
    answers[CAP_UNIQUE_PARTIAL] = (Support){LEVEL_REFUSED, "it has no partial indexes"};
    Plan *plan = plan_of(badge);
    assert_int_equal(diags.all.count, 1);
    assert_found(
        0, DIAG_FEATURE_REFUSED, SEVERITY_ERROR,
        "the partial unique set of `User: unique one_badge` cannot be carried by Fake: it has no "
        "partial indexes");
    assert_null(find_step(plan, PLAN_INDEX));
    assert_int_equal(plan->refused, 1);
}

static void what_is_lost_is_an_error(void **state) {
    (void)state;
    answers[CAP_UNIQUE_PARTIAL] = (Support){LEVEL_DEGRADED, "all rows are unique"};
    plan_of(badge);
    assert_int_equal(diags.all.count, 1);
    assert_found(0, DIAG_FEATURE_LOST, SEVERITY_ERROR,
                 "the partial unique set of `User: unique one_badge` is not kept whole by Fake: "
                 "all rows are "
                 "unique");
}

static void an_accepted_loss_is_a_warning(void **state) {
    (void)state;
    answers[CAP_UNIQUE_PARTIAL] = (Support){LEVEL_DEGRADED, "all rows are unique"};
    Plan *plan = plan_of(text_c_string(
        &session,
        text_format(
            &session, "%s%s", badge,
            "targets:\n  fake:\n    accept_loss: {unique_partial: badges stay, array: none}\n")));
    assert_int_equal(diags.all.count, 2);
    assert_int_equal(diags.all.at[0]->severity, SEVERITY_WARNING);
    assert_text(diags.all.at[0]->notes.at[0].text, "accepted: badges stay");
    assert_found(1, DIAG_BAD_SUPPRESSION, SEVERITY_WARNING,
                 "`accept_loss` of `array` accepts nothing: Fake loses none");
    assert_non_null(find_step(plan, PLAN_INDEX));
    assert_int_equal(plan->answers.count, 1);
    assert_text(plan->answers.at[0].reason, "badges stay");
}

static void an_emulation_is_kept_for_the_ledger_alone(void **state) {
    (void)state;
    answers[CAP_IDENTITY] = (Support){LEVEL_EMULATED, "a sequence"};
    Plan *plan = plan_of(badge);
    assert_int_equal(diags.all.count, 0);
    assert_int_equal(plan->answers.count, 1);
    Ledger ledger = {0};
    ledger_add(&session, &ledger, plan);
    const LedgerRow *last = vec_last(&ledger.rows);
    assert_text(plan_element_text(&session, last->element), "User.id");
    assert_string_equal(last->how, "a sequence");
}

static void a_type_without_a_home_is_reported(void **state) {
    (void)state;
    type_answer =
        (TypeRule){.level = LEVEL_DEGRADED, .spelling = "t", .how = "it keeps seconds only"};
    plan_of("  User:\n    key: [born]\n    attributes:\n      born: timestamp\n");
    assert_found(0, DIAG_TYPE_LOST, SEVERITY_ERROR,
                 "`User.born` has no faithful type in Fake: it keeps seconds only");
}

/* --- Emulations -------------------------------------------------------------------------------- */

static void types_are_emulated_by_checks(void **state) {
    (void)state;
    answers[CAP_UNSIGNED] = (Support){LEVEL_EMULATED, "a check"};
    answers[CAP_ENUM] = (Support){LEVEL_EMULATED, "a check"};
    Plan *plan =
        plan_of("  User:\n    attributes:\n      size: unsigned int\n      state: enum(on, off)\n");
    assert_int_equal(diags.all.count, 0);
    const PlanTable *t = plan->tables.at[0];
    assert_null(find_step(plan, PLAN_ENUM));
    assert_int_equal(t->checks.count, 2);
    assert_text(t->checks.at[0]->name, "users_size_range");
    assert_text(printed(t->checks.at[0]->condition), "size between 0 and 4294967295");
    assert_text(t->checks.at[1]->name, "users_state_choice");
    assert_text(printed(t->checks.at[1]->condition), "state in ('on', 'off')");
}

static void elements_of_arrays_are_not_checked(void **state) {
    (void)state;
    answers[CAP_UNSIGNED] = (Support){LEVEL_EMULATED, "a check"};
    plan_of("  User:\n    attributes:\n      sizes: unsigned int[]\n");
    assert_int_equal(diags.all.count, 1);
    assert_found(0, DIAG_FEATURE_LOST, SEVERITY_ERROR,
                 "the unsigned range of `User.sizes` is not kept whole by Fake: the elements of an "
                 "array are not checked");
}

static void a_domain_takes_the_checks_of_its_type(void **state) {
    (void)state;
    static const char model[] = "  User:\n"
                                "    attributes:\n"
                                "      price: Money\n"
                                "types:\n"
                                "  Money: decimal(12, 2) check value >= 0\n";
    Plan *plan = plan_of(model);
    assert_int_equal(plan->tables.at[0]->checks.count, 1);
    assert_null(find_step(plan, PLAN_DOMAIN));
    Text with_domain = text_format(&session, "%stargets:\n  fake: {named_types: domain}\n", model);
    plan = plan_of(text_c_string(&session, with_domain));
    const PlanDomain *domain = find_step(plan, PLAN_DOMAIN);
    assert_non_null(domain);
    assert_int_equal(plan->tables.at[0]->checks.count, 0);
    assert_ptr_equal(plan->tables.at[0]->column[1].domain, domain);
}

static const char equal_nulls[] = "  User:\n"
                                  "    attributes:\n"
                                  "      a: int\n"
                                  "      b: int?\n"
                                  "      c: int%s\n"
                                  "    unique:\n"
                                  "      u: {on: [%s], nulls not distinct: true}\n";

static Plan *plan_of_equal_nulls(const char *mark, const char *parts) {
    answers[CAP_UNIQUE_NULLS_NOT_DISTINCT] = (Support){LEVEL_EMULATED, "two unique indexes"};
    return plan_of(text_c_string(&session, text_format(&session, equal_nulls, mark, parts)));
}

static void equal_nulls_are_emulated_by_a_second_index(void **state) {
    (void)state;
    Plan *plan = plan_of_equal_nulls("", "a, b");
    assert_int_equal(diags.all.count, 0);
    const PlanIndex *index = find_step(plan, PLAN_INDEX);
    assert_int_equal(plan->tables.at[0]->uniques.count, 1);
    assert_true(index->unique);
    assert_int_equal(index->part_count, 1);
    assert_text(printed(index->part[0].expr), "a");
    assert_text(printed(index->where), "b is null");
}

static void one_null_at_most_is_emulated_too(void **state) {
    (void)state;
    Plan *plan = plan_of_equal_nulls("", "b");
    const PlanIndex *index = find_step(plan, PLAN_INDEX);
    assert_text(printed(index->part[0].expr), "b is null");
    assert_text(printed(index->where), "b is null");
}

static void two_nullable_parts_are_refused(void **state) {
    (void)state;
    plan_of_equal_nulls("?", "b, c");
    assert_int_equal(diags.all.count, 1);
    assert_found(
        0, DIAG_FEATURE_REFUSED, SEVERITY_ERROR,
        "the unique set in which nulls are equal of `User: unique u` cannot be carried by Fake: "
        "several of its parts may be null");
}

/* --- What depends on more than the capability -------------------------------------------------- */

static void a_condition_becomes_a_part_where_indexes_have_none(void **state) {
    (void)state;
    fake.partial_indexes = false;
    Plan *plan = plan_of("  User:\n    attributes:\n      a: int\n      b: boolean\n"
                         "    unique:\n      u: a where b\n");
    const PlanIndex *index = find_step(plan, PLAN_INDEX);
    assert_null(index->where);
    assert_int_equal(index->part_count, 2);
    assert_text(printed(index->part[1].expr), "case when b then 1 end");
    assert_null(index->part_column);
}

static void an_expression_becomes_a_column_where_indexes_hold_those(void **state) {
    (void)state;
    fake.index_expressions = false;
    Plan *plan = plan_of("  User:\n    attributes:\n      a: int\n      b: int\n"
                         "    indexes:\n      i: a, a + b\n");
    const PlanIndex *index = find_step(plan, PLAN_INDEX);
    assert_int_equal(index->part_column[0].size, 0);
    assert_text(index->part_column[1], "idx_users_i_2");
}

static void a_number_leads_a_key_where_the_target_asks_for_it(void **state) {
    (void)state;
    fake.limits.identity_leads_key = true;
    plan_of("  User:\n    key: [a, n]\n    attributes:\n      a: int\n      n: bigint identity\n");
    assert_found(0, DIAG_FEATURE_REFUSED, SEVERITY_ERROR,
                 "the numbering of `User.n` cannot be carried by Fake: it numbers only what a key "
                 "begins with");
}

static void a_text_without_a_length_is_no_part(void **state) {
    (void)state;
    fake.limits.key_text_needs_length = true;
    plan_of("  User:\n    attributes:\n      a: text unique\n");
    assert_found(0, DIAG_FEATURE_REFUSED, SEVERITY_ERROR,
                 "the unique set of `User: unique a` cannot be carried by Fake: `a` is of a type "
                 "without a length");
}

/* --- Names ------------------------------------------------------------------------------------- */

static void names_are_cut_at_a_character(void **state) {
    (void)state;
    static const struct {
        size_t bytes, characters;
        const char *full, *wanted;
    } cases[] = {
        {20, 0, "exactly_twenty_bytes", "exactly_twenty_bytes"},
        {20, 0, "exactly_twenty_1bytes", "exactly_twe_8b0d6710"},
        {20, 0, "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4",
         "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4"},
        {20, 0, "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4.",
         "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4_"},
        {0, 10, "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4",
         "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4"},
        {0, 10, "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4.",
         "\xc3\xa4_"},
        {0, 0, "a name that no limit cuts", "a name that no limit cuts"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        fake.limits.identifier_bytes = cases[i].bytes;
        fake.limits.identifier_characters = cases[i].characters;
        Lowering l = {.a = &session, .target = &fake};
        Text full = text_from(cases[i].full), wanted = text_from(cases[i].wanted);
        Text name = names_fit(&l, full);
        if (wanted.at[wanted.size - 1] == '_') { /* the hash is of no interest */
            assert_int_equal(name.size, wanted.size + 8);
            assert_true(text_starts_with(name, wanted));
        } else {
            assert_text(name, cases[i].wanted);
        }
        assert_true(text_is_utf8(name, &(size_t){0}));
    }
}

#define SIXTY "aaaaaaaaabaaaaaaaaabaaaaaaaaabaaaaaaaaabaaaaaaaaabaaaaaaaaab"

static void long_names_stay_apart(void **state) {
    (void)state;
    Plan *plan =
        plan_of("  User:\n    attributes:\n      " SIXTY "_one: int\n      " SIXTY "_two: int\n");
    assert_int_equal(diags.all.count, 0);
    const PlanColumn *column = plan->tables.at[0]->column;
    assert_int_equal(column[1].name.size, 63);
    assert_int_equal(column[2].name.size, 63);
    assert_false(text_equal(column[1].name, column[2].name));
    assert_int_equal(plan->answers.count, 2);
}

static void a_name_that_equals_a_cut_one_is_reported(void **state) {
    (void)state;
    fake.limits.identifier_bytes = 20;
    Lowering l = {.a = &session, .target = &fake};
    Text cut = names_fit(&l, TEXT("exactly_twenty_1bytes"));
    plan_of(
        text_c_string(&session, text_format(&session,
                                            "  User:\n    attributes:\n"
                                            "      exactly_twenty_1bytes: int\n      %.*s: int\n",
                                            TEXT_ARG(cut))));
    assert_int_equal(diags.all.count, 1);
    assert_found(
        0, DIAG_NAME_COLLISION, SEVERITY_ERROR,
        "the names `exactly_twenty_1bytes` and `exactly_twe_8b0d6710` become the same in Fake");
}

static void names_that_differ_in_case_collide_where_case_is_folded(void **state) {
    (void)state;
    static const char model[] = "  User:\n    attributes:\n"
                                "      one: {type: int, column: Name}\n"
                                "      two: {type: int, column: nAME}\n";
    plan_of(model);
    assert_int_equal(diags.all.count, 0);
    fake.limits.folds_case = true;
    plan_of(model);
    assert_int_equal(diags.all.count, 1);
    assert_found(0, DIAG_NAME_COLLISION, SEVERITY_ERROR,
                 "the names `Name` and `nAME` become the same in Fake");
}

static void a_long_name_that_was_written_is_an_error(void **state) {
    (void)state;
    plan_of("  User:\n    attributes:\n      a: {type: int, column: " SIXTY "1234}\n");
    assert_int_equal(diags.all.count, 1);
    assert_found(0, DIAG_NAME_TOO_LONG, SEVERITY_ERROR,
                 "the name `" SIXTY "1234` is longer than the 63 bytes that Fake allows");
}

/* --- Order ------------------------------------------------------------------------------------- */

static void assert_tables(const Plan *plan, const char *wanted) {
    Buffer out = {0};
    for (size_t i = 0; i < plan->tables.count; i++) {
        buffer_format(&out, "%s%.*s", i ? " " : "", TEXT_ARG(plan->tables.at[i]->name));
        for (size_t k = 0; k < plan->tables.at[i]->foreign_keys.count; k++) {
            const PlanForeignKey *f = plan->tables.at[i]->foreign_keys.at[k];
            if (f->separate) {
                buffer_format(&out, "(%.*s)", TEXT_ARG(f->target->name));
            }
        }
    }
    assert_text(buffer_text(&out), wanted);
    buffer_free(&out);
}

static void tables_stand_behind_those_that_they_refer_to(void **state) {
    (void)state;
    static const struct {
        const char *model, *wanted;
    } cases[] = {
        {"  A: {}\n  B: {}\n  C: {}\n", "as bs cs"},
        {"  A: {relations: {c: C}}\n  B: {}\n  C: {relations: {d: D}}\n  D: {}\n", "ds cs as bs"},
        {"  A: {relations: {a: A?}}\n  B: {}\n", "as bs"},
        {"  A: {relations: {b: B?}}\n  B: {relations: {a: A?}}\n", "as(bs) bs"},
        {"  Z: {relations: {b: B?}}\n  B: {relations: {z: Z?, y: Y}}\n  Y: {}\n  W: {relations: "
         "{z: Z}}\n",
         "ys zs(bs) bs ws"},
        {"  A: {relations: {b: B?}}\n  B: {relations: {c: C?}}\n  C: {relations: {a: A?, b: B?}}\n",
         "as(bs) bs(cs) cs"},
        {"  A: {relations: {s: 'one of B, C'}}\n  B: {}\n  C: {}\n", "bs cs as"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_tables(plan_of(cases[i].model), cases[i].wanted);
    }
}

static void a_target_may_take_forward_foreign_keys(void **state) {
    (void)state;
    fake.forward_foreign_keys = true;
    assert_tables(plan_of("  A: {relations: {b: B?}}\n  B: {relations: {a: A?}}\n"), "as bs");
}

/* --- Steps ------------------------------------------------------------------------------------- */

static void steps_stand_in_an_order_that_works(void **state) {
    (void)state;
    Plan *plan = plan_of("  User:\n"
                         "    doc: People.\n"
                         "    schema: app\n"
                         "    timestamps: true\n"
                         "    attributes:\n"
                         "      name: string(10) immutable\n"
                         "      kind: enum(a, b)\n"
                         "    indexes:\n"
                         "      by_name: name using trigram\n"
                         "    policies:\n"
                         "      own: for update, delete to staff using (name = 'x')\n"
                         "roles:\n"
                         "  staff: read on User\n"
                         "native:\n"
                         "  fake:\n"
                         "    - {up: LAST, down: L, when: last}\n"
                         "    - {up: FIRST, down: F}\n"
                         "  other:\n"
                         "    - {up: NO, down: N}\n");
    static const PlanItemKind wanted[] = {
        PLAN_NATIVE,   PLAN_ROLE,   PLAN_SCHEMA, PLAN_EXTENSION, PLAN_ENUM,    PLAN_FUNCTION,
        PLAN_FUNCTION, PLAN_TABLE,  PLAN_INDEX,  PLAN_TRIGGER,   PLAN_TRIGGER, PLAN_ROW_SECURITY,
        PLAN_POLICY,   PLAN_POLICY, PLAN_GRANT,  PLAN_GRANT,     PLAN_COMMENT, PLAN_NATIVE,
    };
    assert_int_equal(plan->steps.count, COUNT_OF(wanted));
    for (size_t i = 0; i < COUNT_OF(wanted); i++) {
        assert_string_equal(plan_kind_word(plan->steps.at[i].item->kind),
                            plan_kind_word(wanted[i]));
    }
    const PlanPolicy *policy = find_step(plan, PLAN_POLICY);
    assert_text(policy->name, "own_update");
    assert_int_equal(policy->command, COMMAND_UPDATE);
    assert_text(policy->role[0], "staff");
    assert_text(((const PlanFunction *)find_step(plan, PLAN_FUNCTION))->name, "set_updated_at");
}

static void the_version_comes_from_the_model(void **state) {
    (void)state;
    assert_int_equal(plan_of("  A: {}\n")->version.major, 2);
    assert_int_equal(plan_of("  A: {}\ntargets:\n  fake: {version: 3.4}\n")->version.minor, 4);
    assert_int_equal(plan_of("  A: {}\ntargets:\n  fake: {version: 4}\n")->version.major, 2);
    assert_int_equal(plan_of("  A: {}\ntargets:\n  fake: {version: 1.x}\n")->version.major, 2);
}

/* --- The ledger -------------------------------------------------------------------------------- */

/* The exit code of proving PLAN when all items but the one of SKIPPED were printed. */
static int prove_without(const Plan *plan, size_t skipped) {
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        Bitset all = bitset_make(&session, plan->items.count);
        for (size_t i = 0; i < plan->items.count; i++) {
            if (i != skipped) {
                bitset_add(all, i);
            }
        }
        if (!freopen("/dev/null", "w", stderr)) {
            _exit(1);
        }
        ledger_prove(plan, all);
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WEXITSTATUS(status);
}

static void an_item_that_is_not_printed_is_an_internal_error(void **state) {
    (void)state;
    Plan *plan = plan_of(badge);
    for (size_t i = 0; i < plan->items.count; i++) {
        assert_int_equal(prove_without(plan, i), 70);
    }
    assert_int_equal(prove_without(plan, SIZE_MAX), 0);
}

static void the_ledger_has_its_forms(void **state) {
    (void)state;
    answers[CAP_TABLE] = (Support){LEVEL_EMULATED, "a | <file>"};
    Plan *plan = plan_of("  User:\n    key: [a]\n    attributes: {a: int}\n");
    Ledger ledger = {0};
    ledger_add(&session, &ledger, plan);
    static const char *const wanted[] = {
        [LEDGER_TEXT] = "fake       emulated  table                    User: a | <file>\n"
                        "fake: 2 native, 1 emulated\n",
        [LEDGER_TEXT_ALL] = "fake       native    column                   User.a\n"
                            "fake       native    primary_key              User: primary key\n"
                            "fake       emulated  table                    User: a | <file>\n"
                            "fake: 2 native, 1 emulated\n",
        [LEDGER_JSON] =
            "{\n  \"format_version\": 1,\n  \"rows\": [\n"
            "    {\"target\": \"fake\", \"element\": \"User.a\", \"capability\": \"column\", "
            "\"level\": "
            "\"native\", \"file\": \"m.tenon.yaml\", \"line\": 7, \"column\": 18},\n"
            "    {\"target\": \"fake\", \"element\": \"User: primary key\", \"capability\": "
            "\"primary_key\", "
            "\"level\": \"native\", \"file\": \"m.tenon.yaml\", \"line\": 6, \"column\": 11},\n"
            "    {\"target\": \"fake\", \"element\": \"User\", \"capability\": \"table\", "
            "\"level\": "
            "\"emulated\", \"how\": \"a | <file>\", \"file\": \"m.tenon.yaml\", \"line\": 5, "
            "\"column\": 3}\n"
            "  ]\n}\n",
        [LEDGER_MARKDOWN] = "| element | target | capability | level | how | accepted because |\n"
                            "|---|---|---|---|---|---|\n"
                            "| User.a | fake | column | native |  |  |\n"
                            "| User: primary key | fake | primary\\_key | native |  |  |\n"
                            "| User | fake | table | emulated | a \\| &lt;file> |  |\n",
    };
    for (size_t form = 0; form < COUNT_OF(wanted); form++) {
        Buffer out = {0};
        ledger_print(&out, &ledger, &sources, (LedgerForm)form);
        assert_text(buffer_text(&out), wanted[form]);
        buffer_free(&out);
    }
}

#define CASE(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
    const struct CMUnitTest cases[] = {
        CASE(what_is_refused_is_reported_and_left_out),
        CASE(what_is_lost_is_an_error),
        CASE(an_accepted_loss_is_a_warning),
        CASE(an_emulation_is_kept_for_the_ledger_alone),
        CASE(a_type_without_a_home_is_reported),
        CASE(types_are_emulated_by_checks),
        CASE(elements_of_arrays_are_not_checked),
        CASE(a_domain_takes_the_checks_of_its_type),
        CASE(equal_nulls_are_emulated_by_a_second_index),
        CASE(one_null_at_most_is_emulated_too),
        CASE(two_nullable_parts_are_refused),
        CASE(a_condition_becomes_a_part_where_indexes_have_none),
        CASE(an_expression_becomes_a_column_where_indexes_hold_those),
        CASE(a_number_leads_a_key_where_the_target_asks_for_it),
        CASE(a_text_without_a_length_is_no_part),
        CASE(names_are_cut_at_a_character),
        CASE(long_names_stay_apart),
        CASE(a_name_that_equals_a_cut_one_is_reported),
        CASE(names_that_differ_in_case_collide_where_case_is_folded),
        CASE(a_long_name_that_was_written_is_an_error),
        CASE(tables_stand_behind_those_that_they_refer_to),
        CASE(a_target_may_take_forward_foreign_keys),
        CASE(steps_stand_in_an_order_that_works),
        CASE(the_version_comes_from_the_model),
        CASE(an_item_that_is_not_printed_is_an_internal_error),
        CASE(the_ledger_has_its_forms),
    };
    return RUN_CASES(cases);
}
