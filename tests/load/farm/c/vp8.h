/* VP8 over RTP (RFC 7741): the payload descriptor, and of the frame just what an SFU reads. */
#ifndef FARM_VP8_H
#define FARM_VP8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Descriptor and frame header of a key frame: a packet's payload is never smaller. */
#define VP8_MIN_PAYLOAD 16
#define VP8_DESCRIPTOR_SIZE 6

/* Three temporal layers in a pattern of four frames: 0 2 1 2. */
struct vp8_frame {
    bool key, layer_sync; /* the latter: needs nothing but layer 0 */
    uint8_t temporal_layer, tl0_index;
    uint16_t picture_id; /* 15 bits */
    uint16_t width, height;
};

/* Moves on to the next frame; a key frame begins the pattern anew. */
void vp8_next_frame(struct vp8_frame *frame, unsigned *place, bool key);

/* Writes the descriptor at the start of one packet's payload. */
void vp8_write_descriptor(uint8_t *payload, const struct vp8_frame *frame, bool first_packet);

/* Overwrites what follows the descriptor of a frame's first packet: as much of a frame as an SFU reads. */
void vp8_write_frame_header(uint8_t *payload, const struct vp8_frame *frame);

/* True if a key frame starts in this payload; its size is then in width and height. */
bool vp8_starts_key_frame(const uint8_t *payload, size_t size, uint16_t *width, uint16_t *height);

#endif
