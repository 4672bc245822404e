/* One WebRTC transport: a socket, ICE, DTLS, and the streams both ways. */
#ifndef FARM_TRANSPORT_H
#define FARM_TRANSPORT_H

#include "dtls.h"
#include "ice.h"
#include "outlet.h"
#include "receiver.h"
#include "track.h"
#include "twcc.h"

struct transport {
    int64_t id;
    struct sockaddr_in server;
    const struct dtls_identity *identity;
    struct ice ice;
    struct dtls dtls;
    struct outlet outlet;
    char cname[16];
    uint32_t own_ssrc; /* in RTCP about what is received */

    struct track *tracks;
    struct receivers receivers;
    uint32_t last_video_ssrc; /* whose media transport-wide feedback names */
    uint8_t transport_cc_id;  /* on what is received; 0 = no feedback */
    struct twcc twcc;
    uint64_t received, unauthentic;
    int64_t feedback_due, report_due;
};

/* Opens the socket and begins; NULL with `*why` set if that is impossible. */
struct transport *transport_open(int64_t id, const char *ip, uint16_t port, const struct dtls_identity *identity, const char **why);
void transport_close(struct transport *transport);

/* A cable is pulled, or plugged in again: while it is cut no packet passes either way, and nobody is told. False if that is impossible. */
bool transport_cut(struct transport *transport, bool cut);

/* One datagram; `packet` is decrypted in place. `arrival` in ns. */
void transport_take(struct transport *transport, uint8_t *packet, size_t size, int64_t arrival);

/* Everything that is due: call it every millisecond. */
void transport_tick(struct transport *transport, int64_t now);

/* transport_media.c: RTP and RTCP */
void transport_take_rtp(struct transport *transport, uint8_t *packet, size_t size, int64_t arrival);
void transport_take_rtcp(struct transport *transport, uint8_t *packet, size_t size, int64_t arrival);
void transport_report(struct transport *transport, int64_t now);
struct track *transport_track(const struct transport *transport, uint32_t ssrc);

#endif
