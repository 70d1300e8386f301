/* The walk of the evaluator: leaves, logic, and what looks at some of its operands only. All else is
 * evaluated operands first, and handed to the operators (arithmetic.c), conversions (conversion.c) and
 * functions (calls.c). */
#include "compiler/eval/evaluate.h"

#include "compiler/base/panic.h"

/* ---- steps and errors ---- */

bool eval_step(EvalContext *c, size_t cost) {
    if (c->steps > EVAL_STEP_LIMIT || cost > EVAL_STEP_LIMIT) {
        c->steps = EVAL_STEP_LIMIT + 1;
        return false;
    }
    c->steps += (uint32_t)cost;
    return c->steps <= EVAL_STEP_LIMIT;
}

Value eval_fail(EvalContext *c, EvalError error, const char *why) {
    c->errors++;
    return value_error(error, text_from(why));
}

Value eval_limit(EvalContext *c) {
    return eval_fail(c, EVAL_LIMIT, "evaluating it takes too many steps");
}

/* ---- nulls, errors and the unknown ---- */

bool eval_decided(const Value *argument, size_t count, Value *out) {
    bool null = false, unknown = false, present = true;
    for (size_t i = 0; i < count; i++) {
        if (argument[i].kind == VALUE_ERROR) {
            *out = argument[i];
            return true;
        }
        null = null || argument[i].kind == VALUE_NULL;
        unknown = unknown || argument[i].kind == VALUE_UNKNOWN;
        present = present && (argument[i].kind != VALUE_UNKNOWN || argument[i].present);
    }
    if (null || unknown) {
        *out = null ? value_null() : value_unknown(present);
    }
    return null || unknown;
}

static bool is(Value v, bool boolean) {
    return v.kind == VALUE_BOOLEAN && v.boolean == boolean;
}

/* What DECIDES decides, from either side; an error on the left hides the right. */
static Value combine(Value left, Value right, bool decides) {
    if (left.kind == VALUE_ERROR || is(left, decides)) {
        return left;
    }
    if (right.kind == VALUE_ERROR || is(right, decides)) {
        return right;
    }
    if (left.kind == VALUE_UNKNOWN || right.kind == VALUE_UNKNOWN) {
        bool present = (left.kind == VALUE_UNKNOWN ? left.present : left.kind != VALUE_NULL) &&
                       (right.kind == VALUE_UNKNOWN ? right.present : right.kind != VALUE_NULL);
        return value_unknown(present);
    }
    return left.kind == VALUE_NULL ? left : right;
}

Value eval_and(Value left, Value right) {
    return combine(left, right, false);
}

Value eval_or(Value left, Value right) {
    return combine(left, right, true);
}

Value eval_not(Value v) {
    return v.kind == VALUE_BOOLEAN ? value_boolean(!v.boolean) : v;
}

/* ---- leaves ---- */

static Value eval_number(EvalContext *c, const Expr *e) {
    Decimal d;
    if (!decimal_parse(c->arena, e->text, &d)) {
        return eval_fail(c, EVAL_LIMIT, "the number has too many digits");
    }
    return value_number(d);
}

/* A string is what its type says: an enum's word, a uuid, a document. */
static Value eval_string(EvalContext *c, const Expr *e) {
    switch ((int)e->type->kind) {
    case TYPE_UUID:
    case TYPE_JSON:
    case TYPE_INET: return value_parse(c->arena, e->type, e->text);
    case TYPE_ARRAY: return (Value){.kind = VALUE_ARRAY}; /* '{}' */
    default: return value_text(VALUE_STRING, e->text);
    }
}

static Value eval_temporal(EvalContext *c, const Expr *e) {
    return value_parse(c->arena, type_basic(e->temporal.kind), e->temporal.text);
}

static Value eval_name(EvalContext *c, const Expr *e) {
    const Attribute *attribute = e->name.attribute;
    if (!attribute) {
        return value_unknown(false);
    }
    return c->row ? c->row[attribute->index] : value_unknown(!attribute->nullable);
}

static Value eval_parameter(EvalContext *c, const Expr *e) {
    for (size_t i = 0; i < c->parameter_count; i++) {
        if (c->parameter[i].name == e->parameter) {
            return c->parameter[i].value;
        }
    }
    return value_unknown(false);
}

/* ---- what looks at some operands only ---- */

static Value eval_logic(EvalContext *c, const Expr *e) {
    bool decides = e->binary.op == OPERATOR_OR;
    Value left = eval(c, e->binary.left);
    if (left.kind == VALUE_ERROR || is(left, decides)) {
        return left;
    }
    return combine(left, eval(c, e->binary.right), decides);
}

static Value eval_is_null(EvalContext *c, const Expr *e) {
    Value v = eval(c, e->operand);
    switch ((int)v.kind) {
    case VALUE_ERROR: return v;
    case VALUE_UNKNOWN: return v.present ? value_boolean(e->negated) : value_unknown(true);
    default: return value_boolean((v.kind == VALUE_NULL) != e->negated);
    }
}

/* x = a or x = b or … */
static Value eval_in(EvalContext *c, const Expr *e) {
    Value operand = eval(c, e->in.operand), found = value_boolean(false);
    if (operand.kind == VALUE_ERROR) {
        return operand;
    }
    for (uint32_t i = 0; i < e->in.list.count; i++) {
        Value one = eval_compare(c, OPERATOR_EQUAL, operand, eval(c, e->in.list.at[i]));
        found = eval_or(found, one);
        if (found.kind == VALUE_ERROR) {
            return found;
        }
    }
    return e->negated ? eval_not(found) : found;
}

static Value eval_between(EvalContext *c, const Expr *e) {
    Value operand = eval(c, e->between.operand);
    Value low = eval(c, e->between.low), high = eval(c, e->between.high);
    Value within = eval_and(eval_compare(c, OPERATOR_GREATER_EQUAL, operand, low),
                            eval_compare(c, OPERATOR_LESS_EQUAL, operand, high));
    return e->negated ? eval_not(within) : within;
}

/* Behind a condition that is unknown any result is possible. */
static Value eval_case(EvalContext *c, const Expr *e) {
    Value operand = value_null();
    if (e->choice->operand) {
        operand = eval(c, e->choice->operand);
        if (operand.kind == VALUE_ERROR) {
            return operand;
        }
    }
    for (uint32_t i = 0; i < e->choice->when.count; i++) {
        Value when = eval(c, e->choice->when.at[i]);
        if (e->choice->operand) {
            when = eval_compare(c, OPERATOR_EQUAL, operand, when);
        }
        if (when.kind == VALUE_ERROR) {
            return when;
        }
        if (when.kind == VALUE_UNKNOWN) {
            return value_unknown(false);
        }
        if (is(when, true)) {
            return eval_adapt(c, eval(c, e->choice->then.at[i]), e->type);
        }
    }
    return e->choice->otherwise ? eval_adapt(c, eval(c, e->choice->otherwise), e->type)
                                : value_null();
}

static Value eval_coalesce(EvalContext *c, const Expr *e) {
    bool unknown = false;
    for (uint32_t i = 0; i < e->call.argument.count; i++) {
        Value v = eval_adapt(c, eval(c, e->call.argument.at[i]), e->type);
        bool present = v.kind == VALUE_UNKNOWN ? v.present : v.kind != VALUE_NULL;
        if (present) {
            return unknown && v.kind != VALUE_ERROR ? value_unknown(true) : v;
        }
        unknown = unknown || v.kind == VALUE_UNKNOWN;
    }
    return unknown ? value_unknown(false) : value_null();
}

/* ---- operands first ---- */

/* Whether strings are ordered by a collation that only the engine knows. */
static bool has_collation(const Expr *e) {
    return e->kind == EXPR_NAME && e->name.attribute && e->name.attribute->collation;
}

static Value eval_binary(EvalContext *c, const Expr *e) {
    Value side[2] = {eval(c, e->binary.left), eval(c, e->binary.right)};
    Value decided;
    if (eval_decided(side, 2, &decided)) {
        return decided;
    }
    switch (e->binary.op) {
    case OPERATOR_LESS:
    case OPERATOR_LESS_EQUAL:
    case OPERATOR_GREATER:
    case OPERATOR_GREATER_EQUAL:
        if (has_collation(e->binary.left) || has_collation(e->binary.right)) {
            return value_unknown(true);
        }
        return eval_compare(c, e->binary.op, side[0], side[1]);
    case OPERATOR_EQUAL:
    case OPERATOR_NOT_EQUAL: return eval_compare(c, e->binary.op, side[0], side[1]);
    case OPERATOR_LIKE: {
        Value like = eval_like(c, side[0].text, side[1].text);
        return e->negated ? eval_not(like) : like;
    }
    case OPERATOR_CONCAT:
    case OPERATOR_ADD:
    case OPERATOR_SUBTRACT:
    case OPERATOR_MULTIPLY:
    case OPERATOR_DIVIDE:
    case OPERATOR_MODULO: return eval_arithmetic(c, e->binary.op, side[0], side[1], e->type);
    case OPERATOR_OR:
    case OPERATOR_AND:
    case OPERATOR_COUNT: break;
    }
    internal_error("operator %d has no meaning", (int)e->binary.op);
}

static Value eval_quotient(EvalContext *c, const Expr *e, uint32_t scale) {
    Value side[2] = {eval(c, e->binary.left), eval(c, e->binary.right)}, decided;
    return eval_decided(side, 2, &decided) ? decided : eval_divide(c, side[0], side[1], scale);
}

static Value eval_negated(EvalContext *c, const Expr *e) {
    Value v = eval(c, e->operand);
    return value_is_known(v) ? eval_negate(c, v, e->type) : v;
}

static Value eval_conversion(EvalContext *c, const Expr *e) {
    Value v = eval(c, e->cast.operand);
    return value_is_known(v) ? eval_cast(c, v, e->cast.operand->type, e->type) : v;
}

static int literal_places(const Expr *call) {
    if (call->call.argument.count == 1) {
        return 0;
    }
    const Expr *places = call->call.argument.at[1];
    if (places->kind != EXPR_NUMBER || places->text.size > 2) {
        return -1;
    }
    int value = 0;
    for (size_t i = 0; i < places->text.size; i++) {
        value = value * 10 + (places->text.at[i] - '0');
    }
    return value <= QUOTIENT_SCALE ? value : -1;
}

const Expr *eval_rounded_quotient(const Expr *call) {
    if (call->call.function != FUNCTION_ROUND || type_class(call->type) != CLASS_DECIMAL ||
        literal_places(call) < 0) {
        return NULL;
    }
    const Expr *quotient = call->call.argument.at[0];
    return quotient->kind == EXPR_BINARY && quotient->binary.op == OPERATOR_DIVIDE ? quotient
                                                                                   : NULL;
}

static Value eval_function(EvalContext *c, const Expr *e) {
    if (e->call.function == FUNCTION_COALESCE) {
        return eval_coalesce(c, e);
    }
    const Expr *quotient = eval_rounded_quotient(e);
    if (quotient) {
        return eval_quotient(c, quotient, (uint32_t)literal_places(e));
    }
    uint32_t count = e->call.argument.count;
    Value *argument = arena_array(c->arena, Value, count);
    for (uint32_t i = 0; i < count; i++) {
        argument[i] = eval(c, e->call.argument.at[i]);
    }
    return eval_call(c, e, argument, count);
}

/* ---- all ---- */

Value eval(EvalContext *c, const Expr *e) {
    if (!eval_step(c, 1)) {
        return eval_limit(c);
    }
    switch (e->kind) {
    case EXPR_POISON:
    case EXPR_NATIVE: return value_unknown(false);
    case EXPR_NULL: return value_null();
    case EXPR_BOOLEAN: return value_boolean(e->boolean);
    case EXPR_NUMBER: return eval_number(c, e);
    case EXPR_STRING: return eval_string(c, e);
    case EXPR_TEMPORAL: return eval_temporal(c, e);
    case EXPR_NAME: return eval_name(c, e);
    case EXPR_VALUE: return c->value ? *c->value : value_unknown(false);
    case EXPR_PARAMETER: return eval_parameter(c, e);
    case EXPR_NEGATE: return eval_negated(c, e);
    case EXPR_NOT: return eval_not(eval(c, e->operand));
    case EXPR_BINARY:
        return e->binary.op == OPERATOR_AND || e->binary.op == OPERATOR_OR ? eval_logic(c, e)
                                                                           : eval_binary(c, e);
    case EXPR_IS_NULL: return eval_is_null(c, e);
    case EXPR_IN: return eval_in(c, e);
    case EXPR_BETWEEN: return eval_between(c, e);
    case EXPR_CASE: return eval_case(c, e);
    case EXPR_CAST: return eval_conversion(c, e);
    case EXPR_CALL: return eval_function(c, e);
    }
    return value_unknown(false);
}

EvalVerdict eval_check(EvalContext *c, const Expr *condition) {
    Value v = eval(c, condition);
    switch ((int)v.kind) {
    case VALUE_ERROR: return VERDICT_ERROR;
    case VALUE_UNKNOWN: return VERDICT_UNKNOWN;
    default: return is(v, false) ? VERDICT_FAILS : VERDICT_PASSES;
    }
}
