/*
 * gogai config: the options with their values, as lines of the config file.
 */
#include <stdlib.h>
#include <string.h>

#include "cli_priv.h"

int
cmd_config(struct cli *cli)
{
	bool check = false;
	const struct flag flags[] = { { "--check", FLAG_BOOL, &check } };
	int i;

	if (cli_flags(cli, flags, CC_COUNT(flags)) < 0)
		return CLI_USAGE;
	cli_complain(cli, NULL);
	for (i = 0; !check && i < OPTION_COUNT; i++) {
		enum option_id id = (enum option_id)i;
		char *value = options_format(cli->options, id);
		bool quote = value[0] == '\0' || strchr(value, ' ') != NULL;

		out_print(stdout, "# %s\n%s %s%s%s\n", _(option_at(id)->help),
		    option_at(id)->name, quote ? "\"" : "", value,
		    quote ? "\"" : "");
		free(value);
	}
	return config_n_complaints(cli->config) > 0 ? CLI_SOME : CLI_OK;
}
