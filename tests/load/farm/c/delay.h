/* How long sound was on its way through the server, from this process to this process. */
#ifndef FARM_DELAY_H
#define FARM_DELAY_H

#include <stddef.h>
#include <stdint.h>

#define DELAY_STAMP_SIZE 8

/* Writes the time of sending into the payload of a sound packet; too short a payload stays as it is. */
void delay_stamp(uint8_t *payload, size_t size, int64_t now);

/* Counts a decrypted sound packet that arrived. Returns when it was sent; 0 if it has no stamp of this process, and does not count. */
int64_t delay_take(const uint8_t *payload, size_t size, int64_t arrival);

/* The answer to command `id`: count, p50, p95, p99 and the longest since this was last asked, in microseconds. */
void delay_emit(int64_t id);

#endif
