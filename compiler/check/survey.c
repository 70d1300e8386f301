/* The survey: walks the entities and their relations once, never their attributes. */
#include "compiler/check/survey.h"

#include "compiler/check/tokens.h"

/* A stack asks for no more than its engine does. */
static const Target *const *chosen_targets(Arena *a, const Schema *s) {
    if (s->target_count == 0) {
        return targets;
    }
    const Target **chosen = arena_array(a, const Target *, s->target_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < s->target_count; i++) {
        const Target *target = target_find(sym_text(s->target[i].name));
        if (target) {
            bool stack = target->kind == TARGET_STACK;
            chosen[count++] = stack ? plan_engine(target, &s->target[i]) : target;
        }
    }
    return chosen;
}

/* Targets of one engine share their list: it is asked once. */
static void add_reserved_words(Survey *survey, const Target *target) {
    for (size_t i = 0; i < survey->reserved_count; i++) {
        if (survey->reserved[i].list == target->reserved) {
            return;
        }
    }
    ReservedWords *reserved = &survey->reserved[survey->reserved_count++];
    *reserved = (ReservedWords){.engine = target->engine, .list = target->reserved};
    for (const char *const *word = reserved->list; *word; word++) {
        lookup_put(survey->arena, &reserved->words, text_from(*word), *word);
    }
}

static void gather_reserved_words(Survey *survey) {
    size_t count = 0;
    while (survey->targets[count]) {
        count++;
    }
    survey->reserved = arena_array(survey->arena, ReservedWords, count);
    for (size_t i = 0; i < count; i++) {
        if (survey->targets[i]->reserved) {
            add_reserved_words(survey, survey->targets[i]);
        }
    }
}

static void gather_entities(Survey *survey, const Schema *s) {
    for (size_t i = 0; i < s->entity_count; i++) {
        Tokens t;
        tokens_split(&t, sym_text(s->entity[i]->name));
        if (t.count) {
            Text name = tokens_join(survey->arena, &t, 0, t.count);
            lookup_put(survey->arena, &survey->entities, name, s->entity[i]);
        }
    }
}

/* The relation itself, or its arms; what did not resolve has been reported. OUT NULL: counts only. */
static size_t add_foreign_keys(const Relation *relation, const Relation **out) {
    if (relation->kind == RELATION_ONE) {
        bool resolved = relation->target && relation->target_key;
        if (out && resolved) {
            *out = relation;
        }
        return resolved ? 1 : 0;
    }
    size_t count = 0;
    for (size_t i = 0; relation->kind == RELATION_ONE_OF && i < relation->arm_count; i++) {
        count += add_foreign_keys(relation->arm[i], out ? out + count : NULL);
    }
    return count;
}

static size_t add_all_foreign_keys(const Schema *s, const Relation **out) {
    size_t count = 0;
    for (size_t i = 0; i < s->entity_count; i++) {
        for (size_t k = 0; k < s->entity[i]->relation_count; k++) {
            count += add_foreign_keys(s->entity[i]->relation[k], out ? out + count : NULL);
        }
    }
    return count;
}

static void gather_foreign_keys(Survey *survey, const Schema *s) {
    survey->foreign.count = add_all_foreign_keys(s, NULL);
    survey->foreign.at = arena_array(survey->arena, const Relation *, survey->foreign.count);
    add_all_foreign_keys(s, survey->foreign.at);
}

static size_t number_of_key(const Survey *survey, const Entity *e, const Key *key) {
    return survey->first_key[e->number] + (size_t)(key - e->key);
}

static void gather_referred_keys(Survey *survey, const Schema *s) {
    survey->first_key = arena_array(survey->arena, size_t, s->entity_count);
    size_t count = 0;
    for (size_t i = 0; i < s->entity_count; i++) {
        survey->first_key[i] = count;
        count += s->entity[i]->key_count;
    }
    survey->referred = bitset_make(survey->arena, count);
    for (size_t i = 0; i < survey->foreign.count; i++) {
        const Relation *relation = survey->foreign.at[i];
        bitset_add(survey->referred, number_of_key(survey, relation->target, relation->target_key));
    }
}

Survey *survey_make(Arena *a, const Schema *s) {
    Survey *survey = arena_new(a, Survey);
    survey->arena = a;
    survey->targets = chosen_targets(a, s);
    gather_reserved_words(survey);
    gather_entities(survey, s);
    gather_foreign_keys(survey, s);
    gather_referred_keys(survey, s);
    return survey;
}

bool survey_key_is_referred_to(const Survey *survey, const Entity *e, const Key *key) {
    return bitset_has(survey->referred, number_of_key(survey, e, key));
}
