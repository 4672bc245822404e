/*
 * ICE towards an ICE lite server (RFC 8445, 8489): one host candidate, always controlling, nominates at
 * once. The same checks keep consent afterwards (RFC 7675). A server that checks too is answered.
 */
#ifndef FARM_ICE_H
#define FARM_ICE_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ICE_MAX_TEXT 256
#define ICE_MAX_CHECK 1024
/* What a server that checks is told by signaling (Farm.ts has it too); one that is ICE lite never asks for it. */
#define ICE_LOCAL_PASSWORD "the-password-of-every-farm"

struct ice {
    char local_ufrag[16];
    char remote_ufrag[ICE_MAX_TEXT];
    char remote_password[ICE_MAX_TEXT];
    uint8_t tie_breaker[8];
    uint8_t transaction[12];
    bool connected;       /* a check was answered since these credentials were set */
    bool silent;          /* checks were not answered for a while, as a browser tells it: `disconnected` */
    bool consent_lost;
    int64_t next_check;   /* ns */
    int64_t last_answer;  /* ns; of the first credentials: when they were set */
};

enum ice_answer { ICE_IGNORED, ICE_ANSWERED, ICE_REFUSED };

/* Takes the server's credentials, first or new ones (an ICE restart). False if they are too long. */
bool ice_start(struct ice *ice, const char *remote_ufrag, const char *remote_password, int64_t now);

/* Writes the next check and plans the one after it; a check that was not answered is repeated as it was. */
size_t ice_write_check(struct ice *ice, uint8_t *out, int64_t now);

/* Reads what came; only an answer to the check under way with the right MESSAGE-INTEGRITY counts. */
enum ice_answer ice_read(struct ice *ice, const uint8_t *packet, size_t size, int64_t now);

/* Writes the answer to a check of the server. 0 if the packet is none. */
size_t ice_answer_check(const uint8_t *packet, size_t size, const struct sockaddr_in *from, uint8_t *out);

/* True once: no answer for 5 s, after which a browser calls a line disconnected. */
bool ice_fell_silent(struct ice *ice, int64_t now);

/* True once: no answer for 30 s (RFC 7675). */
bool ice_consent_expired(struct ice *ice, int64_t now);

#endif
