/* One stream that is sent: Opus, or one simulcast layer of VP8. Its payload is a clip's, or else noise behind a valid header. */
#ifndef FARM_TRACK_H
#define FARM_TRACK_H

#include "clip.h"
#include "outlet.h"
#include "rtp.h"
#include "vp8.h"

enum media_kind { MEDIA_AUDIO, MEDIA_VIDEO };

struct track {
    struct track *next;
    enum media_kind kind;
    uint32_t ssrc;
    uint8_t payload_type;
    char mid[RTP_MAX_NAME], rid[RTP_MAX_NAME];
    struct rtp_extension_ids extensions;
    uint8_t audio_level;
    size_t bytes_per_frame;
    const struct clip *clip; /* sent over and over; NULL = noise */
    size_t clip_frame;
    int64_t interval; /* ns from frame to frame */
    bool on;          /* whether it sends: what anyone allows is not asked here */

    int64_t start, due, report_due; /* ns */
    uint32_t timestamp_offset;
    uint16_t sequence;
    uint32_t rollover;
    struct vp8_frame frame;
    unsigned place; /* in the pattern of temporal layers */
    bool wants_key;

    uint64_t packets, octets, frames, skipped, key_frames, key_frame_requests, nacks;
};

/* Begins at `start`, with random numbers where RTP wants them. */
void track_start(struct track *track, int64_t start);

/* Sends the frames and the sender report that are due. */
void track_tick(struct track *track, struct outlet *outlet, const char *cname, int64_t now);

/* On again, video begins with a key frame, as an encoder does. */
void track_switch(struct track *track, bool on, int64_t now);

#endif
