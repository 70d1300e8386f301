/* Output: the files of a run in memory. Takes paths and bytes from the targets; compares them with a
 * folder and writes what differs, whole files by renaming. Does not delete what a folder holds besides. */
#include "compiler/emit/output.h"

#include "compiler/base/file.h"
#include "compiler/base/panic.h"

OutputFile *output_add(OutputSet *set, Text path) {
    if (!path_is_inside(path)) {
        internal_error("an output has the path \"%.*s\"", TEXT_ARG(path));
    }
    if (!set->paths.arena) {
        set->paths = interner_make(set->arena);
    }
    size_t known = set->paths.count;
    Sym name = intern(&set->paths, path);
    if (set->paths.count == known) {
        internal_error("two outputs have the path \"%.*s\"", TEXT_ARG(path));
    }
    OutputFile *file = arena_new(set->arena, OutputFile);
    file->path = sym_text(name);
    *vec_push(set->arena, &set->files) = file;
    return file;
}

static const char *place(Arena *a, const char *folder, Text path) {
    return text_c_string(a, path_join(a, text_from(folder), path));
}

static OutputReport compare_file(Arena *a, const OutputFile *file, const char *folder) {
    static const OutputState states[] = {
        [FILE_ABSENT] = OUTPUT_NEW, [FILE_DIFFERS] = OUTPUT_CHANGED, [FILE_SAME] = OUTPUT_SAME};
    FileMatch match = FILE_ABSENT;
    int error = file_match(place(a, folder, file->path), buffer_text(&file->content), &match);
    return (OutputReport){file->path, error ? OUTPUT_FAILED : states[match], error};
}

OutputReport *output_compare(Arena *a, const OutputSet *set, const char *folder) {
    OutputReport *report = arena_array(a, OutputReport, set->files.count);
    for (size_t i = 0; i < set->files.count; i++) {
        report[i] = compare_file(a, set->files.at[i], folder);
    }
    return report;
}

static bool any_failed(const OutputReport *report, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (report[i].state == OUTPUT_FAILED) {
            return true;
        }
    }
    return false;
}

OutputReport *output_write(Arena *a, const OutputSet *set, const char *folder) {
    OutputReport *report = output_compare(a, set, folder);
    bool failed = any_failed(report, set->files.count);
    for (size_t i = 0; i < set->files.count; i++) {
        if (report[i].state != OUTPUT_NEW && report[i].state != OUTPUT_CHANGED) {
            continue;
        }
        if (failed) {
            report[i].state = OUTPUT_HELD;
            continue;
        }
        const OutputFile *file = set->files.at[i];
        report[i].error =
            file_write_atomic(place(a, folder, file->path), buffer_text(&file->content));
        if (report[i].error) {
            report[i].state = OUTPUT_FAILED;
            failed = true;
        }
    }
    return report;
}

void output_free(OutputSet *set) {
    for (size_t i = 0; i < set->files.count; i++) {
        buffer_free(&set->files.at[i]->content);
    }
    if (set->paths.arena) {
        interner_free(&set->paths);
    }
    *set = (OutputSet){.arena = set->arena};
}
