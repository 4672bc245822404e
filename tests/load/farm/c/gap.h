/* How long a listener went without a packet of what it waits for, whichever streams brought it: a rebuilt line brings new SSRCs. */
#ifndef FARM_GAP_H
#define FARM_GAP_H

#include <stdint.h>

/* Listeners are numbered 1 to GAP_MAX by who drives the farm; 0 = nobody waits for this stream. */
#define GAP_MAX 1023

/*
 * A packet of a stream that this listener waits for. `arrival` in ns. `sent` is when this process sent it, 0 = unknown: one that is
 * no newer than what came over another stream brings nothing new, and does not count. Whoever moves sends the same twice.
 */
void gap_take(uint32_t listener, int64_t arrival, int64_t sent);

/* Counting begins anew. A gap that is open goes on, from its last packet. */
void gap_begin(int64_t now);

/* Answers command `id` with the longest gap of each listener since then, one that is still open included. */
void gap_emit(int64_t id, int64_t now);

#endif
