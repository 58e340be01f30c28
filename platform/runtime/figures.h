/* figures.h - numbers that the rows of a store say, read when somebody asks. */
#pragma once

#include "platform/runtime/node.h"

/* From a snapshot, which is waited for 100 ms at most; NaN if there is none. */
double cc_figure_read(struct cc_node *node, const struct cc_service *service,
                      const struct cc_figure *figure);
