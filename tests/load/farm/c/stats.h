/* Numbers told on request. */
#ifndef FARM_STATS_H
#define FARM_STATS_H

#include "farm.h"

/* Everything sent and received by one transport, as the answer to command `id`. */
void stats_emit_transport(int64_t id, const struct transport *transport);

/* CPU time and packet counts of the process since its start; begins a new longest wait. */
void stats_emit_usage(int64_t id, struct farm *farm);

#endif
