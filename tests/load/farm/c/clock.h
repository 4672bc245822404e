/* One clock for everything: CLOCK_REALTIME in nanoseconds, which the kernel's arrival times use too. */
#ifndef FARM_CLOCK_H
#define FARM_CLOCK_H

#include <stdint.h>
#include <time.h>

#define SECOND INT64_C(1000000000)
#define MILLISECOND INT64_C(1000000)

static inline int64_t nanoseconds(const struct timespec *time)
{
    return (int64_t)time->tv_sec * SECOND + time->tv_nsec;
}

static inline int64_t now_ns(void)
{
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    return nanoseconds(&time);
}

/* NTP time as RTCP carries it: seconds since 1900 and 1/2^32 of a second. */
static inline uint64_t ntp_time(int64_t ns)
{
    uint64_t seconds = (uint64_t)(ns / SECOND) + UINT64_C(2208988800);
    uint64_t fraction = ((uint64_t)(ns % SECOND) << 32) / (uint64_t)SECOND;
    return seconds << 32 | fraction;
}

#endif
