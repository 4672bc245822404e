/* DTLS client with the SRTP extension (RFC 5764), one certificate for the whole farm. */
#ifndef FARM_DTLS_H
#define FARM_DTLS_H

#include "srtp.h"

#include <netinet/in.h>
#include <openssl/ssl.h>

/* SHA-256 as SDP writes it: 32 octets in hex, colons between, and the end. */
#define FINGERPRINT_SIZE 96

struct dtls_identity {
    SSL_CTX *context;
    char fingerprint[FINGERPRINT_SIZE];
};

/* `profiles` in OpenSSL's names, colons between, the best first. False if OpenSSL refuses. */
bool dtls_identity_create(struct dtls_identity *identity, const char *profiles);

enum dtls_state { DTLS_WAITING, DTLS_HANDSHAKE, DTLS_CONNECTED, DTLS_FAILED, DTLS_CLOSED };

struct dtls {
    SSL *ssl;
    BIO *incoming;
    enum dtls_state state;
    const char *failure; /* set with DTLS_FAILED; lives until the next OpenSSL call */
    char expected_fingerprint[FINGERPRINT_SIZE];
    struct srtp *outgoing_srtp, *incoming_srtp; /* set with DTLS_CONNECTED */
};

/* Sends ClientHello through the connected socket. */
void dtls_start(struct dtls *dtls, const struct dtls_identity *identity, int socket, const struct sockaddr_in *server);

/* One datagram that came; may change the state. */
void dtls_take(struct dtls *dtls, const uint8_t *packet, size_t size);

/* Repeats what was lost; call it every few milliseconds during the handshake. */
void dtls_tick(struct dtls *dtls);

/* Says goodbye if connected and frees everything. */
void dtls_end(struct dtls *dtls);

#endif
