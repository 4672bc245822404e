/* What came of one SSRC (RFC 3550 A.1, A.3, A.8), and what is waited for on it. */
#ifndef FARM_RECEIVER_H
#define FARM_RECEIVER_H

#include "rtcp.h"
#include "rtp.h"

/* mediasoup's probator: padding to find out what the way carries. It is no stream: nothing is lost of it. */
#define PROBATOR_SSRC 1234

#define RECEIVER_SLOTS 512 /* power of two; SSRCs of one transport at most */

struct receiver {
    uint32_t ssrc;
    uint32_t clock_rate; /* 0 = nobody announced this stream */
    bool video;
    bool inspect;        /* decrypt and look for key frames */
    uint32_t listener;   /* who waits for it (gap.h), 0 = nobody */

    uint64_t packets, octets, key_frames;
    uint16_t width, height;               /* of the last key frame */
    int64_t first_arrival, last_arrival;  /* ns, 0 = never */
    uint32_t first_sequence, highest;     /* unwrapped */
    uint64_t expected_reported, packets_reported;
    uint32_t transit;
    double jitter;                        /* in units of the RTP clock */
    uint32_t sender_report;               /* LSR */
    int64_t sender_report_arrival;
    uint64_t awaited;                     /* number of the packet to announce, 0 = none */
};

struct receivers { struct receiver *slots[RECEIVER_SLOTS]; size_t count; };

/* Finds or makes it; NULL when the table is full. */
struct receiver *receivers_get(struct receivers *receivers, uint32_t ssrc);
void receivers_free(struct receivers *receivers);

/* The sequence number unwrapped, as the packet about to be taken will have it. */
uint32_t receiver_unwrap(const struct receiver *receiver, uint16_t sequence);

/* Counts a packet. True if it is the one that was waited for. */
bool receiver_take(struct receiver *receiver, const struct rtp_header *header, size_t size, int64_t arrival);

uint64_t receiver_lost(const struct receiver *receiver);

/* The block for a receiver report; counting of the fraction lost begins anew. */
void receiver_report(struct receiver *receiver, struct rtcp_block *block, int64_t now);

#endif
