/* Plan: making its items, one function per kind, each after the target was asked (support.c); and the
 * questions that targets ask of a plan. Decides nothing about the model. */
#include "compiler/lower/lowering.h"

/* --- Items ------------------------------------------------------------------------------------- */

static void fill_head(Lowering *l, PlanItem *item, PlanItemKind kind, const Request *r) {
    *item = (PlanItem){.kind = kind, .cap = r->cap, .origin = r->origin, .level = r->level};
    item->id = (uint32_t)l->plan->items.count;
    *vec_push(l->a, &l->plan->items) = item;
}

#define DEFINE_ADD(word, Type, kind) \
    Type *plan_add_##word(Lowering *l, const Request *r) { \
        if (r->level == LEVEL_REFUSED) { \
            l->plan->refused++; \
            return NULL; \
        } \
        if (r->left_out) { \
            return NULL; \
        } \
        Type *made = arena_new(l->a, Type); \
        fill_head(l, &made->item, kind, r); \
        return made; \
    }
PLAN_ITEM_KINDS(DEFINE_ADD)
#undef DEFINE_ADD

void plan_add_column(Lowering *l, const Request *r, PlanColumn *c) {
    l->plan->refused += r->level == LEVEL_REFUSED;
    fill_head(l, &c->item, PLAN_COLUMN, r);
}

void plan_step(Lowering *l, StepGroup group, const PlanItem *item) {
    *vec_push(l->scratch, &l->steps[group]) = (PlanStep){.item = item};
}

void plan_step_inner(Lowering *l, StepGroup group, const PlanItem *item) {
    *vec_push(l->scratch, &l->steps[group]) = (PlanStep){.item = item, .undone_with_table = true};
}

/* --- What targets ask -------------------------------------------------------------------------- */

const Target *plan_printer(const Plan *plan) {
    return plan->stack ? plan->stack : plan->target;
}

Text plan_option(const Plan *plan, const char *name) {
    return config_value(plan->target, plan->config, name);
}

Text plan_stack_option(const Plan *plan, const char *name) {
    return config_value(plan->stack, plan->stack_config, name);
}

/* A fallback is one word, or several with commas between them. */
static bool list_names(Text list, Text word) {
    while (list.size) {
        size_t comma = text_find(list, TEXT(","));
        size_t end = comma == SIZE_MAX ? list.size : comma;
        if (text_equal(text_trim(text_slice(list, 0, end)), word)) {
            return true;
        }
        list = text_slice(list, comma == SIZE_MAX ? end : end + 1, list.size);
    }
    return false;
}

bool plan_option_names(const Plan *plan, const char *name, const char *word) {
    const SynPair *written = config_option(plan->config, name);
    if (!written) {
        return list_names(plan_option(plan, name), text_from(word));
    }
    for (size_t i = 0; i < written->values.count; i++) {
        if (text_equal_c(written->values.at[i].text, word)) {
            return true;
        }
    }
    return list_names(written->value.text, text_from(word));
}

Text plan_native_text(const Plan *plan, const Type *type) {
    for (size_t i = 0; i < type->native_count; i++) {
        const NativeText *native = &type->native[i];
        if (!native->target || text_equal_c(sym_text(native->target), plan->target->name)) {
            return native->text;
        }
    }
    return TEXT("");
}

/* --- Elements of the model --------------------------------------------------------------------- */

static PlanElement element_of_key(const PlanKey *k) {
    return (PlanElement){k->table->entity, k->key->kind == KEY_PRIMARY ? "primary key" : "unique",
                         sym_text(k->key->name)};
}

/* One that Tenon made has no name in the model: it is told by what it is for. */
PlanElement plan_element_of_index(const Entity *e, const Index *i) {
    if (i->name) {
        return (PlanElement){e, "index", sym_text(i->name)};
    }
    return i->relation ? (PlanElement){e, "index of relation", sym_text(i->relation->name)}
                       : (PlanElement){e, "index", sym_text(i->physical)};
}

static PlanElement element_of_index(const PlanIndex *i) {
    return i->index ? plan_element_of_index(i->table->entity, i->index)
                    : (PlanElement){i->table->entity, "unique", sym_text(i->key->name)};
}

static PlanElement element_of_check(const PlanCheck *c) {
    Text name = c->check && c->check->name ? sym_text(c->check->name) : c->name;
    return (PlanElement){c->table->entity, "check", name};
}

static const char *trigger_words(TriggerKind kind) {
    switch (kind) {
    case TRIGGER_UPDATED_AT: return "upkeep of updated_at";
    case TRIGGER_AUDIT: return "audit trail";
    case TRIGGER_IMMUTABLE: return "guard of immutable columns";
    case TRIGGER_DEPENDENCY: return "guard of a dependency";
    }
    return "";
}

static PlanElement element_of_grant(const PlanGrant *g) {
    if (!g->table) {
        return (PlanElement){NULL, "use of the schema by role", g->role->name};
    }
    return (PlanElement){g->table->entity, "grant to", g->role->name};
}

static Text native_summary(const NativeStatement *n) {
    Text up = text_trim(n->up);
    size_t line = text_find(up, TEXT("\n"));
    return text_slice(up, 0, line == SIZE_MAX ? up.size : line);
}

PlanElement plan_element(const PlanItem *item) {
    const void *self = item; /* the head is the first member of every kind */
    switch (item->kind) {
    case PLAN_SCHEMA: return (PlanElement){NULL, "schema", ((const PlanSchema *)self)->name};
    case PLAN_EXTENSION:
        return (PlanElement){NULL, "extension", ((const PlanExtension *)self)->name};
    case PLAN_ENUM:
        return (PlanElement){NULL, "enum", sym_text(((const PlanEnum *)self)->enumeration->name)};
    case PLAN_DOMAIN:
        return (PlanElement){NULL, "type", sym_text(((const PlanDomain *)self)->type->name)};
    case PLAN_FUNCTION: {
        const PlanFunction *f = self;
        return (PlanElement){f->trigger->table->entity, trigger_words(f->kind), TEXT("")};
    }
    case PLAN_TABLE: return (PlanElement){((const PlanTable *)self)->entity, NULL, TEXT("")};
    case PLAN_COLUMN: {
        const Attribute *a = ((const PlanColumn *)self)->attribute;
        return (PlanElement){a->entity, NULL, sym_text(a->name)};
    }
    case PLAN_KEY: return element_of_key(self);
    case PLAN_CHECK: return element_of_check(self);
    case PLAN_FOREIGN_KEY: {
        const Relation *r = ((const PlanForeignKey *)self)->relation;
        return (PlanElement){((const PlanForeignKey *)self)->table->entity, "relation",
                             sym_text(r->name)};
    }
    case PLAN_INDEX: return element_of_index(self);
    case PLAN_TRIGGER: {
        const PlanTrigger *t = self;
        return (PlanElement){t->table->entity, trigger_words(t->kind), TEXT("")};
    }
    case PLAN_PARTITION: {
        const PlanPartition *p = self;
        return (PlanElement){p->table->entity, "partition", sym_text(p->part->physical)};
    }
    case PLAN_ROWS: return (PlanElement){((const PlanRows *)self)->table->entity, "rows", TEXT("")};
    case PLAN_ROW_LINK:
        return (PlanElement){((const PlanRowLink *)self)->table->entity, "rows", TEXT("")};
    case PLAN_ROW_SECURITY:
        return (PlanElement){((const PlanRowSecurity *)self)->table->entity, "row security",
                             TEXT("")};
    case PLAN_POLICY: {
        const PlanPolicy *p = self;
        return (PlanElement){p->table->entity, "policy", sym_text(p->policy->name)};
    }
    case PLAN_ROLE:
        return (PlanElement){NULL, "role", sym_text(((const PlanRole *)self)->role->name)};
    case PLAN_GRANT: return element_of_grant(self);
    case PLAN_COMMENT: return plan_element(((const PlanComment *)self)->on);
    case PLAN_VIEW:
        return (PlanElement){NULL, "view", sym_text(((const PlanView *)self)->view->name)};
    case PLAN_NATIVE:
        return (PlanElement){NULL, "native", native_summary(((const PlanNative *)self)->statement)};
    }
    return (PlanElement){0};
}

Text plan_element_text(Arena *a, PlanElement element) {
    Text name = element.name;
    if (!element.entity) {
        return text_format(a, "%s %.*s", element.words, TEXT_ARG(name));
    }
    Text entity = sym_text(element.entity->name);
    if (!element.words) {
        return name.size ? text_format(a, "%.*s.%.*s", TEXT_ARG(entity), TEXT_ARG(name)) : entity;
    }
    return text_format(a, "%.*s: %s%s%.*s", TEXT_ARG(entity), element.words, name.size ? " " : "",
                       TEXT_ARG(name));
}

/* --- Words ------------------------------------------------------------------------------------- */

const char *plan_cap_word(Cap cap) {
    static const char *const words[] = {
#define CAP(id, word, words) word,
#include "targets/caps.def"
#undef CAP
    };
    return words[cap];
}

const char *plan_level_word(Level level) {
    static const char *const words[] = {"native", "emulated", "degraded", "refused"};
    return words[level];
}

const char *plan_kind_word(PlanItemKind kind) {
    static const char *const words[] = {
        [PLAN_SCHEMA] = "schema",       [PLAN_EXTENSION] = "extension",
        [PLAN_ENUM] = "enum",           [PLAN_DOMAIN] = "domain",
        [PLAN_FUNCTION] = "function",   [PLAN_TABLE] = "table",
        [PLAN_COLUMN] = "column",       [PLAN_KEY] = "key",
        [PLAN_CHECK] = "check",         [PLAN_FOREIGN_KEY] = "foreign key",
        [PLAN_INDEX] = "index",         [PLAN_TRIGGER] = "trigger",
        [PLAN_PARTITION] = "partition", [PLAN_ROWS] = "rows",
        [PLAN_ROW_LINK] = "reference",  [PLAN_ROW_SECURITY] = "row security",
        [PLAN_POLICY] = "policy",       [PLAN_ROLE] = "role",
        [PLAN_GRANT] = "grant",         [PLAN_COMMENT] = "comment",
        [PLAN_VIEW] = "view",           [PLAN_NATIVE] = "native statement",
    };
    return words[kind];
}
