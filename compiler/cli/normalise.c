/* `tenon normalise`: prints the model with one entity split into entities of a higher normal form, and tells
 * what the split keeps and loses; with --into, of the parts that the user names. */
#include "compiler/check/form_example.h"
#include "compiler/check/proposal.h"
#include "compiler/check/rules.h"
#include "compiler/cli/command.h"
#include "compiler/diag/render.h"
#include "compiler/read/format.h"

static const struct {
    const char *word;
    Form form;
} forms[] = {{"3nf", FORM_3NF}, {"bcnf", FORM_BCNF}, {"4nf", FORM_4NF}};

/* Without --to: what costs no rule; and 4NF where that is what the entity speaks of. */
static Form wanted_form(const CommandLine *line, const EntityFacts *f) {
    Text word = option_value(line, CLI_OPTION_TO, "");
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (text_equal_c(word, forms[i].word)) {
            return forms[i].form;
        }
    }
    return f->theory.mixed ? FORM_4NF : FORM_3NF;
}

/* ---- the parts of --into ---- */

static bool add_named(const Subject *s, Interner *names, Text name, Bitset into) {
    const Entity *e = s->facts->entity;
    Sym sym = intern(names, name);
    const Attribute *attribute = entity_find_attribute(e, sym);
    const Relation *r = entity_find_relation(e, sym);
    for (size_t i = 0; r && i < r->attribute_count; i++) {
        bitset_add(into, s->number[r->attribute[i]->index]);
    }
    if (attribute && s->number[attribute->index] != SIZE_MAX) {
        bitset_add(into, s->number[attribute->index]);
    }
    if (!attribute && !r) {
        console_complain("`%.*s` has no attribute or relation `%.*s`", TEXT_ARG(sym_text(e->name)),
                         TEXT_ARG(name));
    }
    return attribute || r;
}

/* "a, b | c" as sets. What conventions add, and no part names, stays with the first. */
static bool read_parts(Arena *a, const Subject *s, Interner *names, Text text, SetList *parts) {
    Bitset named = bitset_make(a, s->theory.width);
    for (size_t at = 0; at <= text.size;) {
        Bitset part = bitset_make(a, s->theory.width);
        size_t bar = at + text_find(text_slice(text, at, text.size), TEXT("|"));
        bar = bar < text.size && bar >= at ? bar : text.size;
        while (at < bar) {
            size_t end = at;
            while (end < bar && !strchr(", \t\n", text.at[end])) {
                end++;
            }
            if (end > at && !add_named(s, names, text_slice(text, at, end), part)) {
                return false;
            }
            at = end + 1;
        }
        set_list_add(a, parts, part);
        bitset_unite(named, part);
        at = bar + 1;
    }
    for (size_t i = 0; i < s->theory.width; i++) {
        if (attribute_is_conventional(s->attribute[i]) && !bitset_has(named, i)) {
            bitset_add(parts->at[0], i);
        }
    }
    return true;
}

/* ---- findings ---- */

static Text words_of(Arena *a, const Proposal *p, Bitset set) {
    size_t count;
    const Attribute **attribute = subject_attributes(a, &p->subject, set, &count);
    return words_of_attributes(a, attribute, count);
}

static Text words_of_parts(Arena *a, const Proposal *p) {
    Text words = {"", 0};
    for (size_t i = 0; i < p->count; i++) {
        words = text_format(a, "%.*s%s(%.*s)", TEXT_ARG(words), i ? " and " : "",
                            TEXT_ARG(words_of(a, p, p->part[i].set)));
    }
    return words;
}

/* The row of zeroes that the parts of the tableau join to. */
static Text made_up_row(Arena *a, const Proposal *p) {
    Tableau zeroes = {p->tableau.width, 1, arena_array(a, uint32_t, p->tableau.width)};
    Bitset all = bitset_full(a, p->subject.theory.width);
    DiagExample *row = form_example(a, &p->subject, &zeroes, all);
    Text words = {"", 0};
    for (size_t i = 0; i < p->subject.theory.width; i++) {
        const Attribute *attribute = p->subject.attribute[i];
        for (size_t k = 0; k < row->column_count; k++) {
            if (text_equal(row->column[k], sym_text(attribute->name))) {
                words = text_format(a, "%.*s%s%.*s", TEXT_ARG(words), words.size ? ", " : "",
                                    TEXT_ARG(row->cell[k]));
            }
        }
    }
    return words;
}

static void report_lossy(Diags *ds, const Proposal *p) {
    Arena *a = ds->arena;
    const Entity *e = p->subject.facts->entity;
    Diag *d = diag_add(ds, DIAG_LOSSY_SPLIT, e->span, sym_text(e->name), words_of_parts(a, p));
    d->entity = e->name;
    diag_help(d, TEXT("let the parts share a key of one of them; without --into, such parts are "
                      "proposed"));
    if (p->tableau.count == 0) {
        diag_label(d, TEXT("no part has some of its attributes"));
        return;
    }
    diag_label(d, TEXT("what the parts share is a key of none of them"));
    DiagExample *example =
        form_example(a, &p->subject, &p->tableau, bitset_full(a, p->subject.theory.width));
    example->says = text_format(
        a, "rows that obey every rule; split and joined again they give one more: (%.*s)",
        TEXT_ARG(made_up_row(a, p)));
    d->example = example;
}

static void report_lost(Diags *ds, const Proposal *p, size_t i) {
    Arena *a = ds->arena;
    const Entity *e = p->subject.facts->entity;
    const Arrow *arrow = &p->subject.theory.arrow[i];
    const FactSource *source = &p->subject.facts->source[p->subject.source[i]];
    Text rule = source->origin == FACT_DECLARED
                    ? text_format(a, "%.*s -> %.*s", TEXT_ARG(words_of(a, p, arrow->from)),
                                  TEXT_ARG(words_of(a, p, arrow->to)))
                    : text_format(a, "%.*s would be no key any more",
                                  TEXT_ARG(words_of(a, p, arrow->from)));
    Diag *d = diag_add(ds, DIAG_LOST_RULE, span_exists(source->span) ? source->span : e->span,
                       sym_text(e->name), rule);
    d->entity = e->name;
    diag_label(d, TEXT("no part has all that it speaks of"));
    diag_help(d, TEXT("keep it by a trigger over the parts, or stay with `--to 3nf`, which loses "
                      "no rule"));
}

static void report_bound(Diags *ds, const Proposal *p) {
    const Entity *e = p->subject.facts->entity;
    Diag *d = diag_add(ds, DIAG_ANALYSIS_BOUND, e->span,
                       text_format(ds->arena, "a part of `%.*s` is not shown to be in its form",
                                   TEXT_ARG(sym_text(e->name))));
    d->entity = e->name;
    diag_help(d, TEXT("the limits of the search were reached; the parts join back all the same"));
}

static Diags report_proposal(Compilation *c, const Proposal *p) {
    Diags ds = diags_make(&c->session, &c->sources);
    if (p->lossless == LOSSLESS_NO) {
        report_lossy(&ds, p);
    }
    for (size_t i = 0; i < p->subject.theory.count; i++) {
        if (p->lost[i] && p->lossless != LOSSLESS_NO) {
            report_lost(&ds, p, i);
        }
    }
    if (p->bound != BOUND_EXACT || p->lossless == LOSSLESS_UNKNOWN) {
        report_bound(&ds, p);
    }
    diag_settle(&ds);
    return ds;
}

/* ---- printing ---- */

/* "Zip (new): `zip`, `city`; key `zip`; BCNF", as comments before the model. */
static void print_parts(Buffer *out, Arena *a, const Proposal *p) {
    Text old = sym_text(p->subject.facts->entity->name);
    for (size_t i = 0; i < p->count; i++) {
        const ProposedPart *part = &p->part[i];
        buffer_format(
            out, "# %.*s%s: %.*s; key %.*s; %s\n", TEXT_ARG(part->name),
            part->into                    ? " (takes over)"
            : text_equal(part->name, old) ? ""
                                          : " (new)",
            TEXT_ARG(words_of(a, p, part->set)), TEXT_ARG(words_of(a, p, part->keys.at[0])),
            part->form.least == part->form.most ? form_word(part->form.least) : "form not decided");
    }
    for (size_t i = 0; i < p->subject.theory.count; i++) {
        const FactSource *source = &p->subject.facts->source[p->subject.source[i]];
        if (source->origin == FACT_DECLARED) {
            const Arrow *arrow = &p->subject.theory.arrow[i];
            buffer_format(out, "# %s: %.*s %s %.*s\n", p->lost[i] ? "lost" : "kept",
                          TEXT_ARG(words_of(a, p, arrow->from)), arrow->multivalued ? "->>" : "->",
                          TEXT_ARG(words_of(a, p, arrow->to)));
        }
    }
    const Entity *e = p->subject.facts->entity;
    if (e->row_count) {
        buffer_format(out,
                      "# left out: the %zu reference rows (`data`) of %.*s; divide them by hand\n",
                      e->row_count, TEXT_ARG(sym_text(e->name)));
    }
}

static int print_model(Compilation *c, const Proposal *p) {
    Buffer raw = {0}, out = {0};
    Text why;
    if (!proposal_print(&raw, &c->session, &c->sources, p, &why)) {
        console_complain("cannot write the model: %.*s", TEXT_ARG(why));
        buffer_free(&raw);
        return EXIT_FINDINGS;
    }
    print_parts(&out, &c->session, p);
    size_t index =
        source_add(&c->sources, TEXT("proposal"), text_copy(&c->session, buffer_text(&raw)));
    Diags ignored = diags_make(&c->session, &c->sources);
    if (!format_source(&c->session, &ignored, &c->sources.files.at[index], &out)) {
        buffer_add(&out, buffer_text(&raw));
    }
    console_write(CHANNEL_OUT, buffer_text(&out));
    buffer_free(&raw);
    buffer_free(&out);
    return EXIT_OK;
}

static int normalise(Compilation *c, const CommandLine *line, const Entity *e) {
    const EntityFacts *f = &c->facts->entity[e->number];
    Form form = wanted_form(line, f);
    SetList parts = {0};
    bool given = option_given(line, CLI_OPTION_INTO);
    Subject subject = subject_make(&c->session, f);
    if (given && !read_parts(&c->session, &subject, &c->names,
                             option_value(line, CLI_OPTION_INTO, ""), &parts)) {
        return EXIT_USAGE;
    }
    Proposal p = proposal_make(&c->session, c->schema, f, form, given ? &parts : NULL);
    c->diags = report_proposal(c, &p);
    int code = EXIT_OK;
    if (c->diags.all.count) {
        code = report_findings(line, c, CHANNEL_ERR);
    }
    if (p.count == 1) {
        console_complain("`%.*s` is in %s already", TEXT_ARG(sym_text(e->name)),
                         form_word(p.analysis.form.least));
        return code;
    }
    if (p.lossless == LOSSLESS_NO) {
        return EXIT_FINDINGS;
    }
    int printed = print_model(c, &p);
    return printed ? printed : code;
}

/* ENTITY [MODEL]: the model is the operand that is left. */
int command_normalise(Arena *a, const CommandLine *line) {
    if (line->operands.count == 0) {
        console_complain("`tenon normalise` takes the name of an entity");
        return EXIT_USAGE;
    }
    CommandLine rest = *line;
    rest.operands.at = line->operands.at + 1;
    rest.operands.count = line->operands.count - 1;
    CompileRequest request = {.last = STAGE_FACTS};
    if (!report_request(a, &rest, &request)) {
        return EXIT_USAGE;
    }
    Compilation c;
    compile(&c, &request);
    int code;
    if (!c.facts || diag_has_errors(&c.diags)) {
        code = report_findings(line, &c, CHANNEL_ERR);
    } else {
        Text name = line->operands.at[0];
        const Entity *e = schema_find_entity(c.schema, intern(&c.names, name));
        if (e && e->written) {
            code = normalise(&c, line, e);
        } else {
            console_complain("there is no entity `%.*s`", TEXT_ARG(name));
            code = EXIT_USAGE;
        }
    }
    compilation_free(&c);
    return code;
}
