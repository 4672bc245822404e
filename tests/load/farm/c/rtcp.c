/* See rtcp.h. */
#include "rtcp.h"

#include "bytes.h"

#include <string.h>

enum { SR = 200, RR = 201, SDES = 202, RTPFB = 205, PSFB = 206 };
enum { FB_NACK = 1, FB_TRANSPORT_CC = 15, FB_PLI = 1, FB_FIR = 4 };
enum { SDES_CNAME = 1, FIR_HEADER = 12, FIR_ENTRY = 8 };

static void put_header(uint8_t *out, unsigned count, uint8_t type, size_t size)
{
    out[0] = (uint8_t)(0x80 | count);
    out[1] = type;
    put16(out + 2, (uint32_t)(size / 4 - 1));
}

static enum rtcp_kind kind_of(uint8_t type, unsigned format)
{
    switch (type) {
    case SR: return RTCP_SENDER_REPORT;
    case RTPFB: return format == FB_NACK ? RTCP_NACK : format == FB_TRANSPORT_CC ? RTCP_TRANSPORT_FEEDBACK : RTCP_OTHER;
    case PSFB: return format == FB_PLI || format == FB_FIR ? RTCP_KEY_FRAME_REQUEST : RTCP_OTHER;
    default: return RTCP_OTHER;
    }
}

bool rtcp_next(struct rtcp_cursor *cursor, struct rtcp_item *item)
{
    while (cursor->end - cursor->at >= 8) {
        const uint8_t *packet = cursor->at;
        size_t size = 4u * (get16(packet + 2) + 1u);
        unsigned format = packet[0] & 31;
        if (size > (size_t)(cursor->end - packet)) return false;
        item->kind = kind_of(packet[1], format);
        item->ssrc = get32(packet + 4);
        if (item->kind == RTCP_KEY_FRAME_REQUEST && format == FB_FIR) {
            size_t entry_at = FIR_HEADER + FIR_ENTRY * cursor->entry++;
            if (entry_at + FIR_ENTRY <= size) {
                item->ssrc = get32(packet + entry_at);
                return true;
            }
            cursor->at += size;
            cursor->entry = 0;
            continue;
        }
        if (item->kind == RTCP_SENDER_REPORT && size >= 28) item->ntp_middle = get32(packet + 10);
        if (packet[1] == RTPFB || packet[1] == PSFB) item->ssrc = size >= 12 ? get32(packet + 8) : 0;
        cursor->at += size;
        return true;
    }
    return false;
}

size_t rtcp_write_sender_report(uint8_t *out, const struct rtcp_sent *sent, const char *cname)
{
    enum { REPORT_SIZE = 28 };
    put_header(out, 0, SR, REPORT_SIZE);
    put32(out + 4, sent->ssrc);
    put32(out + 8, (uint32_t)(sent->ntp >> 32));
    put32(out + 12, (uint32_t)sent->ntp);
    put32(out + 16, sent->timestamp);
    put32(out + 20, sent->packets);
    put32(out + 24, sent->octets);

    uint8_t *description = out + REPORT_SIZE, *at = description + 8;
    put32(description + 4, sent->ssrc);
    size_t name_size = strlen(cname);
    *at++ = SDES_CNAME;
    *at++ = (uint8_t)name_size;
    memcpy(at, cname, name_size);
    at += name_size;
    *at++ = 0; /* the list ends with at least one zero */
    at = pad4(description, at);
    put_header(description, 1, SDES, (size_t)(at - description));
    return (size_t)(at - out);
}

size_t rtcp_write_receiver_report(uint8_t *out, uint32_t own_ssrc, const struct rtcp_block *blocks, size_t count)
{
    uint8_t *at = out + 8;
    put32(out + 4, own_ssrc);
    for (size_t i = 0; i < count; i++, at += 24) {
        const struct rtcp_block *block = &blocks[i];
        put32(at, block->ssrc);
        at[4] = block->fraction_lost;
        put24(at + 5, block->lost);
        put32(at + 8, block->highest_sequence);
        put32(at + 12, block->jitter);
        put32(at + 16, block->last_report);
        put32(at + 20, block->delay_since);
    }
    put_header(out, (unsigned)count, RR, (size_t)(at - out));
    return (size_t)(at - out);
}

size_t rtcp_write_key_frame_request(uint8_t *out, uint32_t own_ssrc, uint32_t media_ssrc)
{
    put_header(out, FB_PLI, PSFB, 12);
    put32(out + 4, own_ssrc);
    put32(out + 8, media_ssrc);
    return 12;
}
