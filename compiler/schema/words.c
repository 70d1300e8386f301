/* The words of the schema's enums. */
#include "compiler/schema/words.h"

#include "compiler/base/panic.h"

const char *word_of_action(Action a) {
    switch (a) {
    case ACTION_UNSET: break;
    case ACTION_NO_ACTION: return "no action";
    case ACTION_RESTRICT: return "restrict";
    case ACTION_CASCADE: return "cascade";
    case ACTION_SET_NULL: return "set null";
    case ACTION_SET_DEFAULT: return "set default";
    }
    internal_error("action %d has no word", (int)a);
}

const char *word_of_method(IndexMethod m) {
    switch (m) {
    case INDEX_BTREE: return "btree";
    case INDEX_HASH: return "hash";
    case INDEX_GIN: return "gin";
    case INDEX_GIST: return "gist";
    case INDEX_BRIN: return "brin";
    case INDEX_SPGIST: return "spgist";
    case INDEX_FULLTEXT: return "fulltext";
    case INDEX_TRIGRAM: return "trigram";
    }
    internal_error("index method %d has no word", (int)m);
}

const char *word_of_relation(RelationKind k) {
    switch (k) {
    case RELATION_ONE: return "one";
    case RELATION_MANY: return "many";
    case RELATION_ONE_OF: return "one of";
    case RELATION_TAGGED: return "tagged";
    }
    internal_error("relation kind %d has no word", (int)k);
}

const char *word_of_origin(AttributeOrigin o) {
    switch (o) {
    case ATTRIBUTE_DECLARED: return "declared";
    case ATTRIBUTE_KEY_CONVENTION: return "convention";
    case ATTRIBUTE_RELATION: return "relation";
    case ATTRIBUTE_TAG: return "tag";
    case ATTRIBUTE_CREATED_AT: return "created_at";
    case ATTRIBUTE_UPDATED_AT: return "updated_at";
    case ATTRIBUTE_DELETED_AT: return "deleted_at";
    case ATTRIBUTE_AUDIT: return "audit";
    }
    internal_error("attribute origin %d has no word", (int)o);
}

const char *word_of_entity(EntityOrigin o) {
    switch (o) {
    case ENTITY_DECLARED: return "declared";
    case ENTITY_JUNCTION: return "junction";
    case ENTITY_AUDIT: return "audit";
    }
    internal_error("entity origin %d has no word", (int)o);
}

const char *word_of_partition(PartitionMethod m) {
    switch (m) {
    case PARTITION_NONE: return "none";
    case PARTITION_RANGE: return "range";
    case PARTITION_LIST: return "list";
    case PARTITION_HASH: return "hash";
    }
    internal_error("partition method %d has no word", (int)m);
}

const char *word_of_nulls(NullsOrder n) {
    switch (n) {
    case NULLS_UNSET: return "";
    case NULLS_FIRST: return "first";
    case NULLS_LAST: return "last";
    }
    internal_error("order of nulls %d has no word", (int)n);
}

const char *word_of_command(int i) {
    static const char *const word[COMMAND_COUNT] = {"select", "insert", "update", "delete"};
    return word[i];
}
