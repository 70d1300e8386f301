/* Graphviz in process. Takes DOT text, gives SVG. The only file that knows Graphviz's headers; its
 * libraries are opened at the first drawing, so that a Tenon without diagrams neither needs nor
 * loads them.
 *
 * Of Graphviz's plugins only the two that are needed are added by hand, the layout and the SVG
 * writer. Left to itself it would also load Pango, which measures text with whatever fonts are
 * installed. */
#include "targets/graphviz.h"

#include <cgraph.h>
#include <dlfcn.h>
#include <gvc.h>
#include <string.h>

/* The functions that are used: type, name, parameters. */
#define CGRAPH_FUNCTIONS(FUNCTION) \
    FUNCTION(Agraph_t *, agmemread, (const char *)) \
    FUNCTION(int, agclose, (Agraph_t *)) \
    FUNCTION(agusererrf, agseterrf, (agusererrf))
#define GVC_FUNCTIONS(FUNCTION) \
    FUNCTION(GVC_t *, gvContext, (void)) \
    FUNCTION(GVC_t *, gvContextPlugins, (const lt_symlist_t *, int)) \
    FUNCTION(void, gvAddLibrary, (GVC_t *, gvplugin_library_t *)) \
    FUNCTION(int, gvLayout, (GVC_t *, graph_t *, const char *)) \
    FUNCTION(int, gvRenderData, (GVC_t *, graph_t *, const char *, char **, unsigned int *)) \
    FUNCTION(void, gvFreeRenderData, (char *)) \
    FUNCTION(int, gvFreeLayout, (GVC_t *, graph_t *)) \
    FUNCTION(int, gvFreeContext, (GVC_t *))

/* The list above has to say what Graphviz's headers say. */
#define CHECK_TYPE(type, name, parameters) \
    _Static_assert(_Generic(&name, type(*) parameters : 1, default : 0), "type of " #name);
CGRAPH_FUNCTIONS(CHECK_TYPE)
GVC_FUNCTIONS(CHECK_TYPE)
#undef CHECK_TYPE

#define MEMBER(type, name, parameters) type(*name) parameters;
typedef struct Graphviz {
    bool loaded;
    CGRAPH_FUNCTIONS(MEMBER)
    GVC_FUNCTIONS(MEMBER)
    /* Where the plugins are. No public header has it, and newer versions may hide it: may be
     * NULL. */
    char *(*gvconfig_libdir)(GVC_t *);
} Graphviz;
#undef MEMBER

/* The libraries stay loaded: Graphviz keeps state that outlives a drawing. */
static Graphviz graphviz;

/* Its complaints about the graph at hand; the handler that it calls has no context of its own. */
static Buffer complaints;

/* --- Loading
 * ----------------------------------------------------------------------------------- */

/* The names of a library are tried in this order: those of the versions that exist, then the one
 * that only development packages have. */
static const char *const suffixes[] = {".so.6", ".so.7", ".so.8", ".so", ".6.dylib", ".dylib"};

static void *open_library(Arena *a, Text stem) {
    void *library = NULL;
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes && !library; i++) {
        library = dlopen(text_c_string(a, text_join(a, stem, text_from(suffixes[i]))),
                         RTLD_NOW | RTLD_LOCAL);
    }
    return library;
}

/* POSIX lets a function's address be kept in a void pointer, ISO C has no cast for it. */
static bool find_function(void *library, const char *name, void *function, size_t size) {
    void *address = dlsym(library, name);
    memcpy(function, &address, size);
    return address;
}
#define FIND(type, name, parameters) \
    found = find_function(library, #name, &graphviz.name, sizeof graphviz.name) && found;

static const char *load_cgraph(void *library) {
    if (!library) {
        return "the library `libcgraph` of Graphviz cannot be loaded";
    }
    bool found = true;
    CGRAPH_FUNCTIONS(FIND)
    return found ? NULL : "the library `libcgraph` is not one that Tenon knows";
}

static const char *load_gvc(void *library) {
    if (!library) {
        return "the library `libgvc` of Graphviz cannot be loaded";
    }
    bool found = true;
    GVC_FUNCTIONS(FIND)
    find_function(library, "gvconfig_libdir", &graphviz.gvconfig_libdir,
                  sizeof graphviz.gvconfig_libdir);
    return found ? NULL : "the library `libgvc` is not one that Tenon knows";
}
#undef FIND

static const char *load(Arena *a) {
    const char *error = load_cgraph(open_library(a, TEXT("libcgraph")));
    return error ? error : load_gvc(open_library(a, TEXT("libgvc")));
}

static gvplugin_library_t *find_plugin(Arena *a, const char *folder, const char *name) {
    void *library = open_library(a, text_format(a, "%s/libgvplugin_%s", folder, name));
    char *symbol = text_c_string(a, text_format(a, "gvplugin_%s_LTX_library", name));
    return library ? dlsym(library, symbol) : NULL;
}

/* A context with the two plugins alone; where they cannot be found, one with all that are
 * installed. */
static GVC_t *make_context(Arena *a) {
    if (!graphviz.gvconfig_libdir) {
        return graphviz.gvContext();
    }
    GVC_t *context = graphviz.gvContextPlugins(NULL, 0);
    const char *folder = context ? graphviz.gvconfig_libdir(context) : NULL;
    gvplugin_library_t *layout = folder ? find_plugin(a, folder, "dot_layout") : NULL;
    gvplugin_library_t *core = folder ? find_plugin(a, folder, "core") : NULL;
    if (!layout || !core) {
        if (context) {
            graphviz.gvFreeContext(context);
        }
        return graphviz.gvContext();
    }
    graphviz.gvAddLibrary(context, layout);
    graphviz.gvAddLibrary(context, core);
    return context;
}

/* --- Drawing
 * ----------------------------------------------------------------------------------- */

static int complain(char *words) {
    buffer_add_c(&complaints, words);
    return 0;
}

/* The first line: what follows is about what it tried next. */
static Text first_complaint(Arena *a) {
    Text words = text_trim(buffer_text(&complaints));
    size_t end = text_find(words, TEXT("\n"));
    if (!words.size) {
        return TEXT("Graphviz gives no reason");
    }
    return text_copy(a, text_slice(words, 0, end == SIZE_MAX ? words.size : end));
}

static bool draw(GVC_t *context, Agraph_t *graph, Buffer *out) {
    if (graphviz.gvLayout(context, graph, "dot") != 0) {
        return false;
    }
    char *svg = NULL;
    unsigned size = 0;
    bool drawn = graphviz.gvRenderData(context, graph, "svg", &svg, &size) == 0 && svg;
    if (drawn) {
        buffer_add(out, (Text){svg, size});
        graphviz.gvFreeRenderData(svg);
    }
    graphviz.gvFreeLayout(context, graph);
    return drawn;
}

GraphvizResult graphviz_draw_svg(Arena *a, Buffer *out, Text dot) {
    if (!graphviz.loaded) {
        const char *error = load(a);
        if (error) {
            return (GraphvizResult){GRAPHVIZ_MISSING, text_from(error)};
        }
        graphviz.loaded = true;
    }
    agusererrf before = graphviz.agseterrf(complain);
    GVC_t *context = make_context(a);
    Agraph_t *graph = context ? graphviz.agmemread(text_c_string(a, dot)) : NULL;
    bool drawn = graph && draw(context, graph, out);
    if (graph) {
        graphviz.agclose(graph);
    }
    if (context) {
        graphviz.gvFreeContext(context);
    }
    graphviz.agseterrf(before);
    GraphvizResult result = {drawn ? GRAPHVIZ_DREW : GRAPHVIZ_REFUSED, first_complaint(a)};
    buffer_free(&complaints);
    return result;
}
