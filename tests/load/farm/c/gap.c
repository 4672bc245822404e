/* See gap.h. */
#include "gap.h"

#include <stdbool.h>
#include <stdio.h>

struct gap {
    int64_t last, longest; /* ns; 0 = no packet yet */
    int64_t newest;        /* when the newest that came was sent; 0 = unknown */
};

static struct gap gaps[GAP_MAX + 1];

void gap_take(uint32_t listener, int64_t arrival, int64_t sent)
{
    if (listener == 0 || listener > GAP_MAX) return;
    struct gap *gap = &gaps[listener];
    if (sent != 0 && sent <= gap->newest) return;
    if (sent != 0) gap->newest = sent;
    if (arrival <= gap->last) return;
    if (gap->last != 0 && arrival - gap->last > gap->longest) gap->longest = arrival - gap->last;
    gap->last = arrival;
}

void gap_begin(int64_t now)
{
    for (uint32_t listener = 1; listener <= GAP_MAX; listener++) {
        struct gap *gap = &gaps[listener];
        gap->longest = 0;
        if (gap->last > now) gap->last = gap->newest = now; /* the clock was set back */
    }
}

void gap_emit(int64_t id, int64_t now)
{
    printf("{\"reply\":%lld,\"gaps\":[", (long long)id);
    bool first = true;
    for (uint32_t listener = 1; listener <= GAP_MAX; listener++) {
        const struct gap *gap = &gaps[listener];
        if (gap->last == 0) continue;
        int64_t open = now > gap->last ? now - gap->last : 0;
        int64_t longest = open > gap->longest ? open : gap->longest;
        printf("%s{\"listener\":%u,\"longestUs\":%lld,\"openUs\":%lld}", first ? "" : ",", listener, (long long)(longest / 1000), (long long)(open / 1000));
        first = false;
    }
    printf("]}\n");
}
