/* RTCP: what the farm says and what it listens to (RFC 3550, 4585, 5104). */
#ifndef FARM_RTCP_H
#define FARM_RTCP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RTCP_MAX_PACKET 1400
#define RTCP_MAX_BLOCKS 31

enum rtcp_kind { RTCP_SENDER_REPORT, RTCP_KEY_FRAME_REQUEST, RTCP_NACK, RTCP_TRANSPORT_FEEDBACK, RTCP_OTHER };

struct rtcp_item {
    enum rtcp_kind kind;
    uint32_t ssrc;     /* whose report it is; for requests: of whose media */
    uint32_t ntp_middle; /* of a sender report: what receiver reports give back as LSR */
};

/* Where reading a compound packet has got to. */
struct rtcp_cursor { const uint8_t *at, *end; size_t entry; };

/* Moves on to the next item (a FIR with three entries is three); false at the end. */
bool rtcp_next(struct rtcp_cursor *cursor, struct rtcp_item *item);

struct rtcp_sent { uint32_t ssrc, timestamp, packets, octets; uint64_t ntp; };
/* A sender report and the CNAME. All writers return the size. */
size_t rtcp_write_sender_report(uint8_t *out, const struct rtcp_sent *sent, const char *cname);

struct rtcp_block {
    uint32_t ssrc, lost, highest_sequence, jitter, last_report, delay_since; /* the last in 1/65536 s */
    uint8_t fraction_lost;
};
size_t rtcp_write_receiver_report(uint8_t *out, uint32_t own_ssrc, const struct rtcp_block *blocks, size_t count);

size_t rtcp_write_key_frame_request(uint8_t *out, uint32_t own_ssrc, uint32_t media_ssrc);

#endif
