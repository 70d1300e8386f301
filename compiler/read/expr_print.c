/* Prints expressions and types in Tenon's own notation, for dumps and `tenon fmt`: the one
 * canonical text of a tree. Takes an Expr, checked or not; parentheses stand only where the tree
 * would be another one without them. */
#include "compiler/read/expr.h"
#include "compiler/read/lex.h"
#include "compiler/read/syntax.h"

/* How tight an expression binds, on the scale of operators.def. */
enum {
    PRECEDENCE_ANY = 0,
    PRECEDENCE_NOT = 3,
    PRECEDENCE_TEST = 4,
    PRECEDENCE_OPERAND = 5,
    PRECEDENCE_MINUS = 8,
    PRECEDENCE_LEAF = 9,
};

static void print_quoted(Buffer *out, char quote, Text text) {
    buffer_add_char(out, quote);
    for (size_t i = 0; i < text.size; i++) {
        buffer_add_char(out, text.at[i]);
        if (text.at[i] == quote) {
            buffer_add_char(out, quote);
        }
    }
    buffer_add_char(out, quote);
}

static void print_word(Buffer *out, Text word, bool quote) {
    if (quote || !lex_is_identifier(word)) {
        print_quoted(out, '"', word);
    } else {
        buffer_add(out, word);
    }
}

void expr_print_name(Buffer *out, Sym name) {
    Lexer lexer = {.text = sym_text(name)};
    TokenKind kind = lex_next(&lexer).kind;
    print_word(out, lexer.text, token_is_reserved(kind) || kind == WORD_VALUE);
}

void expr_print_type(Buffer *out, const SynType *type) {
    buffer_add_c(out, type->is_unsigned ? "unsigned " : "");
    Lexer lexer = {.text = sym_text(type->name.sym)};
    TokenKind kind = lex_next(&lexer).kind;
    bool special = kind == WORD_UNSIGNED || kind == WORD_ENUM || kind == WORD_NATIVE;
    print_word(out, lexer.text, special && type->form == SYN_TYPE_PLAIN);
    buffer_add_c(out, type->has_arguments ? "(" : "");
    for (uint32_t i = 0; i < type->argument_count; i++) {
        buffer_format(out, "%s%u", i > 0 ? ", " : "", (unsigned)type->argument[i]);
    }
    for (size_t i = 0; type->form == SYN_TYPE_ENUM && i < type->values.count; i++) {
        Text value = sym_text(type->values.at[i].sym);
        buffer_add_c(out, i > 0 ? ", " : "");
        if (lex_is_identifier(value)) {
            buffer_add(out, value);
        } else {
            print_quoted(out, '\'', value);
        }
    }
    for (size_t i = 0; type->form == SYN_TYPE_NATIVE && i < type->native.count; i++) {
        buffer_add_c(out, i > 0 ? ", " : "");
        print_word(out, sym_text(type->native.at[i].name.sym), false);
        buffer_add_c(out, ": ");
        print_quoted(out, '\'', type->native.at[i].value.text);
    }
    buffer_add_c(out, type->has_arguments ? ")" : "");
    for (uint32_t i = 0; i < type->dimensions; i++) {
        buffer_add_c(out, "[]");
    }
    buffer_add_c(out, type->nullable ? "?" : "");
}

static int precedence_of(const Expr *e) {
    switch (e->kind) {
    case EXPR_BINARY: return operator_info[e->binary.op].precedence;
    case EXPR_NOT: return PRECEDENCE_NOT;
    case EXPR_IS_NULL:
    case EXPR_IN:
    case EXPR_BETWEEN: return PRECEDENCE_TEST;
    case EXPR_NEGATE: return PRECEDENCE_MINUS;
    default: return PRECEDENCE_LEAF;
    }
}

static void print_from(Buffer *out, const Expr *e, int lowest);

static void print_list(Buffer *out, ExprList list) {
    buffer_add_char(out, '(');
    for (uint32_t i = 0; i < list.count; i++) {
        buffer_add_c(out, i > 0 ? ", " : "");
        print_from(out, list.at[i], PRECEDENCE_ANY);
    }
    buffer_add_char(out, ')');
}

static void print_case(Buffer *out, const Expr *e) {
    buffer_add_c(out, "case");
    if (e->choice->operand) {
        buffer_add_char(out, ' ');
        print_from(out, e->choice->operand, PRECEDENCE_ANY);
    }
    for (uint32_t i = 0; i < e->choice->when.count; i++) {
        buffer_add_c(out, " when ");
        print_from(out, e->choice->when.at[i], PRECEDENCE_ANY);
        buffer_add_c(out, " then ");
        print_from(out, e->choice->then.at[i], PRECEDENCE_ANY);
    }
    if (e->choice->otherwise) {
        buffer_add_c(out, " else ");
        print_from(out, e->choice->otherwise, PRECEDENCE_ANY);
    }
    buffer_add_c(out, " end");
}

static void print_native(Buffer *out, const Expr *e) {
    buffer_add_c(out, "native(");
    for (uint32_t i = 0; i < e->native.count; i++) {
        const NativeText *native = &e->native.at[i];
        buffer_add_c(out, i > 0 ? ", " : "");
        if (native->target) {
            print_word(out, sym_text(native->target), false);
            buffer_add_c(out, ": ");
        }
        print_quoted(out, '\'', native->text);
    }
    buffer_add_char(out, ')');
}

static void print_binary(Buffer *out, const Expr *e) {
    const OperatorInfo *op = &operator_info[e->binary.op];
    print_from(out, e->binary.left, op->chains ? op->precedence : op->precedence + 1);
    buffer_format(out, e->negated ? " not %s " : " %s ", op->word);
    print_from(out, e->binary.right, op->precedence + 1);
}

/* E without parentheses round it. */
static void print_bare(Buffer *out, const Expr *e) {
    switch (e->kind) {
    case EXPR_POISON: buffer_add_c(out, "<poison>"); break;
    case EXPR_NULL: buffer_add_c(out, "null"); break;
    case EXPR_BOOLEAN: buffer_add_c(out, e->boolean ? "true" : "false"); break;
    case EXPR_NUMBER: buffer_add(out, e->text); break;
    case EXPR_STRING: print_quoted(out, '\'', e->text); break;
    case EXPR_TEMPORAL:
        buffer_add_c(out, type_word(e->temporal.kind));
        buffer_add_char(out, ' ');
        print_quoted(out, '\'', e->temporal.text);
        break;
    case EXPR_NAME: expr_print_name(out, e->name.sym); break;
    case EXPR_VALUE: buffer_add_c(out, "value"); break;
    case EXPR_PARAMETER:
        buffer_add_char(out, ':');
        print_word(out, sym_text(e->parameter), false);
        break;
    case EXPR_NEGATE:
        buffer_add_c(out, e->operand->kind == EXPR_NEGATE ? "- " : "-");
        print_from(out, e->operand, PRECEDENCE_MINUS);
        break;
    case EXPR_NOT:
        buffer_add_c(out, "not ");
        print_from(out, e->operand, PRECEDENCE_NOT);
        break;
    case EXPR_BINARY: print_binary(out, e); break;
    case EXPR_IS_NULL:
        print_from(out, e->operand, PRECEDENCE_OPERAND);
        buffer_add_c(out, e->negated ? " is not null" : " is null");
        break;
    case EXPR_IN:
        print_from(out, e->in.operand, PRECEDENCE_OPERAND);
        buffer_add_c(out, e->negated ? " not in " : " in ");
        print_list(out, e->in.list);
        break;
    case EXPR_BETWEEN:
        print_from(out, e->between.operand, PRECEDENCE_OPERAND);
        buffer_add_c(out, e->negated ? " not between " : " between ");
        print_from(out, e->between.low, PRECEDENCE_OPERAND);
        buffer_add_c(out, " and ");
        print_from(out, e->between.high, PRECEDENCE_OPERAND);
        break;
    case EXPR_CASE: print_case(out, e); break;
    case EXPR_CAST:
        buffer_add_c(out, "cast(");
        print_from(out, e->cast.operand, PRECEDENCE_ANY);
        buffer_add_c(out, " as ");
        expr_print_type(out, e->cast.to);
        buffer_add_char(out, ')');
        break;
    case EXPR_CALL:
        buffer_add_c(out, function_info[e->call.function].word);
        print_list(out, e->call.argument);
        break;
    case EXPR_NATIVE: print_native(out, e); break;
    }
}

static void print_from(Buffer *out, const Expr *e, int lowest) {
    bool enclosed = precedence_of(e) < lowest;
    buffer_add_c(out, enclosed ? "(" : "");
    print_bare(out, e);
    buffer_add_c(out, enclosed ? ")" : "");
}

void expr_print(Buffer *out, const Expr *e) {
    print_from(out, e, PRECEDENCE_ANY);
}
