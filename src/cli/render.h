/* A document laid out on standard output: for show and render. */
#ifndef GOGAI_CLI_RENDER_H
#define GOGAI_CLI_RENDER_H

#include "gogai/document.h"
#include "gogai/layout.h"
#include "gogai/option.h"

/*
 * Print the document at a measure of cols columns, by the options' rules of
 * breaking and width; nothing before or after the text.
 */
void	render_document(const struct document *document,
	    const struct options *options, int cols, enum layout_links links);

#endif
