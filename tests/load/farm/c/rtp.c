/* See rtp.h. */
#include "rtp.h"

#include "bytes.h"
#include "clock.h"

#include <string.h>

#define ONE_BYTE_PROFILE 0xbede

static uint8_t *put_extension(uint8_t *at, uint8_t id, const void *value, size_t size)
{
    *at++ = (uint8_t)(id << 4 | (size - 1));
    memcpy(at, value, size);
    return at + size;
}

/* Seconds modulo 64 in 6.18 fixed point. */
static uint32_t abs_send_time(int64_t ns)
{
    return (uint32_t)((ns % (64 * SECOND)) * (1 << 18) / SECOND);
}

static uint8_t *put_extensions(uint8_t *at, const struct rtp_extension_ids *ids, const struct rtp_extension_values *values)
{
    uint8_t number[3];
    if (ids->mid) at = put_extension(at, ids->mid, values->mid, strlen(values->mid));
    if (ids->rid) at = put_extension(at, ids->rid, values->rid, strlen(values->rid));
    if (ids->abs_send_time) {
        put24(number, abs_send_time(values->sent_at));
        at = put_extension(at, ids->abs_send_time, number, 3);
    }
    if (ids->transport_cc) {
        put16(number, values->transport_sequence);
        at = put_extension(at, ids->transport_cc, number, 2);
    }
    if (ids->audio_level) {
        uint8_t voiced = values->audio_level | (values->audio_level < 127 ? 0x80 : 0);
        at = put_extension(at, ids->audio_level, &voiced, 1);
    }
    return at;
}

size_t rtp_write_header(uint8_t *out, const struct rtp_header *header, const struct rtp_extension_ids *ids, const struct rtp_extension_values *values)
{
    out[0] = 0x80;
    out[1] = (uint8_t)(header->payload_type | (header->marker ? 0x80 : 0));
    put16(out + 2, header->sequence);
    put32(out + 4, header->timestamp);
    put32(out + 8, header->ssrc);
    uint8_t *block = out + RTP_FIXED_HEADER + 4;
    uint8_t *end = pad4(block, put_extensions(block, ids, values));
    if (end == block) return RTP_FIXED_HEADER;
    out[0] |= 0x10;
    put16(out + RTP_FIXED_HEADER, ONE_BYTE_PROFILE);
    put16(out + RTP_FIXED_HEADER + 2, (uint32_t)(end - block) / 4);
    return (size_t)(end - out);
}

static int32_t find_transport_sequence(const uint8_t *at, const uint8_t *end, uint8_t wanted)
{
    while (at < end) {
        if (*at == 0) {
            at++; /* padding */
            continue;
        }
        uint8_t id = *at >> 4;
        size_t size = (*at & 15) + 1u;
        if (id == 15 || at + 1 + size > end) return -1;
        if (id == wanted && size == 2) return get16(at + 1);
        at += 1 + size;
    }
    return -1;
}

bool rtp_read_header(struct rtp_view *view, const uint8_t *packet, size_t size, uint8_t transport_cc_id)
{
    if (size < RTP_FIXED_HEADER || packet[0] >> 6 != 2) return false;
    view->header = (struct rtp_header){
        .payload_type = packet[1] & 0x7f, .marker = packet[1] & 0x80,
        .sequence = get16(packet + 2), .timestamp = get32(packet + 4), .ssrc = get32(packet + 8),
    };
    view->transport_sequence = -1;
    view->header_size = RTP_FIXED_HEADER + 4u * (packet[0] & 15);
    if (!(packet[0] & 0x10)) return view->header_size <= size;
    const uint8_t *block = packet + view->header_size;
    if (view->header_size + 4 > size) return false;
    view->header_size += 4 + 4u * get16(block + 2);
    if (view->header_size > size) return false;
    if (transport_cc_id && get16(block) == ONE_BYTE_PROFILE) {
        view->transport_sequence = find_transport_sequence(block + 4, packet + view->header_size, transport_cc_id);
    }
    return true;
}
