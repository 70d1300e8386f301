/* Rails scopes: takes the access patterns of an entity, gives a scope for each that finds many rows and a
 * class method for each that finds one. Conditions are hashes of columns where they can be, else the
 * engine's SQL. */
#include "targets/rails.h"

/* ---- conditions ---- */

static const Attribute *column_of(const Expr *e) {
    return e->kind == EXPR_NAME ? e->name.attribute : NULL;
}

static bool is_literal(const Expr *e) {
    return e->kind == EXPR_STRING || e->kind == EXPR_BOOLEAN ||
           (e->kind == EXPR_NUMBER && text_find(e->text, TEXT(".")) == SIZE_MAX);
}

/* The column that E compares, where a hash can say it: `a`, `not a`, `a is null`, `a = 1`. */
static const Attribute *compared(const Expr *e) {
    if (e->kind == EXPR_NAME) {
        return column_of(e);
    }
    if (e->kind == EXPR_NOT || (e->kind == EXPR_IS_NULL && !e->negated)) {
        return column_of(e->operand);
    }
    bool equal = e->kind == EXPR_BINARY && e->binary.op == OPERATOR_EQUAL;
    return equal && is_literal(e->binary.right) ? column_of(e->binary.left) : NULL;
}

static bool is_conjunction(const Expr *e) {
    return e->kind == EXPR_BINARY && e->binary.op == OPERATOR_AND;
}

/* Whether a hash can say E; SEEN takes its columns, which may stand there once each. */
static bool is_hash(const Rails *r, const Expr *e, Lookup *seen) {
    if (is_conjunction(e)) {
        return is_hash(r, e->binary.left, seen) && is_hash(r, e->binary.right, seen);
    }
    const Attribute *a = compared(e);
    return a && !lookup_put(r->a, seen, rails_column(r, a), a);
}

static void print_literal(Rails *r, const Attribute *a, const Expr *e) {
    switch ((int)e->kind) {
    case EXPR_STRING: emit(r->e, "$", LIT(rails_enum_label(r, a, e->text))); break;
    case EXPR_BOOLEAN: emit_text(r->e, e->boolean ? "true" : "false"); break;
    default: emit(r->e, "$", CODE(e->text)); break;
    }
}

static void print_hash(Rails *r, const Expr *e) {
    if (is_conjunction(e)) {
        print_hash(r, e->binary.left);
        emit_text(r->e, ", ");
        print_hash(r, e->binary.right);
        return;
    }
    const Attribute *a = compared(e);
    ruby_key(r->e, rails_column(r, a));
    switch ((int)e->kind) {
    case EXPR_NAME: emit_text(r->e, "true"); break;
    case EXPR_NOT: emit_text(r->e, "false"); break;
    case EXPR_IS_NULL: emit_text(r->e, "nil"); break;
    default: print_literal(r, a, e->binary.right); break;
    }
}

/* The words of a query that the caller gives: `:words`. */
static void gather_parameters(const Rails *r, const Expr *e, Lookup *seen, SqlTexts *found) {
    if (e->kind == EXPR_PARAMETER && !lookup_put(r->a, seen, sym_text(e->parameter), e)) {
        *vec_push(r->a, found) = sym_text(e->parameter);
    }
    for (size_t i = 0; expr_child(e, i); i++) {
        gather_parameters(r, expr_child(e, i), seen, found);
    }
}

static SqlTexts parameters_of(const Rails *r, const Expr *e) {
    SqlTexts found = {0};
    Lookup seen = {0};
    if (e) {
        gather_parameters(r, e, &seen, &found);
    }
    return found;
}

void rails_print_condition(Rails *r, const Expr *e) {
    Lookup seen = {0};
    if (is_hash(r, e, &seen)) {
        print_hash(r, e);
        return;
    }
    sql_expr(&r->stack.sql, e, SQL_ANY);
    emit(r->e, "$", LIT(stack_take(&r->stack)));
}

/* Whether the engine has words for E in a query: it asks of one no more than of a default. */
static bool is_sayable(const Rails *r, const Expr *e) {
    const Target *engine = r->plan->target;
    if (e && engine->expression &&
        engine->expression(CAP_DEFAULT_EXPRESSION, e, r->plan->version).level >= LEVEL_DEGRADED) {
        return false;
    }
    for (size_t i = 0; e && expr_child(e, i); i++) {
        if (!is_sayable(r, expr_child(e, i))) {
            return false;
        }
    }
    return true;
}

/* ---- what a pattern takes ---- */

static const char *const keywords[] = {
    "alias", "and",    "begin",  "break",  "case",  "class",  "def",   "defined", "do",   "else",
    "elsif", "end",    "ensure", "false",  "for",   "if",     "in",    "module",  "next", "nil",
    "not",   "or",     "redo",   "rescue", "retry", "return", "self",  "super",   "then", "true",
    "undef", "unless", "until",  "when",   "where", "while",  "yield", NULL};

/* What the caller gives: the rows of a relation, or a value; and what stands in the SQL as :word. */
typedef struct Arguments {
    Text *name;   /* as Ruby calls it: first those of `by`, then the parameters */
    Text *member; /* of `by`: the association or column that it is compared with */
    size_t by_count, count;
    SqlTexts parameter;
} Arguments;

/* The association that A alone holds, so that a query may be given a record. */
static Text association_of(const Rails *r, const Attribute *a) {
    const Relation *relation = a->relation;
    bool alone = relation && relation->kind == RELATION_ONE && relation->attribute_count == 1 &&
                 relation->target_key->kind == KEY_PRIMARY;
    return alone ? rails_member(r, a->entity, relation->name) : TEXT("");
}

static Arguments arguments_of(const Rails *r, const Access *access) {
    Arguments args = {.by_count = access->by_count, .parameter = parameters_of(r, access->where)};
    args.count = args.by_count + args.parameter.count;
    args.name = arena_array(r->a, Text, args.count + 1);
    args.member = arena_array(r->a, Text, args.by_count + 1);
    CodeScope scope = code_scope(r->a, keywords);
    for (size_t i = 0; i < args.by_count; i++) {
        Text association = association_of(r, access->by[i]);
        args.member[i] = association.size ? association : rails_column(r, access->by[i]);
        args.name[i] = code_take(&scope, code_word(r->a, args.member[i], CODE_SNAKE));
    }
    for (size_t i = 0; i < args.parameter.count; i++) {
        Text word = code_word(r->a, args.parameter.at[i], CODE_SNAKE);
        args.name[args.by_count + i] = code_take(&scope, word);
    }
    return args;
}

static void print_names(Rails *r, const Arguments *args, const char *before, const char *after) {
    for (size_t i = 0; i < args->count; i++) {
        emit_text(r->e, i ? ", " : before);
        emit(r->e, "$", NAME(args->name[i]));
    }
    emit_text(r->e, args->count ? after : "");
}

/* ---- the chain ---- */

/* Each call behind the first has a dot before it. */
static void begin_call(Rails *r, bool *any, const char *call) {
    emit_text(r->e, *any ? "." : "");
    emit_text(r->e, call);
    *any = true;
}

static void print_by(Rails *r, const Arguments *args, bool *any, const char *call) {
    if (!args->by_count) {
        return;
    }
    begin_call(r, any, call);
    for (size_t i = 0; i < args->by_count; i++) {
        emit_text(r->e, i ? ", " : "");
        ruby_key(r->e, args->member[i]);
        emit(r->e, "$", NAME(args->name[i]));
    }
    emit_text(r->e, ")");
}

static void print_where(Rails *r, const Access *access, const Arguments *args, bool *any) {
    if (!access->where) {
        return;
    }
    begin_call(r, any, "where(");
    rails_print_condition(r, access->where);
    for (size_t i = 0; i < args->parameter.count; i++) {
        emit_text(r->e, ", ");
        ruby_key(r->e, args->parameter.at[i]);
        emit(r->e, "$", NAME(args->name[args->by_count + i]));
    }
    emit_text(r->e, ")");
}

static bool is_plain_sort(const Access *access) {
    for (size_t i = 0; i < access->sort_count; i++) {
        if (!access->sort[i].attribute || access->sort[i].nulls != NULLS_UNSET) {
            return false;
        }
    }
    return true;
}

static void print_sort_sql(Rails *r, const Access *access) {
    Sql *sql = &r->stack.sql;
    for (size_t i = 0; i < access->sort_count; i++) {
        const IndexPart *part = &access->sort[i];
        emit_text(sql->e, i ? ", " : "");
        sql_expr(sql, part->expr, SQL_ANY);
        emit_text(sql->e, part->descending ? " DESC" : "");
        if (part->nulls != NULLS_UNSET && sql_has(sql, CAP_INDEX_NULLS)) {
            emit_text(sql->e, part->nulls == NULLS_FIRST ? " NULLS FIRST" : " NULLS LAST");
        }
    }
    emit(r->e, "Arel.sql($)", LIT(stack_take(&r->stack)));
}

static void print_sort(Rails *r, const Access *access, bool *any) {
    if (!access->sort_count) {
        return;
    }
    begin_call(r, any, "order(");
    if (is_plain_sort(access)) {
        for (size_t i = 0; i < access->sort_count; i++) {
            const IndexPart *part = &access->sort[i];
            emit_text(r->e, i ? ", " : "");
            ruby_key(r->e, rails_column(r, part->attribute));
            emit_text(r->e, part->descending ? ":desc" : ":asc");
        }
    } else {
        print_sort_sql(r, access);
    }
    emit_text(r->e, ")");
}

/* What RELATION is called here: it may be another entity's, seen from its target. */
static Text member_of(const Rails *r, const Entity *e, const Relation *relation) {
    return rails_member(r, e, relation->entity == e ? relation->name : relation->inverse);
}

static void print_includes(Rails *r, const Entity *e, const Access *access, bool *any) {
    SqlTexts name = {0};
    for (size_t i = 0; i < access->with_count; i++) {
        const Relation *relation = access->with[i];
        bool one_of = relation->kind == RELATION_ONE_OF && relation->entity == e;
        for (size_t k = 0; k < (one_of ? relation->arm_count : 1); k++) {
            const Relation *one = one_of ? relation->arm[k] : relation;
            if (one->attribute_count < 2 || rails_has(r, RAILS_COMPOSITE_FOREIGN_KEY)) {
                *vec_push(r->a, &name) = member_of(r, e, one);
            }
        }
    }
    for (size_t i = 0; i < name.count; i++) {
        if (i == 0) {
            begin_call(r, any, "includes(");
        }
        emit(r->e, i ? ", $" : "$", ID(name.at[i]));
    }
    emit_text(r->e, name.count ? ")" : "");
}

static void print_select(Rails *r, const Access *access, bool *any) {
    for (size_t i = 0; i < access->select_count && !access->with_count; i++) {
        if (i == 0) {
            begin_call(r, any, "select(");
        }
        emit(r->e, i ? ", $" : "$", ID(rails_column(r, access->select[i])));
        emit_text(r->e, i + 1 == access->select_count ? ")" : "");
    }
}

static void print_chain(Rails *r, const Entity *e, const Access *access, const Arguments *args) {
    bool any = false;
    print_where(r, access, args, &any);
    if (access->many) {
        print_by(r, args, &any, "where(");
    }
    print_sort(r, access, &any);
    if (access->limit) {
        begin_call(r, &any, "limit(");
        emit(r->e, "$)", NUM((int64_t)access->limit));
    }
    print_select(r, access, &any);
    print_includes(r, e, access, &any);
    if (!access->many && args->by_count) {
        print_by(r, args, &any, "find_by(");
    } else if (!access->many) {
        begin_call(r, &any, "first");
    } else if (!any) {
        emit_text(r->e, "all");
    }
}

static void print_one(Rails *r, const Entity *e, const Access *access, Text name,
                      const Arguments *args) {
    rails_part(r);
    ruby_comment(r->e, access->doc);
    emit(r->e, "def self.$", NAME(name));
    print_names(r, args, "(", ")");
    emit_indent(r->e);
    print_chain(r, e, access, args);
    emit_close(r->e, "end");
    rails_part(r);
}

static void print_many(Rails *r, const Entity *e, const Access *access, Text name,
                       const Arguments *args) {
    ruby_comment(r->e, access->doc);
    emit(r->e, "scope $, ->", ID(name));
    print_names(r, args, "(", ")");
    emit_text(r->e, " { ");
    print_chain(r, e, access, args);
    emit_text(r->e, " }");
    emit_line(r->e);
}

/* ---- all of an entity ---- */

static void print_soft_delete(Rails *r, const Entity *e, CodeScope *scope) {
    for (size_t i = 0; i < e->attribute_count; i++) {
        const Attribute *a = &e->attribute[i];
        if (a->origin == ATTRIBUTE_DELETED_AT) {
            emit(r->e, "scope $, -> { where(", ID(code_take(scope, TEXT("kept"))));
            ruby_key(r->e, rails_column(r, a));
            emit(r->e, "nil) }\nscope $, -> { where.not(", ID(code_take(scope, TEXT("deleted"))));
            ruby_key(r->e, rails_column(r, a));
            emit_text(r->e, "nil) }");
            emit_line(r->e);
        }
    }
}

static bool is_sayable_pattern(const Rails *r, const Access *access) {
    bool sayable = is_sayable(r, access->where);
    for (size_t i = 0; i < access->sort_count; i++) {
        sayable = sayable && is_sayable(r, access->sort[i].expr);
    }
    return sayable;
}

static void print_patterns(Rails *r, const Entity *e, const Text *name, bool many) {
    for (size_t i = 0; i < e->access_count; i++) {
        const Access *access = &e->access[i];
        if (access->many != many) {
            continue;
        }
        Arguments args = arguments_of(r, access);
        if (is_sayable_pattern(r, access)) {
            (many ? print_many : print_one)(r, e, access, name[i], &args);
        } else {
            emit(r->e, "# $: $ has no words for its condition.", REMARK(name[i]),
                 REMARK(text_from(r->plan->target->engine)));
            emit_line(r->e);
        }
    }
}

void rails_print_scopes(Rails *r, const Entity *e) {
    CodeScope scope = r->scopes;
    Text *name = arena_array(r->a, Text, e->access_count + 1);
    for (size_t i = 0; i < e->access_count; i++) {
        name[i] = code_take(&scope, code_word(r->a, sym_text(e->access[i].name), CODE_SNAKE));
    }
    rails_part(r);
    print_soft_delete(r, e, &scope);
    print_patterns(r, e, name, true);
    print_patterns(r, e, name, false);
    rails_part(r);
}
