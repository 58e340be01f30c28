/*
 * index_sim.h - an index in memory that looks at every document: slow, and right.  When told to, it
 * lags, is out of reach, or loses what it has.
 */
#pragma once

#include "platform/ports/index.h"

struct cc_index *cc_index_sim_new(void);
/* While it lags, what is taken over is kept, but not found. */
void cc_index_sim_lag(struct cc_index *index, bool lags);
/* So many calls are refused. */
void cc_index_sim_refuse(struct cc_index *index, int calls);
void cc_index_sim_lose(struct cc_index *index);
