/* The model's `targets:` against what the targets offer: names, options, versions, accepted losses.
 * Reports what is wrong; what is wrong then counts as not written. */
#include "compiler/lower/lowering.h"

enum { VERSION_PARTS = 3, VERSION_DIGITS = 4, STAMP_DIGITS = 17 };

/* --- Looking up -------------------------------------------------------------------------------- */

const SynPair *config_option(const TargetConfig *config, const char *name) {
    if (!config) {
        return NULL;
    }
    const SynPairs *options = &config->written->options;
    for (size_t i = 0; i < options->count; i++) {
        if (text_equal_c(sym_text(options->at[i].name.sym), name)) {
            return &options->at[i];
        }
    }
    return NULL;
}

static const TargetOption *find_option(const Target *target, Text name) {
    for (const TargetOption *o = target->options; o && o->name; o++) {
        if (text_equal_c(name, o->name)) {
            return o;
        }
    }
    return NULL;
}

Text config_value(const Target *target, const TargetConfig *config, const char *name) {
    const SynPair *written = config_option(config, name);
    const TargetOption *option = find_option(target, text_from(name));
    return written ? written->value.text : option ? text_from(option->fallback) : TEXT("");
}

Cap config_cap(Text word) {
    Cap cap = 0;
    while (cap < CAP_COUNT && !text_equal_c(word, plan_cap_word(cap))) {
        cap++;
    }
    return cap;
}

/* --- Versions ---------------------------------------------------------------------------------- */

/* "15", "8.0", "8.0.16"; false when it is none. */
static bool parse_version(Text t, Version *version) {
    uint16_t *part[VERSION_PARTS] = {&version->major, &version->minor, &version->patch};
    *version = (Version){0};
    size_t at = 0;
    for (size_t i = 0; i < VERSION_PARTS; i++) {
        size_t start = at;
        while (at < t.size && t.at[at] >= '0' && t.at[at] <= '9') {
            *part[i] = (uint16_t)(*part[i] * 10 + (t.at[at++] - '0'));
        }
        if (at == start || at - start > VERSION_DIGITS) {
            return false;
        }
        if (at == t.size) {
            return true;
        }
        if (t.at[at++] != '.') {
            return false;
        }
    }
    return false;
}

static int compare_versions(Version a, Version b) {
    int major = (a.major > b.major) - (a.major < b.major);
    int minor = (a.minor > b.minor) - (a.minor < b.minor);
    return major ? major : minor ? minor : (a.patch > b.patch) - (a.patch < b.patch);
}

/* The newest version stands for all that begin as it does: 18 for 18.1, too. */
static bool version_in_range(const Target *target, Version v) {
    return compare_versions(v, target->oldest) >= 0 && v.major <= target->newest.major;
}

Version config_version(const Target *target, const TargetConfig *config) {
    const SynPair *written = config_option(config, "version");
    Version version;
    if (written && parse_version(written->value.text, &version) &&
        version_in_range(target, version)) {
        return version;
    }
    return target->fallback;
}

static Text version_text(Arena *a, Version v) {
    return v.patch   ? text_format(a, "%u.%u.%u", v.major, v.minor, v.patch)
           : v.minor ? text_format(a, "%u.%u", v.major, v.minor)
                     : text_format(a, "%u", v.major);
}

static void check_version(Diags *ds, const Target *target, const SynText *written) {
    Version version;
    Arena *a = ds->arena;
    if (!parse_version(written->text, &version)) {
        diag_add(ds, DIAG_TARGET_OPTION, written->span,
                 text_format(a, "`%.*s` is not a version", TEXT_ARG(written->text)));
    } else if (!version_in_range(target, version)) {
        diag_add(ds, DIAG_TARGET_OPTION, written->span,
                 text_format(a, "version %.*s of %s is outside %.*s to %.*s",
                             TEXT_ARG(written->text), target->engine,
                             TEXT_ARG(version_text(a, target->oldest)),
                             TEXT_ARG(version_text(a, target->newest))));
    }
}

/* --- Options ----------------------------------------------------------------------------------- */

static bool has_version(const Target *target) {
    return target->newest.major != 0;
}

static void report_unknown_option(Diags *ds, const Target *target, const SynPair *pair) {
    VEC(Text) known = {0};
    if (has_version(target) && !find_option(target, TEXT("version"))) {
        *vec_push(ds->arena, &known) = TEXT("version");
    }
    for (const TargetOption *o = target->options; o && o->name; o++) {
        *vec_push(ds->arena, &known) = text_from(o->name);
    }
    Text name = sym_text(pair->name.sym);
    Diag *d =
        diag_add(ds, DIAG_TARGET_OPTION, pair->name.span,
                 text_format(ds->arena, "`%s` has no option `%.*s`", target->name, TEXT_ARG(name)));
    diag_suggest(ds, d, pair->name.span, name, known.at, known.count);
}

/* The words of "a|b|c". */
static size_t split_values(Text values, Text *word, size_t room) {
    size_t count = 0;
    while (values.size && count < room) {
        size_t bar = text_find(values, TEXT("|"));
        size_t end = bar == SIZE_MAX ? values.size : bar;
        word[count++] = text_slice(values, 0, end);
        values = text_slice(values, bar == SIZE_MAX ? end : end + 1, values.size);
    }
    return count;
}

static void check_value(Diags *ds, const TargetOption *option, const SynText *written) {
    Text word[16];
    size_t count = split_values(text_from(option->values), word, sizeof word / sizeof *word);
    Buffer list = {0};
    for (size_t i = 0; i < count; i++) {
        if (text_equal(written->text, word[i])) {
            buffer_free(&list);
            return;
        }
        buffer_add_c(&list, i == 0 ? "" : i + 1 < count ? ", " : " or ");
        buffer_format(&list, "`%.*s`", TEXT_ARG(word[i]));
    }
    Diag *d = diag_add(ds, DIAG_TARGET_OPTION, written->span,
                       text_format(ds->arena, "`%s` may be %.*s, not `%.*s`", option->name,
                                   TEXT_ARG(buffer_text(&list)), TEXT_ARG(written->text)));
    diag_suggest(ds, d, written->span, written->text, word, count);
    buffer_free(&list);
}

static bool takes_digits(const TargetOption *option) {
    return option->values && text_equal_c(TEXT(TARGET_DIGITS), option->values);
}

static void check_digits(Diags *ds, const TargetOption *option, const SynText *written) {
    bool valid = written->text.size > 0 && written->text.size <= STAMP_DIGITS;
    for (size_t i = 0; i < written->text.size; i++) {
        valid = valid && written->text.at[i] >= '0' && written->text.at[i] <= '9';
    }
    if (!valid) {
        diag_add(ds, DIAG_TARGET_OPTION, written->span,
                 text_format(ds->arena, "`%s` is a number of at most %d digits, not `%.*s`",
                             option->name, STAMP_DIGITS, TEXT_ARG(written->text)));
    }
}

static void check_option(Diags *ds, const Target *target, const SynPair *pair) {
    Text name = sym_text(pair->name.sym);
    const TargetOption *option = find_option(target, name);
    if (has_version(target) && text_equal_c(name, "version")) {
        check_version(ds, target, &pair->value);
    } else if (!option) {
        report_unknown_option(ds, target, pair);
    } else if (takes_digits(option)) {
        check_digits(ds, option, &pair->value);
    } else if (option->values && pair->values.count) {
        for (size_t i = 0; i < pair->values.count; i++) {
            check_value(ds, option, &pair->values.at[i]);
        }
    } else if (option->values) {
        check_value(ds, option, &pair->value);
    }
}

/* --- Accepted losses --------------------------------------------------------------------------- */

static void check_accepted_loss(Diags *ds, const SynAccept *accept) {
    Text word = sym_text(accept->head.name.sym);
    Span span = accept->head.name.span;
    if (config_cap(word) == CAP_COUNT) {
        Text known[CAP_COUNT];
        for (Cap cap = 0; cap < CAP_COUNT; cap++) {
            known[cap] = text_from(plan_cap_word(cap));
        }
        Diag *d = diag_add(ds, DIAG_TARGET_OPTION, span,
                           text_format(ds->arena, "there is no capability `%.*s`", TEXT_ARG(word)));
        diag_suggest(ds, d, span, word, known, CAP_COUNT);
    } else if (accept->guard.value || accept->as_of.text.size) {
        diag_add(
            ds, DIAG_BAD_SUPPRESSION, span,
            text_format(ds->arena, "`accept_loss` of `%.*s` takes a reason alone", TEXT_ARG(word)));
    } else if (accept->because.text.size && !text_trim(accept->because.text).size) {
        diag_add(ds, DIAG_BAD_SUPPRESSION, span,
                 text_format(ds->arena, "`accept_loss` of `%.*s` gives no reason", TEXT_ARG(word)));
    }
}

void target_check(Diags *ds, const TargetConfig *config) {
    const Target *target = target_find(sym_text(config->name));
    if (!target) {
        VEC(Text) known = {0};
        for (size_t i = 0; targets[i]; i++) {
            *vec_push(ds->arena, &known) = text_from(targets[i]->name);
        }
        Text name = sym_text(config->name);
        Diag *d = diag_add(ds, DIAG_UNKNOWN_TARGET, config->span, name);
        diag_suggest(ds, d, config->span, name, known.at, known.count);
        return;
    }
    for (size_t i = 0; i < config->written->options.count; i++) {
        check_option(ds, target, &config->written->options.at[i]);
    }
    for (size_t i = 0; i < config->written->accept_loss.count; i++) {
        check_accepted_loss(ds, &config->written->accept_loss.at[i]);
    }
}

void targets_check(Diags *ds, const Schema *schema) {
    for (size_t i = 0; i < schema->target_count; i++) {
        target_check(ds, &schema->target[i]);
    }
}
