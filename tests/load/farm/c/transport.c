/* See transport.h. */
#include "transport.h"

#include "bytes.h"
#include "clock.h"
#include "json.h"

#include <arpa/inet.h>
#include <errno.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { SOCKET_BUFFER = 4 << 20 };

/* Connected, so that the kernel keeps strangers away; arrival times come from the kernel. */
static int open_socket(const struct sockaddr_in *server)
{
    int size = SOCKET_BUFFER, yes = 1;
    int handle = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (handle < 0) return -1;
    setsockopt(handle, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
    setsockopt(handle, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    bool ready = setsockopt(handle, SOL_SOCKET, SO_TIMESTAMPNS, &yes, sizeof yes) == 0
        && connect(handle, (const struct sockaddr *)server, sizeof *server) == 0;
    if (ready) return handle;
    close(handle);
    return -1;
}

struct transport *transport_open(int64_t id, const char *ip, uint16_t port, const struct dtls_identity *identity, const char **why)
{
    struct transport *transport = calloc(1, sizeof *transport);
    if (transport == NULL) {
        *why = "out of memory";
        return NULL;
    }
    uint8_t random[6];
    RAND_bytes(random, sizeof random);
    transport->id = id;
    transport->identity = identity;
    transport->own_ssrc = get32(random);
    transport->outlet.transport_sequence = get16(random + 4);
    transport->server = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(port)};
    snprintf(transport->cname, sizeof transport->cname, "farm-%u", (unsigned)id);
    if (inet_pton(AF_INET, ip, &transport->server.sin_addr) != 1) {
        *why = "the server's address is not IPv4";
    } else if ((transport->outlet.socket = open_socket(&transport->server)) < 0) {
        *why = strerror(errno);
    } else {
        return transport;
    }
    free(transport);
    return NULL;
}

/* Nobody reads what is sent there. */
static const struct sockaddr_in *nowhere(void)
{
    static struct sockaddr_in address;
    if (address.sin_port != 0) return &address;
    socklen_t size = sizeof address;
    int handle = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    address = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (handle >= 0 && bind(handle, (struct sockaddr *)&address, size) == 0) getsockname(handle, (struct sockaddr *)&address, &size);
    return &address;
}

/* A connected socket takes packets from its other end alone: one that is connected to nowhere sends and takes nothing. */
bool transport_cut(struct transport *transport, bool cut)
{
    const struct sockaddr_in *end = cut ? nowhere() : &transport->server;
    return connect(transport->outlet.socket, (const struct sockaddr *)end, sizeof *end) == 0;
}

void transport_close(struct transport *transport)
{
    transport->outlet.srtp = NULL;
    dtls_end(&transport->dtls);
    close(transport->outlet.socket);
    for (struct track *track = transport->tracks; track != NULL;) {
        struct track *next = track->next;
        free(track);
        track = next;
    }
    receivers_free(&transport->receivers);
    free(transport);
}

/* Acts on and tells of what the last step did to DTLS. */
static void after_dtls(struct transport *transport, enum dtls_state before)
{
    struct dtls *dtls = &transport->dtls;
    if (dtls->state == before) return;
    long long id = transport->id;
    switch (dtls->state) {
    case DTLS_CONNECTED:
        transport->outlet.srtp = dtls->outgoing_srtp;
        json_emit("{\"event\":\"connected\",\"transport\":%lld,\"profile\":\"%s\"}", id, SSL_get_selected_srtp_profile(dtls->ssl)->name);
        break;
    case DTLS_FAILED:
        json_emit("{\"event\":\"failed\",\"transport\":%lld,\"reason\":\"DTLS: %s\"}", id, json_safe(dtls->failure));
        break;
    case DTLS_CLOSED:
        transport->outlet.srtp = NULL;
        json_emit("{\"event\":\"failed\",\"transport\":%lld,\"reason\":\"DTLS: closed by the server\"}", id);
        break;
    case DTLS_WAITING:
    case DTLS_HANDSHAKE:
        break;
    }
}

static void take_stun(struct transport *transport, const uint8_t *packet, size_t size, int64_t arrival)
{
    bool was_connected = transport->ice.connected && !transport->ice.silent;
    enum dtls_state before = transport->dtls.state;
    uint8_t answer[ICE_MAX_CHECK];
    size_t answer_size = ice_answer_check(packet, size, &transport->server, answer);
    if (answer_size > 0) (void)send(transport->outlet.socket, answer, answer_size, 0);
    switch (ice_read(&transport->ice, packet, size, arrival)) {
    case ICE_IGNORED:
        return;
    case ICE_REFUSED:
        json_emit("{\"event\":\"iceRefused\",\"transport\":%lld}", (long long)transport->id);
        return;
    case ICE_ANSWERED:
        if (!was_connected) json_emit("{\"event\":\"iceConnected\",\"transport\":%lld}", (long long)transport->id);
        if (before == DTLS_WAITING) dtls_start(&transport->dtls, transport->identity, transport->outlet.socket, &transport->server);
        after_dtls(transport, before);
    }
}

/* What it is, is in the first octet (RFC 7983), RTCP in the second (RFC 5761). */
void transport_take(struct transport *transport, uint8_t *packet, size_t size, int64_t arrival)
{
    if (size < 4) return;
    if (packet[0] <= 3) {
        take_stun(transport, packet, size, arrival);
    } else if (packet[0] >= 20 && packet[0] <= 63) {
        enum dtls_state before = transport->dtls.state;
        dtls_take(&transport->dtls, packet, size);
        after_dtls(transport, before);
    } else if (packet[0] >= 128 && packet[0] <= 191 && transport->dtls.incoming_srtp != NULL) {
        if (packet[1] >= 192 && packet[1] <= 223) transport_take_rtcp(transport, packet, size, arrival);
        else transport_take_rtp(transport, packet, size, arrival);
    }
}

void transport_tick(struct transport *transport, int64_t now)
{
    struct ice *ice = &transport->ice;
    if (now >= ice->next_check && transport->dtls.state != DTLS_FAILED) {
        uint8_t check[ICE_MAX_CHECK];
        /* A refused send is a lost check: it is repeated. */
        (void)send(transport->outlet.socket, check, ice_write_check(ice, check, now), 0);
    }
    if (ice_fell_silent(ice, now)) json_emit("{\"event\":\"iceSilent\",\"transport\":%lld}", (long long)transport->id);
    if (ice_consent_expired(ice, now)) json_emit("{\"event\":\"consentLost\",\"transport\":%lld}", (long long)transport->id);
    enum dtls_state before = transport->dtls.state;
    dtls_tick(&transport->dtls);
    after_dtls(transport, before);
    for (struct track *track = transport->tracks; track != NULL; track = track->next) {
        track_tick(track, &transport->outlet, transport->cname, now);
    }
    transport_report(transport, now);
}
