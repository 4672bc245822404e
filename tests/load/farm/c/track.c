/* See track.h. */
#include "track.h"

#include "bytes.h"
#include "clock.h"
#include "delay.h"
#include "rtcp.h"

#include <openssl/rand.h>
#include <string.h>

#define REPORT_EVERY SECOND
/*
 * Later than this frames are skipped and counted: the process did not run. Sending them all at once would be a burst
 * that no 85 machines make, and that overflows the server's socket.
 */
#define GIVE_UP_AFTER (50 * MILLISECOND)
enum { MAX_PAYLOAD = 1100, KEY_FRAME_FACTOR = 3, AUDIO_CLOCK = 48000, VIDEO_CLOCK = 90000 };

void track_start(struct track *track, int64_t start)
{
    uint8_t random[10];
    RAND_bytes(random, sizeof random);
    track->timestamp_offset = get32(random);
    track->sequence = get16(random + 4) & 0x7fff; /* the lower half: SRTP must see the first before a wrap */
    track->frame.picture_id = get16(random + 6) & 0x7fff;
    track->frame.tl0_index = random[8];
    track->start = track->due = start;
    track->report_due = start;
    track->wants_key = true;
}

/* All layers of a camera started at once have the same time at the same frame. */
static uint32_t timestamp_at(const struct track *track, int64_t time)
{
    int64_t clock = track->kind == MEDIA_VIDEO ? VIDEO_CLOCK : AUDIO_CLOCK;
    int64_t elapsed = time - track->start;
    return track->timestamp_offset + (uint32_t)(elapsed / SECOND * clock + elapsed % SECOND * clock / SECOND);
}

/* `content`: of this packet, after the descriptor; NULL = whatever the buffer holds. */
static size_t write_packet(struct track *track, struct outlet *outlet, uint8_t *packet, const uint8_t *content, size_t payload_size, bool first, bool last, int64_t now)
{
    bool video = track->kind == MEDIA_VIDEO;
    struct rtp_header header = {
        .payload_type = track->payload_type, .marker = video && last,
        .sequence = track->sequence, .timestamp = timestamp_at(track, track->due), .ssrc = track->ssrc,
    };
    struct rtp_extension_values values = {
        .mid = track->mid, .rid = track->rid, .sent_at = now,
        .transport_sequence = outlet->transport_sequence, .audio_level = track->audio_level,
    };
    if (track->extensions.transport_cc) outlet->transport_sequence++;
    size_t header_size = rtp_write_header(packet, &header, &track->extensions, &values);
    if (video) vp8_write_descriptor(packet + header_size, &track->frame, first);
    if (content) memcpy(packet + header_size + VP8_DESCRIPTOR_SIZE, content, payload_size - VP8_DESCRIPTOR_SIZE);
    else if (video && first) vp8_write_frame_header(packet + header_size, &track->frame);
    else if (!video) delay_stamp(packet + header_size, payload_size, now);
    size_t size = srtp_protect(outlet->srtp, packet, header_size, header_size + payload_size, track->rollover);
    if (++track->sequence == 0) track->rollover++;
    track->packets++;
    track->octets += payload_size;
    return size;
}

/* The next frame of the clip, in as many packets of about the same size as it takes. */
static void send_clip_frame(struct track *track, struct outlet *outlet, int64_t now)
{
    const struct clip *clip = track->clip;
    track->clip_frame = track->wants_key ? 0 : (track->clip_frame + 1) % clip->count;
    track->wants_key = false;
    bool key = track->clip_frame == 0;
    vp8_next_frame(&track->frame, &track->place, key);
    if (key) track->key_frames++;
    const uint8_t *content = clip->frames[track->clip_frame].at;
    size_t left = clip->frames[track->clip_frame].size, most = MAX_PAYLOAD - VP8_DESCRIPTOR_SIZE;
    size_t sizes[OUTLET_MAX_BATCH], count = (left + most - 1) / most;
    for (size_t i = 0; i < count; i++) {
        size_t part = left / (count - i);
        sizes[i] = write_packet(track, outlet, outlet_packet(i), content, part + VP8_DESCRIPTOR_SIZE, i == 0, i + 1 == count, now);
        content += part;
        left -= part;
    }
    outlet_flush(outlet, sizes, count);
    track->frames++;
}

static void send_frame(struct track *track, struct outlet *outlet, int64_t now)
{
    if (track->clip) {
        send_clip_frame(track, outlet, now);
        return;
    }
    size_t left = track->bytes_per_frame;
    if (track->kind == MEDIA_VIDEO) {
        vp8_next_frame(&track->frame, &track->place, track->wants_key);
        if (track->frame.key) {
            left *= KEY_FRAME_FACTOR;
            track->key_frames++;
        }
        track->wants_key = false;
    }
    size_t sizes[OUTLET_MAX_BATCH], count = (left + MAX_PAYLOAD - 1) / MAX_PAYLOAD;
    if (count > OUTLET_MAX_BATCH) count = OUTLET_MAX_BATCH;
    for (size_t i = 0; i < count; i++) {
        size_t payload_size = left / (count - i); /* all about the same size */
        if (payload_size > MAX_PAYLOAD) payload_size = MAX_PAYLOAD;
        if (track->kind == MEDIA_VIDEO && payload_size < VP8_MIN_PAYLOAD) payload_size = VP8_MIN_PAYLOAD;
        left -= payload_size < left ? payload_size : left;
        sizes[i] = write_packet(track, outlet, outlet_packet(i), NULL, payload_size, i == 0, i + 1 == count, now);
    }
    outlet_flush(outlet, sizes, count);
    track->frames++;
}

static void send_report(struct track *track, struct outlet *outlet, const char *cname, int64_t now)
{
    uint8_t packet[RTCP_MAX_PACKET];
    struct rtcp_sent sent = {
        .ssrc = track->ssrc, .ntp = ntp_time(now), .timestamp = timestamp_at(track, now),
        .packets = (uint32_t)track->packets, .octets = (uint32_t)track->octets,
    };
    outlet_send_rtcp(outlet, packet, rtcp_write_sender_report(packet, &sent, cname));
}

void track_tick(struct track *track, struct outlet *outlet, const char *cname, int64_t now)
{
    if (!track->on || outlet->srtp == NULL) return;
    if (now - track->due > GIVE_UP_AFTER) {
        int64_t missed = (now - track->due) / track->interval;
        /* Before the first frame nothing was missed: DTLS had to be done first. */
        if (track->frames > 0) track->skipped += (uint64_t)missed;
        track->due += missed * track->interval;
    }
    while (track->due <= now) {
        send_frame(track, outlet, now);
        track->due += track->interval;
    }
    if (now < track->report_due) return;
    send_report(track, outlet, cname, now);
    track->report_due = now + REPORT_EVERY;
}

void track_switch(struct track *track, bool on, int64_t now)
{
    if (on && !track->on) {
        /* At its own beat, the next one: layers stay in step. */
        if (now > track->due) track->due += ((now - track->due) / track->interval + 1) * track->interval;
        track->report_due = now;
        track->wants_key = true;
    }
    track->on = on;
}
