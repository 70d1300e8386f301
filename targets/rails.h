/* Rails: what the rooms of the target share. One pen, the names of the program, and the things that only
 * some versions of ActiveRecord can say. */
#ifndef TENON_TARGETS_RAILS_H
#define TENON_TARGETS_RAILS_H

#include "targets/code_name.h"
#include "targets/rails_ruby.h"
#include "targets/stack.h"

typedef enum RailsAdapter { RAILS_POSTGRES, RAILS_MYSQL, RAILS_MARIADB, RAILS_SQLITE } RailsAdapter;

/* FEATURE(id, major, minor): since when ActiveRecord has it. */
#define RAILS_FEATURES \
    FEATURE(ENUM_COLUMNS, 7, 0)       /* t.enum, and enum :name, {…} */ \
    FEATURE(TIMESTAMPTZ, 7, 0)        /* t.timestamptz */ \
    FEATURE(COMPARISON, 7, 0)         /* validates comparison: */ \
    FEATURE(PRIMARY_ABSTRACT, 7, 0)   /* primary_abstract_class */ \
    FEATURE(ENUM_VALIDATION, 7, 1)    /* enum validate: */ \
    FEATURE(VIRTUAL_COLUMNS, 7, 0)    /* t.virtual on PostgreSQL */ \
    FEATURE(DEFERRABLE, 7, 0)         /* foreign keys with deferrable: */ \
    FEATURE(CREATE_ENUM, 7, 1)        /* create_enum that undoes itself */ \
    FEATURE(UNIQUE_CONSTRAINTS, 7, 1) /* t.unique_constraint */ \
    FEATURE(INDEX_INCLUDE, 7, 1)      /* t.index include: */ \
    FEATURE(NULLS_NOT_DISTINCT, 7, 1) /* t.index nulls_not_distinct: */ \
    FEATURE(COMPOSITE_KEYS, 7, 1) /* models with several key columns, foreign keys of several */ \
    FEATURE(COMPOSITE_FOREIGN_KEY, 7, 2) /* associations with foreign_key: [:a, :b] */

typedef enum RailsFeature {
#define FEATURE(id, major, minor) RAILS_##id,
    RAILS_FEATURES
#undef FEATURE
} RailsFeature;

bool rails_version_has(Version version, RailsFeature feature);

typedef VEC(const PlanIndex *) RailsIndexes;

/* What an entity and its members are called. */
typedef struct RailsEntity {
    Text class_name, file; /* OrderLine, order_line */
    Text *reader;          /* by attribute: the method that reads it */
    Map member;            /* of a relation or an inverse, by its name in the model: a Text */
    CodeScope scope;       /* all of these */
} RailsEntity;

typedef struct Rails {
    Stack stack;
    const Plan *plan;
    Emitter *e;
    Arena *a;
    RailsAdapter adapter;
    RailsIndexes *indexes;     /* by entity number */
    RailsEntity *entity;       /* by entity number */
    CodeScope members, scopes; /* empty, with the reserved words of each */
    size_t body;               /* where the body of the present class begins in its file */
} Rails;

static inline bool rails_has(const Rails *r, RailsFeature feature) {
    return rails_version_has(r->plan->stack_version, feature);
}

/* An empty line, but for the first thing in a class. */
static inline void rails_part(Rails *r) {
    emit_line(r->e);
    if (r->e->out->size > r->body) {
        emit_blank(r->e);
    }
}

/* The comment that the model puts on ITEM; NULL: none. */
static inline const PlanComment *rails_comment_on(const Rails *r, const PlanItem *item) {
    return r->stack.sql.comment[item->id];
}

/* db/migrate/…: the whole database. rails_migration.c */
void rails_print_migration(Rails *r);

/* Whether create_table makes TABLE as the engine's own SQL does. rails_table.c */
bool rails_words_table(Rails *r, const PlanTable *table);
/* Prints create_table; the statements that it has no words for are added to REST. */
void rails_print_table(Rails *r, const PlanTable *table, SqlTexts *rest);
/* The options of a foreign key: `column: :user_id, name: "…", on_delete: :cascade`. False: it has none such. */
bool rails_words_foreign_key(const Rails *r, const PlanForeignKey *fk);
void rails_print_foreign_key_options(Rails *r, const PlanForeignKey *fk, bool with_column);
/* The name of a table as a symbol, or a string with its schema. */
void rails_print_table_name(Rails *r, const PlanTable *table);

/* A line of create_table for a column, but for a reference. rails_column.c */
void rails_print_column(Rails *r, const PlanColumn *column);
/* `t.references :NAME` and its options; false, and nothing printed: it would make another column. */
bool rails_print_reference(Rails *r, const PlanColumn *column, Text name);
/* What the engine says behind the name of COLUMN, but for its comment. */
Text rails_column_sql(Rails *r, const PlanColumn *column);
/* `, comment: "…"`, where ITEM has one. */
void rails_print_comment(Rails *r, const PlanItem *item);

/* ---- names: rails_names.c ---- */

void rails_make_names(Rails *r);
const RailsEntity *rails_entity(const Rails *r, const Entity *e);
/* The association of E that the model calls NAME; empty: none. */
Text rails_member(const Rails *r, const Entity *e, Sym name);
/* What the column of A is called in the database, and the method that reads it: another one where the
 * name is a method of ActiveRecord. */
Text rails_column(const Rails *r, const Attribute *a);
Text rails_reader(const Rails *r, const Attribute *a);
bool rails_is_renamed(const Rails *r, const Attribute *a);
/* Whether Rails takes PLURAL for the plural of SINGULAR; false where that is not certain. */
bool rails_is_plural(Arena *a, Text plural, Text singular);
/* Whether the model of E has a primary key for ActiveRecord. */
bool rails_has_key(const Rails *r, const Entity *e);

/* ---- models ---- */

/* app/models/…: a class for each table. rails_model.c */
void rails_print_models(Rails *r);
/* belongs_to, has_many and the like. rails_relations.c */
void rails_print_relations(Rails *r, const Entity *e);
/* The methods of relations that no association can be. */
void rails_print_relation_methods(Rails *r, const Entity *e);
/* validates … rails_validations.c */
void rails_print_validations(Rails *r, const Entity *e);
/* The enums of E: rails_enums.c. Whether A is one of them. */
bool rails_is_enum(const Rails *r, const Attribute *a);
/* What a program calls VALUE of A: the enum's word for it. */
Text rails_enum_label(const Rails *r, const Attribute *a, Text value);
void rails_print_enums(Rails *r, const Entity *e);
/* scope … rails_scopes.c */
void rails_print_scopes(Rails *r, const Entity *e);
/* Inside where(…): a hash of columns where E is one, else the engine's SQL. */
void rails_print_condition(Rails *r, const Expr *e);

#endif
