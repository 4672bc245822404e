/* See receiver.h. */
#include "receiver.h"

#include "clock.h"

#include <math.h>
#include <stdlib.h>

static size_t slot_of(uint32_t ssrc)
{
    return (ssrc * UINT32_C(2654435761)) >> 16 & (RECEIVER_SLOTS - 1);
}

struct receiver *receivers_get(struct receivers *receivers, uint32_t ssrc)
{
    size_t slot = slot_of(ssrc);
    for (; receivers->slots[slot] != NULL; slot = (slot + 1) & (RECEIVER_SLOTS - 1)) {
        if (receivers->slots[slot]->ssrc == ssrc) return receivers->slots[slot];
    }
    /* One slot stays empty, so that the search above ends. */
    if (receivers->count + 1 == RECEIVER_SLOTS) return NULL;
    struct receiver *receiver = calloc(1, sizeof *receiver);
    if (receiver == NULL) return NULL;
    receiver->ssrc = ssrc;
    receivers->slots[slot] = receiver;
    receivers->count++;
    return receiver;
}

void receivers_free(struct receivers *receivers)
{
    for (size_t i = 0; i < RECEIVER_SLOTS; i++) free(receivers->slots[i]);
    *receivers = (struct receivers){0};
}

uint32_t receiver_unwrap(const struct receiver *receiver, uint16_t sequence)
{
    if (receiver->packets == 0) return sequence;
    int16_t ahead = (int16_t)(uint16_t)(sequence - (uint16_t)receiver->highest);
    return receiver->highest + (uint32_t)(int32_t)ahead;
}

static void take_jitter(struct receiver *receiver, uint32_t timestamp, int64_t arrival)
{
    if (receiver->clock_rate == 0) return;
    int64_t ticks = arrival / SECOND * receiver->clock_rate + arrival % SECOND * receiver->clock_rate / SECOND;
    uint32_t transit = (uint32_t)ticks - timestamp;
    if (receiver->packets > 0) receiver->jitter += (fabs((double)(int32_t)(transit - receiver->transit)) - receiver->jitter) / 16;
    receiver->transit = transit;
}

bool receiver_take(struct receiver *receiver, const struct rtp_header *header, size_t size, int64_t arrival)
{
    uint32_t sequence = receiver_unwrap(receiver, header->sequence);
    take_jitter(receiver, header->timestamp, arrival);
    if (receiver->packets == 0) {
        receiver->first_sequence = receiver->highest = sequence;
        receiver->first_arrival = arrival;
    } else if ((int32_t)(sequence - receiver->highest) > 0) {
        receiver->highest = sequence;
    }
    receiver->packets++;
    receiver->octets += size;
    receiver->last_arrival = arrival;
    if (receiver->packets != receiver->awaited) return false;
    receiver->awaited = 0;
    return true;
}

static uint64_t expected(const struct receiver *receiver)
{
    return receiver->packets == 0 ? 0 : (uint64_t)(receiver->highest - receiver->first_sequence) + 1;
}

uint64_t receiver_lost(const struct receiver *receiver)
{
    if (receiver->ssrc == PROBATOR_SSRC) return 0;
    uint64_t all = expected(receiver);
    return all > receiver->packets ? all - receiver->packets : 0;
}

void receiver_report(struct receiver *receiver, struct rtcp_block *block, int64_t now)
{
    uint64_t all = expected(receiver);
    uint64_t expected_now = all - receiver->expected_reported;
    uint64_t packets_now = receiver->packets - receiver->packets_reported;
    receiver->expected_reported = all;
    receiver->packets_reported = receiver->packets;
    *block = (struct rtcp_block){
        .ssrc = receiver->ssrc, .highest_sequence = receiver->highest,
        .lost = (uint32_t)receiver_lost(receiver) & 0x7fffff, .jitter = (uint32_t)receiver->jitter,
        .fraction_lost = expected_now > packets_now ? (uint8_t)(((expected_now - packets_now) << 8) / expected_now) : 0,
    };
    if (receiver->sender_report_arrival == 0) return;
    block->last_report = receiver->sender_report;
    block->delay_since = (uint32_t)((now - receiver->sender_report_arrival) * 65536 / SECOND);
}
