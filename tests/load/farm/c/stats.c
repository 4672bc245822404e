/* See stats.h. */
#include "stats.h"

#include "json.h"

#include <stdio.h>
#include <sys/resource.h>

typedef unsigned long long number;

static void print_received(const struct receiver *receiver, bool first)
{
    printf("%s{\"ssrc\":%u,\"announced\":%s,\"packets\":%llu,\"bytes\":%llu,\"lost\":%llu,\"jitter\":%u,", first ? "" : ",", receiver->ssrc,
        receiver->clock_rate ? "true" : "false", (number)receiver->packets, (number)receiver->octets, (number)receiver_lost(receiver), (unsigned)receiver->jitter);
    printf("\"keyFrames\":%llu,\"width\":%u,\"height\":%u,\"firstArrival\":\"%lld\",\"lastArrival\":\"%lld\"}", (number)receiver->key_frames,
        receiver->width, receiver->height, (long long)receiver->first_arrival, (long long)receiver->last_arrival);
}

static void print_sent(const struct track *track, bool first)
{
    printf("%s{\"ssrc\":%u,\"packets\":%llu,\"bytes\":%llu,\"frames\":%llu,\"skipped\":%llu,", first ? "" : ",", track->ssrc, (number)track->packets,
        (number)track->octets, (number)track->frames, (number)track->skipped);
    printf("\"keyFrames\":%llu,\"keyFrameRequests\":%llu,\"nacks\":%llu}", (number)track->key_frames, (number)track->key_frame_requests, (number)track->nacks);
}

void stats_emit_transport(int64_t id, const struct transport *transport)
{
    printf("{\"reply\":%lld,\"unauthentic\":%llu,\"refused\":%llu,\"received\":[", (long long)id, (number)transport->unauthentic, (number)transport->outlet.refused);
    bool first = true;
    for (size_t slot = 0; slot < RECEIVER_SLOTS; slot++) {
        const struct receiver *receiver = transport->receivers.slots[slot];
        if (receiver == NULL || receiver->ssrc == PROBATOR_SSRC) continue;
        print_received(receiver, first);
        first = false;
    }
    printf("],\"sent\":[");
    first = true;
    for (const struct track *track = transport->tracks; track != NULL; track = track->next) {
        print_sent(track, first);
        first = false;
    }
    printf("]}\n");
}

static number microseconds(const struct timeval *time)
{
    return (number)time->tv_sec * 1000000 + (number)time->tv_usec;
}

void stats_emit_usage(int64_t id, struct farm *farm)
{
    number sent = farm->sent_before, received = farm->received_before, lost = 0, skipped = 0;
    for (size_t i = 0; i < farm->count; i++) {
        const struct transport *transport = farm->transports[i];
        sent += transport->outlet.packets;
        received += transport->received;
        for (const struct track *track = transport->tracks; track != NULL; track = track->next) skipped += track->skipped;
        for (size_t slot = 0; slot < RECEIVER_SLOTS; slot++) {
            if (transport->receivers.slots[slot]) lost += receiver_lost(transport->receivers.slots[slot]);
        }
    }
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    json_emit("{\"reply\":%lld,\"cpuUs\":%llu,\"sent\":%llu,\"received\":%llu,\"lost\":%llu,\"skipped\":%llu,\"longestWaitUs\":%lld}", (long long)id,
        microseconds(&usage.ru_utime) + microseconds(&usage.ru_stime), sent, received, lost, skipped, (long long)(farm->longest_wait / 1000));
    farm->longest_wait = 0;
}
