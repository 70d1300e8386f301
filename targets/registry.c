/* The list of targets, made from targets.def. */
#include "targets/target.h"

const Target *const targets[] = {
#define TARGET(id) &target_##id,
#include "targets/targets.def"
#undef TARGET
    NULL,
};

const Target *target_find(Text name) {
    for (size_t i = 0; targets[i]; i++)
        if (text_equal_c(name, targets[i]->name))
            return targets[i];
    return NULL;
}
