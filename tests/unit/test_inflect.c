/* Inflection: words in both directions, and the ways to write names. The first table of words holds the
 * examples of Rails' own tests (Active Support, inflector_test_cases.rb), so that a derived table name is
 * the one that a Rails model looks for. */
#include "compiler/schema/inflect.h"
#include "tests/unit/unit.h"

typedef struct Pair {
    const char *left, *right;
} Pair;

static const Pair rails_words[] = {
    {"search", "searches"},
    {"switch", "switches"},
    {"fix", "fixes"},
    {"box", "boxes"},
    {"process", "processes"},
    {"address", "addresses"},
    {"case", "cases"},
    {"stack", "stacks"},
    {"wish", "wishes"},
    {"fish", "fish"},
    {"jeans", "jeans"},
    {"category", "categories"},
    {"query", "queries"},
    {"ability", "abilities"},
    {"agency", "agencies"},
    {"movie", "movies"},
    {"archive", "archives"},
    {"index", "indices"},
    {"wife", "wives"},
    {"safe", "saves"},
    {"half", "halves"},
    {"move", "moves"},
    {"salesperson", "salespeople"},
    {"person", "people"},
    {"spokesman", "spokesmen"},
    {"man", "men"},
    {"woman", "women"},
    {"basis", "bases"},
    {"diagnosis", "diagnoses"},
    {"diagnosis_a", "diagnosis_as"},
    {"datum", "data"},
    {"medium", "media"},
    {"stadium", "stadia"},
    {"analysis", "analyses"},
    {"node_child", "node_children"},
    {"child", "children"},
    {"experience", "experiences"},
    {"day", "days"},
    {"comment", "comments"},
    {"foobar", "foobars"},
    {"newsletter", "newsletters"},
    {"old_news", "old_news"},
    {"news", "news"},
    {"series", "series"},
    {"species", "species"},
    {"quiz", "quizzes"},
    {"perspective", "perspectives"},
    {"ox", "oxen"},
    {"photo", "photos"},
    {"buffalo", "buffaloes"},
    {"tomato", "tomatoes"},
    {"dwarf", "dwarves"},
    {"elf", "elves"},
    {"information", "information"},
    {"equipment", "equipment"},
    {"bus", "buses"},
    {"status", "statuses"},
    {"status_code", "status_codes"},
    {"mouse", "mice"},
    {"louse", "lice"},
    {"house", "houses"},
    {"octopus", "octopi"},
    {"virus", "viri"},
    {"alias", "aliases"},
    {"portfolio", "portfolios"},
    {"vertex", "vertices"},
    {"matrix", "matrices"},
    {"matrix_fu", "matrix_fus"},
    {"axis", "axes"},
    {"testis", "testes"},
    {"crisis", "crises"},
    {"rice", "rice"},
    {"shoe", "shoes"},
    {"horse", "horses"},
    {"prize", "prizes"},
    {"edge", "edges"},
    {"database", "databases"},
    {"slice", "slices"},
    {"zombie", "zombies"},
    {"sex", "sexes"},
    {"police", "police"},
    {"thesis", "theses"},
    {"parenthesis", "parentheses"},
    {"synopsis", "synopses"},
};

/* The words that models use. */
static const Pair model_words[] = {
    {"account", "accounts"},
    {"user", "users"},
    {"order", "orders"},
    {"order_line", "order_lines"},
    {"product", "products"},
    {"invoice", "invoices"},
    {"customer", "customers"},
    {"company", "companies"},
    {"country", "countries"},
    {"city", "cities"},
    {"currency", "currencies"},
    {"party", "parties"},
    {"policy", "policies"},
    {"reply", "replies"},
    {"history", "histories"},
    {"key", "keys"},
    {"survey", "surveys"},
    {"journey", "journeys"},
    {"tax", "taxes"},
    {"branch", "branches"},
    {"batch", "batches"},
    {"class", "classes"},
    {"business", "businesses"},
    {"access", "accesses"},
    {"bonus", "bonus"},
    {"campus", "campus"},
    {"lens", "lens"},
    {"shelf", "shelves"},
    {"leaf", "leafs"},
    {"wolf", "wolves"},
    {"scarf", "scarves"},
    {"staff", "staffs"},
    {"chief", "chiefs"},
    {"knife", "knives"},
    {"life", "lives"},
    {"media", "media"},
    {"criterium", "criteria"},
    {"schema", "schemas"},
    {"quota", "quota"},
    {"menu", "menus"},
    {"video", "videos"},
    {"logo", "logos"},
    {"hero", "heros"},
    {"potato", "potatos"},
    {"echo", "echos"},
    {"crew_member", "crew_members"},
    {"grandchild", "grandchildren"},
    {"chairman", "chairmen"},
    {"sales_person", "sales_people"},
    {"page_view", "page_views"},
    {"like", "likes"},
    {"following", "followings"},
    {"follower", "followers"},
    {"setting", "settings"},
    {"preference", "preferences"},
    {"tag", "tags"},
    {"post", "posts"},
    {"photo_album", "photo_albums"},
    {"event", "events"},
    {"audit", "audits"},
    {"user_audit", "user_audits"},
    {"membership", "memberships"},
    {"badge", "badges"},
    {"api_key", "api_keys"},
    {"address_book", "address_books"},
    {"price_list", "price_lists"},
    {"warehouse", "warehouses"},
    {"purchase", "purchases"},
    {"release", "releases"},
    {"expense", "expenses"},
    {"response", "responses"},
    {"message", "messages"},
    {"image", "images"},
    {"language", "languages"},
    {"stage", "stages"},
    {"activity", "activities"},
    {"delivery", "deliveries"},
    {"gallery", "galleries"},
    {"library", "libraries"},
    {"entry", "entries"},
    {"inquiry", "inquiries"},
    {"soliloquy", "soliloquies"},
    {"boy", "boys"},
    {"toy", "toys"},
    {"watch", "watches"},
    {"dish", "dishes"},
    {"mailbox", "mailboxes"},
    {"suffix", "suffixes"},
    {"appendix", "appendixes"},
    {"subindex", "subindices"},
    {"platform", "platforms"},
    {"ingredient", "ingredients"},
    {"recipe", "recipes"},
    {"vehicle", "vehicles"},
    {"employee", "employees"},
    {"committee", "committees"},
    {"fee", "fees"},
    {"movie_quiz", "movie_quizzes"},
    {"beehive", "beehives"},
    {"native", "natives"},
    {"objective", "objectives"},
    {"money", "money"},
    {"sheep", "sheep"},
    {"a", "as"},
    {"x", "xes"},
};

static void check_plurals(const Pair *pair, size_t count) {
    Arena a = {0};
    for (size_t i = 0; i < count; i++) {
        assert_text(inflect_plural(&a, NULL, text_from(pair[i].left)), pair[i].right);
        assert_text(inflect_plural(&a, NULL, text_from(pair[i].right)), pair[i].right);
    }
    arena_free(&a);
}

static void plurals_as_rails_has_them(void **state) {
    (void)state;
    check_plurals(rails_words, COUNT_OF(rails_words));
}

static void plurals_of_models(void **state) {
    (void)state;
    Arena a = {0};
    for (size_t i = 0; i < COUNT_OF(model_words); i++) {
        assert_text(inflect_plural(&a, NULL, text_from(model_words[i].left)), model_words[i].right);
    }
    arena_free(&a);
}

static void singulars_as_rails_has_them(void **state) {
    (void)state;
    Arena a = {0};
    for (size_t i = 0; i < COUNT_OF(rails_words); i++) {
        assert_text(inflect_singular(&a, NULL, text_from(rails_words[i].right)),
                    rails_words[i].left);
        assert_text(inflect_singular(&a, NULL, text_from(rails_words[i].left)),
                    rails_words[i].left);
    }
    arena_free(&a);
}

static void singulars_of_relations(void **state) {
    (void)state;
    static const Pair cases[] = {
        {"likes", "like"},          {"tags", "tag"},
        {"following", "following"}, {"followers", "follower"},
        {"friends", "friend"},      {"categories", "category"},
        {"people", "person"},       {"team_members", "team_member"},
        {"buses", "bus"},           {"lives", "life"},
        {"halves", "half"},         {"class", "class"},
        {"classes", "class"},       {"access", "access"},
        {"potatoes", "potato"},     {"heroes", "hero"},
        {"addresses", "address"},   {"taxes", "tax"},
    };
    Arena a = {0};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_text(inflect_singular(&a, NULL, text_from(cases[i].left)), cases[i].right);
    }
    arena_free(&a);
}

static void case_does_not_matter(void **state) {
    (void)state;
    Arena a = {0};
    assert_text(inflect_plural(&a, NULL, TEXT("Category")), "Categories");
    assert_text(inflect_plural(&a, NULL, TEXT("")), "");
    assert_text(inflect_plural(&a, NULL, TEXT("user_")), "user_");
    assert_text(inflect_singular(&a, NULL, TEXT("s")), "");
    arena_free(&a);
}

static void words_of_the_model(void **state) {
    (void)state;
    Arena a = {0};
    Inflections in = {0};
    inflect_add(&a, &in, TEXT("human"), TEXT("humans"));
    inflect_add(&a, &in, TEXT("staff"), TEXT("staff"));
    inflect_add(&a, &in, TEXT("ox"), TEXT("oxes"));
    static const Pair cases[] = {
        {"human", "humans"},
        {"kind_human", "kind_humans"},
        {"man", "men"},
        {"staff", "staff"},
        {"office_staff", "office_staff"},
        {"distaff", "distaffs"},
        {"ox", "oxes"},
        {"box", "boxes"},
        {"user", "users"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_text(inflect_plural(&a, &in, text_from(cases[i].left)), cases[i].right);
        assert_text(inflect_singular(&a, &in, text_from(cases[i].right)), cases[i].left);
    }
    arena_free(&a);
}

/* Camel to underscore: the examples of Rails' tests, then our own. */
static void snake_case(void **state) {
    (void)state;
    static const Pair cases[] = {
        {"Product", "product"},
        {"SpecialGuest", "special_guest"},
        {"ApplicationController", "application_controller"},
        {"Area51Controller", "area51_controller"},
        {"HTMLTidy", "html_tidy"},
        {"HTMLTidyGenerator", "html_tidy_generator"},
        {"FreeBSD", "free_bsd"},
        {"HTML", "html"},
        {"HTTPServer", "http_server"},
        {"OrderLine", "order_line"},
        {"order_line", "order_line"},
        {"orderLine", "order_line"},
        {"X1", "x1"},
        {"OAuth2Token", "o_auth2_token"},
        {"ABTest", "ab_test"},
        {"\xC3\x84pfelBaum", "\xC3\x84pfel_baum"},
        {"Caf\xC3\xA9"
         "Bar",
         "caf\xC3\xA9_bar"},
        {"two words", "two_words"},
        {"", ""},
    };
    Arena a = {0};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_text(inflect_snake(&a, text_from(cases[i].left)), cases[i].right);
    }
    arena_free(&a);
}

static void pascal_and_camel_case(void **state) {
    (void)state;
    static const struct {
        const char *name, *pascal, *camel;
    } cases[] = {
        {"product", "Product", "product"},
        {"special_guest", "SpecialGuest", "specialGuest"},
        {"area51_controller", "Area51Controller", "area51Controller"},
        {"OrderLine", "OrderLine", "orderLine"},
        {"HTTPServer", "HTTPServer", "httpServer"},
        {"order_lines", "OrderLines", "orderLines"},
        {"a_b_c", "ABC", "aBC"},
        {"trailing_", "Trailing_", "trailing_"},
        {"_leading", "Leading", "leading"},
        {"", "", ""},
    };
    Arena a = {0};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_text(inflect_pascal(&a, text_from(cases[i].name)), cases[i].pascal);
        assert_text(inflect_camel(&a, text_from(cases[i].name)), cases[i].camel);
    }
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest cases[] = {
        cmocka_unit_test(plurals_as_rails_has_them),
        cmocka_unit_test(plurals_of_models),
        cmocka_unit_test(singulars_as_rails_has_them),
        cmocka_unit_test(singulars_of_relations),
        cmocka_unit_test(case_does_not_matter),
        cmocka_unit_test(words_of_the_model),
        cmocka_unit_test(snake_case),
        cmocka_unit_test(pascal_and_camel_case),
    };
    return RUN_CASES(cases);
}
