/* The way out of one transport: what leaves is protected and sent here, in one system call per frame. */
#ifndef FARM_OUTLET_H
#define FARM_OUTLET_H

#include "srtp.h"

#define OUTLET_MAX_BATCH 32

struct outlet {
    int socket;
    struct srtp *srtp;           /* NULL until DTLS is done */
    uint16_t transport_sequence; /* transport-wide, for the next packet */
    uint64_t packets;            /* RTP packets that left */
    uint64_t refused;            /* RTP packets that the kernel did not take */
};

/* The buffer of the batch's packet number `index`; shared by all outlets, so fill and flush at once. */
uint8_t *outlet_packet(size_t index);

/* Sends the first `count` buffers with these sizes, already protected. */
void outlet_flush(struct outlet *outlet, const size_t *sizes, size_t count);

/* Protects and sends one RTCP packet; there must be room for SRTP_MAX_OVERHEAD more. */
void outlet_send_rtcp(struct outlet *outlet, uint8_t *packet, size_t size);

#endif
