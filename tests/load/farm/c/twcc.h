/*
 * Transport-wide congestion control feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01): tells the
 * server when each of its packets came, from which it estimates what the way carries.
 */
#ifndef FARM_TWCC_H
#define FARM_TWCC_H

#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>

#define TWCC_WINDOW 2048 /* packets remembered; feedback every 50 ms leaves room for 40,000 a second */

struct twcc {
    bool started;
    uint32_t next;    /* first sequence number, unwrapped, that no feedback has told of */
    uint32_t highest;
    uint8_t feedback_count;
    uint32_t sequence_of[TWCC_WINDOW];
    int64_t arrival_of[TWCC_WINDOW]; /* ns */
};

void twcc_take(struct twcc *twcc, uint16_t sequence, int64_t arrival);

/* Writes feedback about packets not told of yet; 0 when there are none. Call again until it is 0. */
size_t twcc_write(struct twcc *twcc, uint8_t *out, uint32_t own_ssrc, uint32_t media_ssrc);

#endif
