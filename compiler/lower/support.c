/* The gate: what an item of the model asks of a target, and what is said about the answer.
 *
 * NATIVE says nothing; EMULATED is kept for the ledger; DEGRADED is an error (TN701, TN703) until the
 * model accepts the loss with a reason, and then a warning; REFUSED is an error (TN709), and the item is
 * left out. Every answer but NATIVE is kept in the plan. */
#include "compiler/lower/lowering.h"

static const char *const cap_words[] = {
#define CAP(id, word, words) words,
#include "targets/caps.def"
#undef CAP
};

/* The place of a report: of the line that asked, else of the entity that a convention works on. */
static Span place_of(const Request *r) {
    if (span_exists(r->origin) || !r->element.entity) {
        return r->origin;
    }
    const Entity *e = r->element.entity;
    return span_exists(e->span) || !e->audited ? e->span : e->audited->span;
}

/* What has no entity is told by its name: the capability's words say what it is. */
static Text element_of(Lowering *l, const Request *r) {
    return r->element.entity ? plan_element_text(l->ds->arena, r->element) : r->element.name;
}

static void report_loss(Lowering *l, const Request *r, Cap cap, const Target *by, Support support) {
    Text element = element_of(l, r);
    Text engine = text_from(by->engine), how = text_from(support.how);
    const SynAccept *accepted = l->accepted[cap];
    Diag *d;
    if (cap == CAP_TYPE) {
        d = diag_add(l->ds, DIAG_TYPE_LOST, place_of(r), element, engine, how);
    } else {
        d = diag_add(l->ds, DIAG_FEATURE_LOST, place_of(r), text_from(cap_words[cap]), element,
                     TEXT("not kept whole"), engine, how);
    }
    if (accepted) {
        d->severity = SEVERITY_WARNING;
        diag_note(l->ds, d, accepted->because.span,
                  text_format(l->ds->arena, "accepted: %.*s",
                              TEXT_ARG(text_trim(accepted->because.text))));
    } else {
        diag_help(d,
                  text_format(l->ds->arena,
                              "accept it under `targets:` with `%s: {accept_loss: {%s: REASON}}`",
                              by->name, plan_cap_word(cap)));
    }
}

static void report_refusal(Lowering *l, const Request *r, Cap cap, const Target *by,
                           Support support) {
    diag_add(l->ds, DIAG_FEATURE_REFUSED, place_of(r), text_from(cap_words[cap]), element_of(l, r),
             text_from(by->engine), text_from(support.how));
}

void request_note(Lowering *l, const Request *r, Cap cap, Support support) {
    PlanAnswer *answer = vec_push(l->a, &l->plan->answers);
    *answer =
        (PlanAnswer){.element = r->element, .cap = cap, .level = support.level, .how = support.how};
    answer->origin = r->origin;
    if (support.level == LEVEL_DEGRADED && l->accepted[cap]) {
        answer->reason = text_trim(l->accepted[cap]->because.text);
    }
}

/* What Tenon derived, and the target does not have: the patterns that it was for are read without. */
static void lose_derived(Lowering *l, Request *r, Cap cap, const Target *by, Support support) {
    const Entity *e = r->element.entity;
    bool order = cap == CAP_INDEX_DESCENDING || cap == CAP_INDEX_NULLS || cap == CAP_COLLATION;
    DiagId id = cap == CAP_INDEX ? DIAG_INDEX_TOO_WIDE : order ? DIAG_UNSERVED_SORT : DIAG_UNSERVED;
    r->left_out = r->left_out || support.level == LEVEL_REFUSED || l->left_out[cap];
    l->needed[cap] = true;
    if (!r->told) {
        Arena *a = l->ds->arena;
        Text patterns =
            access_served_by_index(a, &l->plan->access->entity[e->number], r->derived, "`", order);
        Text how = text_format(a, "%s: %s", by->engine, support.how);
        Diag *d = diag_add(l->ds, id, place_of(r), patterns, sym_text(e->name), how);
        d->entity = e->name;
    }
    r->told = true;
}

static void take_answer(Lowering *l, Request *r, Cap cap, const Target *by, Support support) {
    if (support.level == LEVEL_NATIVE) {
        return;
    }
    request_note(l, r, cap, support);
    if (r->derived && support.level >= LEVEL_DEGRADED) {
        lose_derived(l, r, cap, by, support);
        r->level = LEVEL_DEGRADED;
        return;
    }
    if (support.level == LEVEL_DEGRADED) {
        l->needed[cap] = true;
        r->left_out = r->left_out || l->left_out[cap];
        report_loss(l, r, cap, by, support);
    } else if (support.level == LEVEL_REFUSED) {
        report_refusal(l, r, cap, by, support);
    }
    if (support.level > r->level) {
        r->level = support.level;
    }
}

void request_answer(Lowering *l, Request *r, Cap cap, Support support) {
    take_answer(l, r, cap, l->target, support);
}

void request_ask(Lowering *l, Request *r, Cap cap) {
    l->asked[cap] = true;
    request_answer(l, r, cap, l->answer[cap]);
    take_answer(l, r, cap, l->plan->stack, l->carried[cap]);
}

void request_carry_type(Lowering *l, Request *r, const Type *type) {
    const Target *stack = l->plan->stack;
    if (stack && stack->carries_type) {
        take_answer(l, r, CAP_TYPE, stack,
                    stack->carries_type(type, l->target, l->plan->stack_version));
    }
}

Request request_make(Lowering *l, PlanElement element, Cap cap, Span origin) {
    Request r = {.element = element, .cap = cap, .origin = origin};
    request_ask(l, &r, cap);
    return r;
}

void support_report_unused(Lowering *l) {
    for (Cap cap = 0; cap < CAP_COUNT; cap++) {
        if (l->accepted[cap] && !l->needed[cap]) {
            diag_add(l->ds, DIAG_BAD_SUPPRESSION, l->accepted[cap]->head.name.span,
                     text_format(l->ds->arena,
                                 "`accept_loss` of `%s` accepts nothing: %s loses none",
                                 plan_cap_word(cap), plan_printer(l->plan)->engine));
        }
    }
}
