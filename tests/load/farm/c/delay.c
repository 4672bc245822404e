/* See delay.h. */
#include "delay.h"

#include "bytes.h"
#include "clock.h"
#include "json.h"

#include <string.h>

#define BUCKET (20 * INT64_C(1000)) /* ns */
#define BUCKETS 50000               /* up to a second; the last one has all that took longer */
#define LONGEST (60 * SECOND)       /* what claims more was not stamped here */

static uint64_t counts[BUCKETS], count;
static int64_t longest;

void delay_stamp(uint8_t *payload, size_t size, int64_t now)
{
    if (size < DELAY_STAMP_SIZE) return;
    put32(payload, (uint32_t)(now >> 32));
    put32(payload + 4, (uint32_t)now);
}

int64_t delay_take(const uint8_t *payload, size_t size, int64_t arrival)
{
    if (size < DELAY_STAMP_SIZE) return 0;
    int64_t sent = (int64_t)((uint64_t)get32(payload) << 32 | get32(payload + 4));
    int64_t delay = arrival - sent;
    if (delay < 0 || delay > LONGEST) return 0;
    counts[delay < BUCKET * BUCKETS ? delay / BUCKET : BUCKETS - 1]++;
    count++;
    if (delay > longest) longest = delay;
    return sent;
}

static long long quantile(double share)
{
    uint64_t below = 0, wanted = (uint64_t)(share * (double)count);
    for (size_t i = 0; i < BUCKETS; i++) {
        below += counts[i];
        int64_t middle = (int64_t)i * BUCKET + BUCKET / 2;
        if (below > wanted) return (long long)(middle < longest ? middle : longest) / 1000;
    }
    return longest / 1000;
}

void delay_emit(int64_t id)
{
    json_emit("{\"reply\":%lld,\"count\":%llu,\"p50Us\":%lld,\"p95Us\":%lld,\"p99Us\":%lld,\"longestUs\":%lld}", (long long)id,
        (unsigned long long)count, quantile(0.5), quantile(0.95), quantile(0.99), (long long)(longest / 1000));
    memset(counts, 0, sizeof counts);
    count = 0;
    longest = 0;
}
