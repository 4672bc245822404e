/*
 * SRTP and SRTCP for one direction of one transport (RFC 3711, RFC 7714), on OpenSSL. Receiving does
 * not look for replays: a load generator has no attacker.
 */
#ifndef FARM_SRTP_H
#define FARM_SRTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* AEAD_AES_128_GCM and AES_CM_128_HMAC_SHA1_80; OpenSSL has macros of the longer names. */
enum srtp_profile { PROFILE_CM, PROFILE_GCM };

#define SRTP_KEY_SIZE 16
#define SRTP_MAX_SALT_SIZE 14
/* What protecting adds at most: tag and index. */
#define SRTP_MAX_OVERHEAD 20

struct srtp;

size_t srtp_salt_size(enum srtp_profile profile);

/* From the master key and salt of RFC 5764; `sends` is the direction. NULL if OpenSSL refuses. */
struct srtp *srtp_new(enum srtp_profile profile, const uint8_t *key, const uint8_t *salt, bool sends);
void srtp_free(struct srtp *srtp);

/* Encrypts in place and returns the new size; `rollover` is the sequence number's upper half (ROC). */
size_t srtp_protect(struct srtp *srtp, uint8_t *packet, size_t header_size, size_t size, uint32_t rollover);
size_t srtp_protect_rtcp(struct srtp *srtp, uint8_t *packet, size_t size);

/* Decrypts in place and returns the new size, or 0 if the packet is not authentic. */
size_t srtp_unprotect(struct srtp *srtp, uint8_t *packet, size_t header_size, size_t size, uint32_t rollover);
size_t srtp_unprotect_rtcp(struct srtp *srtp, uint8_t *packet, size_t size);

#endif
