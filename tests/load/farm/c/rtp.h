/* RTP headers (RFC 3550) with one-byte header extensions (RFC 8285). */
#ifndef FARM_RTP_H
#define FARM_RTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RTP_FIXED_HEADER 12
#define RTP_MAX_PACKET 1500
#define RTP_MAX_NAME 17

/* What identifies an extension on this stream; 0 = not used. */
struct rtp_extension_ids { uint8_t mid, rid, abs_send_time, transport_cc, audio_level; };

struct rtp_header {
    uint8_t payload_type;
    bool marker;
    uint16_t sequence;
    uint32_t timestamp, ssrc;
};

/* Values of the extensions that `ids` has; names are at most 16 octets. */
struct rtp_extension_values {
    const char *mid, *rid;
    int64_t sent_at;             /* ns */
    uint16_t transport_sequence;
    uint8_t audio_level;         /* -dBov, 0 loud to 127 silent */
};

/* Returns the header's size. */
size_t rtp_write_header(uint8_t *out, const struct rtp_header *header, const struct rtp_extension_ids *ids, const struct rtp_extension_values *values);

struct rtp_view {
    struct rtp_header header;
    size_t header_size;
    int32_t transport_sequence; /* -1 = none */
};

/* False if the packet is not RTP. */
bool rtp_read_header(struct rtp_view *view, const uint8_t *packet, size_t size, uint8_t transport_cc_id);

#endif
