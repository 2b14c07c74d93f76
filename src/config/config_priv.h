/* What the files of config share. */
#ifndef GOGAI_CONFIG_PRIV_H
#define GOGAI_CONFIG_PRIV_H

#include <string.h>

#include "gogai/option.h"

/* The table, in the order of enum option_id. */
extern const struct option option_table[OPTION_COUNT];

#endif
