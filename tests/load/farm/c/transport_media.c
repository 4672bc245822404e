/* RTP and RTCP of a transport, see transport.h. */
#include "transport.h"

#include "clock.h"
#include "delay.h"
#include "gap.h"
#include "json.h"

#define FEEDBACK_EVERY (100 * MILLISECOND)
#define REPORT_EVERY SECOND

struct track *transport_track(const struct transport *transport, uint32_t ssrc)
{
    struct track *track = transport->tracks;
    while (track != NULL && track->ssrc != ssrc) track = track->next;
    return track;
}

/* False if the packet is not authentic. `sent` becomes the time of sending of a sound packet of this process. */
static bool inspect(struct transport *transport, struct receiver *receiver, const struct rtp_view *view, uint8_t *packet, size_t size, int64_t arrival, int64_t *sent)
{
    uint32_t rollover = receiver_unwrap(receiver, view->header.sequence) >> 16;
    size_t plain = srtp_unprotect(transport->dtls.incoming_srtp, packet, view->header_size, size, rollover);
    if (plain == 0) return false;
    const uint8_t *payload = packet + view->header_size;
    if (!receiver->video) *sent = delay_take(payload, plain - view->header_size, arrival);
    if (!receiver->video || !vp8_starts_key_frame(payload, plain - view->header_size, &receiver->width, &receiver->height)) return true;
    receiver->key_frames++;
    json_emit("{\"event\":\"keyFrame\",\"transport\":%lld,\"ssrc\":%u,\"width\":%u,\"height\":%u,\"at\":\"%lld\"}",
        (long long)transport->id, receiver->ssrc, receiver->width, receiver->height, (long long)arrival);
    return true;
}

static void tell_packet(const char *event, const struct transport *transport, const struct receiver *receiver)
{
    json_emit("{\"event\":\"%s\",\"transport\":%lld,\"ssrc\":%u,\"at\":\"%lld\"}",
        event, (long long)transport->id, receiver->ssrc, (long long)receiver->last_arrival);
}

void transport_take_rtp(struct transport *transport, uint8_t *packet, size_t size, int64_t arrival)
{
    struct rtp_view view;
    if (!rtp_read_header(&view, packet, size, transport->transport_cc_id)) return;
    struct receiver *receiver = receivers_get(&transport->receivers, view.header.ssrc);
    if (receiver == NULL) return;
    int64_t sent = 0;
    if (receiver->inspect && !inspect(transport, receiver, &view, packet, size, arrival, &sent)) {
        transport->unauthentic++;
        return;
    }
    transport->received++;
    if (view.transport_sequence >= 0) {
        twcc_take(&transport->twcc, (uint16_t)view.transport_sequence, arrival);
        transport->last_video_ssrc = view.header.ssrc;
    }
    gap_take(receiver->listener, arrival, sent);
    bool awaited = receiver_take(receiver, &view.header, size, arrival);
    if (receiver->packets == 1) tell_packet("firstPacket", transport, receiver);
    if (awaited) tell_packet("awaitedPacket", transport, receiver);
}

static void ask_key_frame(const struct transport *transport, struct track *track)
{
    track->key_frame_requests++;
    track->wants_key = track->kind == MEDIA_VIDEO;
    json_emit("{\"event\":\"keyFrameAsked\",\"transport\":%lld,\"ssrc\":%u}", (long long)transport->id, track->ssrc);
}

void transport_take_rtcp(struct transport *transport, uint8_t *packet, size_t size, int64_t arrival)
{
    size = srtp_unprotect_rtcp(transport->dtls.incoming_srtp, packet, size);
    if (size == 0) {
        transport->unauthentic++;
        return;
    }
    struct rtcp_cursor cursor = {.at = packet, .end = packet + size};
    struct rtcp_item item = {0};
    while (rtcp_next(&cursor, &item)) {
        struct track *track = transport_track(transport, item.ssrc);
        switch (item.kind) {
        case RTCP_SENDER_REPORT: {
            struct receiver *receiver = receivers_get(&transport->receivers, item.ssrc);
            if (receiver == NULL) break;
            receiver->sender_report = item.ntp_middle;
            receiver->sender_report_arrival = arrival;
            break;
        }
        case RTCP_KEY_FRAME_REQUEST:
            if (track) ask_key_frame(transport, track);
            break;
        case RTCP_NACK:
            if (track) track->nacks++;
            break;
        case RTCP_TRANSPORT_FEEDBACK: /* nothing here adapts to it */
        case RTCP_OTHER:
            break;
        }
    }
}

static void send_receiver_reports(struct transport *transport, int64_t now)
{
    uint8_t packet[RTCP_MAX_PACKET];
    struct rtcp_block blocks[RTCP_MAX_BLOCKS];
    size_t count = 0;
    for (size_t slot = 0; slot < RECEIVER_SLOTS; slot++) {
        struct receiver *receiver = transport->receivers.slots[slot];
        if (receiver == NULL || receiver->packets == 0 || receiver->ssrc == PROBATOR_SSRC) continue;
        receiver_report(receiver, &blocks[count++], now);
        if (count < RTCP_MAX_BLOCKS) continue;
        outlet_send_rtcp(&transport->outlet, packet, rtcp_write_receiver_report(packet, transport->own_ssrc, blocks, count));
        count = 0;
    }
    if (count == 0) return;
    outlet_send_rtcp(&transport->outlet, packet, rtcp_write_receiver_report(packet, transport->own_ssrc, blocks, count));
}

void transport_report(struct transport *transport, int64_t now)
{
    if (transport->outlet.srtp == NULL) return;
    if (now >= transport->feedback_due) {
        uint8_t packet[RTCP_MAX_PACKET];
        size_t size;
        while ((size = twcc_write(&transport->twcc, packet, transport->own_ssrc, transport->last_video_ssrc)) > 0) {
            outlet_send_rtcp(&transport->outlet, packet, size);
        }
        transport->feedback_due = now + FEEDBACK_EVERY;
    }
    if (now >= transport->report_due) {
        send_receiver_reports(transport, now);
        transport->report_due = now + REPORT_EVERY;
    }
}
