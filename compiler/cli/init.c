/* `tenon init`: writes a small commented model to start from. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "compiler/base/file.h"
#include "compiler/cli/command.h"

static const char first_model[] =
    "# A data model for Tenon. Check it with `tenon check`, compile it with `tenon build`.\n"
    "tenon: 1\n"
    "model: library\n"
    "doc: A small lending library.\n"
    "\n"
    "# Named types: an attribute uses them like a built-in type.\n"
    "types:\n"
    "  Email: string(255) check matches(value, '^[^@\\s]+@[^@\\s]+$')\n"
    "\n"
    "# Every entity gets `id bigint identity` as its key, created_at and updated_at,\n"
    "# unless it says otherwise. Attributes are NOT NULL; `?` allows null.\n"
    "entities:\n"
    "  Member:\n"
    "    doc: A person who may borrow books.\n"
    "    attributes:\n"
    "      email:     Email unique personal\n"
    "      name:      string(100) personal\n"
    "      is_active: boolean = true\n"
    "    access:                               # how the data is read\n"
    "      sign_in: one by email where is_active\n"
    "\n"
    "  Book:\n"
    "    attributes:\n"
    "      isbn:   string(13) unique check length(isbn) in (10, 13)\n"
    "      title:  string(200)\n"
    "      copies: int = 1 check copies >= 0\n"
    "\n"
    "  Loan:\n"
    "    doc: One book, lent to one member.\n"
    "    attributes:\n"
    "      due_on:      date\n"
    "      returned_at: timestamp?\n"
    "    relations:\n"
    "      member: Member on delete restrict as loans    # makes member_id\n"
    "      book:   Book on delete restrict as loans      # makes book_id\n"
    "    access:\n"
    "      open_loans: many by member where returned_at is null sort due_on\n"
    "\n"
    "# What to compile for; `tenon targets` lists all.\n"
    "targets:\n"
    "  postgres: {version: 15}\n"
    "  er:       {format: [svg, dot]}\n";

int command_init(Arena *a, const CommandLine *line) {
    if (line->operands.count > 1) {
        console_complain("`tenon init` writes one file");
        return EXIT_USAGE;
    }
    Text name = line->operands.count ? line->operands.at[0] : TEXT("model.tenon.yaml");
    const char *path = text_c_string(a, name);
    if (access(path, F_OK) == 0) {
        console_complain("`%s` is there already, and stays as it is", path);
        return EXIT_IO;
    }
    int error = file_write_atomic(path, text_from(first_model));
    if (error) {
        console_complain("cannot write `%s`: %s", path, strerror(error));
        return EXIT_IO;
    }
    console_complain("wrote %s; now try `tenon check %s` and `tenon build %s`", path, path, path);
    return EXIT_OK;
}
