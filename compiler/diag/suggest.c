/* Suggestions: the known names nearest to one that is not known. Takes a word and candidates in the
 * order of the model; gives at most three, nearest first, then in that order. Distance is
 * Damerau-Levenshtein with adjacent transpositions (optimal string alignment), over bytes, where case
 * does not count and blank, `-` and `_` are one. Does not look at meaning. */
#include "compiler/diag/suggest.h"

#include "compiler/diag/diag.h"

enum {
    LONGEST_WORD = 64,        /* bytes; nobody is helped with longer ones */
    WORK_OF_A_RUN = 100000000 /* letters compared, about 0.2 s: misspellings cannot buy more time */
};

static char fold(char c) {
    if (c >= 'A' && c <= 'Z') {
        return (char)(c - 'A' + 'a');
    }
    return c == ' ' || c == '-' ? '_' : c;
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* The distance of LEFT and RIGHT, or LIMIT + 1 when it is larger. Of the table of distances between
 * their beginnings, three rows are kept: a transposition reaches back over two. */
static size_t bounded_distance(Text left, Text right, size_t limit) {
    size_t row[3][LONGEST_WORD + 1];
    size_t *before = row[0], *above = row[1], *here = row[2];
    for (size_t k = 0; k <= right.size; k++) {
        above[k] = k;
    }
    for (size_t i = 1; i <= left.size; i++) {
        size_t smallest = here[0] = i;
        char l = fold(left.at[i - 1]);
        for (size_t k = 1; k <= right.size; k++) {
            char r = fold(right.at[k - 1]);
            here[k] = least(above[k - 1] + (l != r), least(above[k], here[k - 1]) + 1);
            if (i > 1 && k > 1 && l == fold(right.at[k - 2]) && r == fold(left.at[i - 2])) {
                here[k] = least(here[k], before[k - 2] + 1);
            }
            smallest = least(smallest, here[k]);
        }
        if (smallest > limit) {
            return limit + 1;
        }
        size_t *oldest = before;
        before = above;
        above = here;
        here = oldest;
    }
    return least(above[right.size], limit + 1);
}

/* One edit in three letters, as a reader's eye forgives. */
static size_t allowed_distance(Text wrong) {
    return wrong.size < 3 ? 1 : wrong.size / 3 < 4 ? wrong.size / 3 : 4;
}

typedef struct Near {
    Text name;
    size_t distance;
} Near;

/* Puts a candidate behind those that are as near; gives the new number. */
static size_t keep_nearest(Near *nearest, size_t count, Near candidate) {
    size_t place = count;
    for (size_t i = 0; i < count; i++) {
        if (text_equal(nearest[i].name, candidate.name)) {
            return count;
        }
    }
    while (place > 0 && nearest[place - 1].distance > candidate.distance) {
        place--;
    }
    if (place == SUGGEST_MOST) {
        return count;
    }
    count = count < SUGGEST_MOST ? count + 1 : SUGGEST_MOST;
    for (size_t i = count - 1; i > place; i--) {
        nearest[i] = nearest[i - 1];
    }
    nearest[place] = candidate;
    return count;
}

static size_t find_nearest(Near *nearest, Text wrong, const Text *candidate, size_t count) {
    if (wrong.size == 0 || wrong.size > LONGEST_WORD) {
        return 0;
    }
    size_t limit = allowed_distance(wrong), found = 0;
    for (size_t i = 0; i < count; i++) {
        Text name = candidate[i];
        size_t difference =
            name.size > wrong.size ? name.size - wrong.size : wrong.size - name.size;
        if (name.size == 0 || name.size > LONGEST_WORD || difference > limit) {
            continue;
        }
        size_t distance = bounded_distance(wrong, name, limit);
        if (distance <= limit) {
            found = keep_nearest(nearest, found, (Near){name, distance});
        }
        if (found == SUGGEST_MOST) { /* from here on only a nearer one matters */
            limit = nearest[SUGGEST_MOST - 1].distance;
        }
    }
    while (found > 0 && nearest[found - 1].distance > 2 * nearest[0].distance) {
        found--; /* beside a much nearer one it would only distract */
    }
    return found;
}

size_t suggest_nearest(Text *nearest, Text wrong, const Text *candidate, size_t count) {
    Near near[SUGGEST_MOST];
    size_t found = find_nearest(near, wrong, candidate, count);
    for (size_t i = 0; i < found; i++) {
        nearest[i] = near[i].name;
    }
    return found;
}

Text suggest_words(Arena *a, const Text *nearest, size_t count) {
    Text words = text_format(a, "did you mean `%.*s`", TEXT_ARG(nearest[0]));
    for (size_t i = 1; i < count; i++) {
        words = text_format(a, "%.*s%s`%.*s`", TEXT_ARG(words), i + 1 < count ? ", " : " or ",
                            TEXT_ARG(nearest[i]));
    }
    return text_join(a, words, TEXT("?"));
}

/* Only a slip of the pen is corrected unseen: case, a separator, or one letter of five and more. */
static FixSafety safety_of(Text wrong, Text right) {
    size_t distance = bounded_distance(wrong, right, 1);
    return distance == 0 || (distance == 1 && wrong.size >= 5) ? FIX_APPLY : FIX_REVIEW;
}

void diag_suggest(Diags *ds, Diag *d, Span span, Text wrong, const Text *candidate, size_t count) {
    if (ds->suggested > WORK_OF_A_RUN) {
        return;
    }
    ds->suggested += count * least(wrong.size, LONGEST_WORD) * least(wrong.size, LONGEST_WORD);
    Text nearest[SUGGEST_MOST];
    size_t found = suggest_nearest(nearest, wrong, candidate, count);
    if (found == 0) {
        return;
    }
    d->help = suggest_words(ds->arena, nearest, found);
    if (found == 1 && text_equal(source_text(ds->sources, span), wrong)) {
        Text title = text_format(ds->arena, "write `%.*s`", TEXT_ARG(nearest[0]));
        diag_fix(ds, d, safety_of(wrong, nearest[0]), title, span, nearest[0]);
    }
}

/* ---- habits ---- */

static const struct {
    HabitKind kind;
    Text word, help;
} habits[] = {
#define HABIT(kind, word, help) {HABIT_##kind, TEXT_INIT(word), TEXT_INIT(help)},
#include "grammar/habits.def"
#undef HABIT
};

Text diag_habit(HabitKind kind, Text word) {
    for (size_t i = 0; i < sizeof habits / sizeof habits[0]; i++) {
        bool same = habits[i].kind == kind && habits[i].word.size == word.size;
        for (size_t k = 0; same && k < word.size; k++) {
            same = fold(word.at[k]) == fold(habits[i].word.at[k]);
        }
        if (same) {
            return habits[i].help;
        }
    }
    return (Text){0};
}
