/* See vp8.h. */
#include "vp8.h"

#include "bytes.h"

/* First octet of the descriptor. */
enum { EXTENDED = 0x80, NON_REFERENCE = 0x20, START_OF_PARTITION = 0x10, PARTITION_MASK = 0x07 };
/* Second octet: which of the following are there. */
enum { HAS_PICTURE_ID = 0x80, HAS_TL0_INDEX = 0x40, HAS_TEMPORAL = 0x20, HAS_KEY_INDEX = 0x10 };
enum { LONG_PICTURE_ID = 0x80, LAYER_SYNC = 0x20, INTER_FRAME = 0x01, SHOWN = 0x10, KEY_HEADER_SIZE = 10 };
static const uint8_t START_CODE[3] = {0x9d, 0x01, 0x2a};

void vp8_next_frame(struct vp8_frame *frame, unsigned *place, bool key)
{
    static const uint8_t pattern[4] = {0, 2, 1, 2};
    *place = key ? 0 : (*place + 1) % 4;
    frame->key = key;
    frame->temporal_layer = pattern[*place];
    /* The second frame of layer 2 may build on layer 1. */
    frame->layer_sync = *place == 1 || *place == 2;
    frame->picture_id = (frame->picture_id + 1) & 0x7fff;
    if (frame->temporal_layer == 0) frame->tl0_index++;
}

void vp8_write_descriptor(uint8_t *payload, const struct vp8_frame *frame, bool first_packet)
{
    uint8_t layer = frame->temporal_layer;
    payload[0] = (uint8_t)(EXTENDED | (first_packet ? START_OF_PARTITION : 0) | (layer == 2 ? NON_REFERENCE : 0));
    payload[1] = HAS_PICTURE_ID | HAS_TL0_INDEX | HAS_TEMPORAL;
    put16(payload + 2, frame->picture_id);
    payload[2] |= LONG_PICTURE_ID;
    payload[4] = frame->tl0_index;
    payload[5] = (uint8_t)(layer << 6 | (frame->layer_sync ? LAYER_SYNC : 0));
}

void vp8_write_frame_header(uint8_t *payload, const struct vp8_frame *frame)
{
    uint8_t *header = payload + VP8_DESCRIPTOR_SIZE;
    header[0] = frame->key ? SHOWN : SHOWN | INTER_FRAME;
    header[1] = header[2] = 0;
    if (!frame->key) return;
    for (int i = 0; i < 3; i++) header[3 + i] = START_CODE[i];
    header[6] = (uint8_t)frame->width; /* little endian, as VP8 has it */
    header[7] = (uint8_t)(frame->width >> 8);
    header[8] = (uint8_t)frame->height;
    header[9] = (uint8_t)(frame->height >> 8);
}

bool vp8_starts_key_frame(const uint8_t *payload, size_t size, uint16_t *width, uint16_t *height)
{
    if (size < VP8_MIN_PAYLOAD || !(payload[0] & START_OF_PARTITION) || payload[0] & PARTITION_MASK) return false;
    const uint8_t *at = payload + 1;
    if (payload[0] & EXTENDED) {
        uint8_t has = *at++;
        if (has & HAS_PICTURE_ID) at += *at & LONG_PICTURE_ID ? 2 : 1;
        if (has & HAS_TL0_INDEX) at++;
        if (has & (HAS_TEMPORAL | HAS_KEY_INDEX)) at++;
    }
    if (at + KEY_HEADER_SIZE > payload + size || at[0] & INTER_FRAME) return false;
    for (int i = 0; i < 3; i++) if (at[3 + i] != START_CODE[i]) return false;
    *width = (uint16_t)((at[6] | at[7] << 8) & 0x3fff);
    *height = (uint16_t)((at[8] | at[9] << 8) & 0x3fff);
    return true;
}
