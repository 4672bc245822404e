/* See twcc.h. */
#include "twcc.h"

#include "bytes.h"
#include "clock.h"

#define TICK (250 * 1000) /* ns: unit of the deltas */
#define REFERENCE (256 * (int64_t)TICK) /* 64 ms: unit of the reference time */
enum { RTPFB = 205, FORMAT = 15, HEADER_SIZE = 20, MAX_PACKETS = 350, SYMBOLS_PER_CHUNK = 7 };
enum { NOT_RECEIVED = 0, SMALL_DELTA = 1, LARGE_DELTA = 2 };
#define TWO_BIT_VECTOR 0xc000u

void twcc_take(struct twcc *twcc, uint16_t sequence, int64_t arrival)
{
    uint32_t whole;
    if (!twcc->started) {
        /* One wrap ahead of zero, so that an earlier packet is not below it, and no empty slot looks like a hit. */
        whole = 0x10000u + sequence;
        twcc->started = true;
        twcc->next = twcc->highest = whole;
    } else {
        whole = twcc->highest + (uint32_t)(int32_t)(int16_t)(uint16_t)(sequence - (uint16_t)twcc->highest);
        if ((int32_t)(whole - twcc->highest) > 0) twcc->highest = whole;
    }
    twcc->sequence_of[whole % TWCC_WINDOW] = whole;
    twcc->arrival_of[whole % TWCC_WINDOW] = arrival;
}

static bool received(const struct twcc *twcc, uint32_t sequence, int64_t *arrival)
{
    if (twcc->sequence_of[sequence % TWCC_WINDOW] != sequence) return false;
    *arrival = twcc->arrival_of[sequence % TWCC_WINDOW];
    return true;
}

/* Writes one packet's delta and returns its symbol. `clock` is the time that deltas so far add up to. */
static unsigned put_delta(uint8_t **at, int64_t arrival, int64_t *clock)
{
    int64_t delta = (arrival - *clock) / TICK;
    if (delta > INT16_MAX) delta = INT16_MAX;
    if (delta < INT16_MIN) delta = INT16_MIN;
    *clock += delta * TICK;
    if (delta >= 0 && delta <= UINT8_MAX) {
        *(*at)++ = (uint8_t)delta;
        return SMALL_DELTA;
    }
    put16(*at, (uint16_t)(int16_t)delta);
    *at += 2;
    return LARGE_DELTA;
}

size_t twcc_write(struct twcc *twcc, uint8_t *out, uint32_t own_ssrc, uint32_t media_ssrc)
{
    if (!twcc->started) return 0;
    int64_t arrival = 0;
    /* What was overwritten is gone; what was lost before the first that came is told with the next feedback's base. */
    if (twcc->highest - twcc->next + 1 > TWCC_WINDOW && (int32_t)(twcc->highest - twcc->next) >= 0) twcc->next = twcc->highest + 1 - TWCC_WINDOW;
    uint32_t base = twcc->next, first = base;
    while ((int32_t)(twcc->highest - first) >= 0 && !received(twcc, first, &arrival)) first++;
    if ((int32_t)(twcc->highest - first) < 0) return 0;
    if (first - base >= MAX_PACKETS) base = first;
    uint32_t count = twcc->highest - base + 1;
    if (count > MAX_PACKETS) count = MAX_PACKETS;

    int64_t reference = arrival / REFERENCE;
    out[1] = RTPFB;
    put32(out + 4, own_ssrc);
    put32(out + 8, media_ssrc);
    put16(out + 12, (uint16_t)base);
    put16(out + 14, count);
    put24(out + 16, (uint32_t)reference & 0xffffff);
    out[19] = twcc->feedback_count++;

    uint8_t *chunk = out + HEADER_SIZE;
    uint32_t chunks = (count + SYMBOLS_PER_CHUNK - 1) / SYMBOLS_PER_CHUNK;
    uint8_t *end = chunk + 2 * chunks;
    int64_t clock = reference * REFERENCE;
    for (uint32_t i = 0; i < chunks * SYMBOLS_PER_CHUNK; i += SYMBOLS_PER_CHUNK, chunk += 2) {
        uint32_t vector = TWO_BIT_VECTOR;
        for (uint32_t k = 0; k < SYMBOLS_PER_CHUNK; k++) {
            unsigned symbol = NOT_RECEIVED;
            if (i + k < count && received(twcc, base + i + k, &arrival)) symbol = put_delta(&end, arrival, &clock);
            vector |= symbol << (2 * (SYMBOLS_PER_CHUNK - 1 - k));
        }
        put16(chunk, vector);
    }
    size_t padding = (size_t)(4 - (end - out) % 4) % 4;
    for (size_t i = 0; i < padding; i++) *end++ = 0;
    if (padding) end[-1] = (uint8_t)padding;
    out[0] = (uint8_t)(0x80 | (padding ? 0x20 : 0) | FORMAT);
    put16(out + 2, (uint32_t)((end - out) / 4 - 1));
    twcc->next = base + count;
    return (size_t)(end - out);
}
