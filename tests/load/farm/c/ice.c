/* See ice.h. */
#include "ice.h"

#include "bytes.h"
#include "clock.h"

#include <arpa/inet.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <stdio.h>
#include <string.h>

#define CHECK_AGAIN (50 * MILLISECOND)
#define CONSENT_EVERY (2500 * MILLISECOND)
#define CONSENT_LASTS (30 * SECOND)
#define SILENT_AFTER (5 * SECOND)
#define SILENT_AGAIN (500 * MILLISECOND)

/* RFC 8489 */
enum { BINDING_REQUEST = 0x0001, BINDING_SUCCESS = 0x0101, BINDING_ERROR = 0x0111 };
enum {
    ATTR_USERNAME = 0x0006, ATTR_MESSAGE_INTEGRITY = 0x0008, ATTR_XOR_MAPPED_ADDRESS = 0x0020, ATTR_PRIORITY = 0x0024,
    ATTR_USE_CANDIDATE = 0x0025, ATTR_FINGERPRINT = 0x8028, ATTR_ICE_CONTROLLING = 0x802a,
};
enum { HEADER_SIZE = 20, ATTR_HEADER_SIZE = 4, INTEGRITY_SIZE = 20 };
#define MAGIC_COOKIE 0x2112a442u
#define FINGERPRINT_XOR 0x5354554eu
/* Host candidate, peer reflexive, one component (RFC 8445 5.1.2). */
#define PRIORITY 1853824767u

static uint32_t crc32_of(const uint8_t *data, size_t size)
{
    uint32_t crc = ~0u;
    for (size_t i = 0; i < size; i++) {
        crc ^= data[i];
        for (int bit = 0; bit < 8; bit++) crc = crc & 1 ? crc >> 1 ^ 0xedb88320u : crc >> 1;
    }
    return ~crc;
}

static uint8_t *put_attribute(uint8_t *at, uint16_t type, const void *value, size_t size)
{
    put16(at, type);
    put16(at + 2, (uint32_t)size);
    if (size > 0) memcpy(at + ATTR_HEADER_SIZE, value, size);
    return pad4(at, at + ATTR_HEADER_SIZE + size);
}

/* HMAC over everything before the attribute, with a length that counts the attribute itself. */
static void integrity_of(const char *password, uint8_t *packet, size_t before, uint8_t *out)
{
    put16(packet + 2, (uint32_t)(before - HEADER_SIZE + ATTR_HEADER_SIZE + INTEGRITY_SIZE));
    HMAC(EVP_sha1(), password, (int)strlen(password), packet, before, out, NULL);
}

/* Ends a message that has attributes up to `at` with both that protect it. */
static size_t seal(const char *password, uint8_t *packet, uint8_t *at)
{
    uint8_t integrity[EVP_MAX_MD_SIZE], checksum[4];
    integrity_of(password, packet, (size_t)(at - packet), integrity);
    at = put_attribute(at, ATTR_MESSAGE_INTEGRITY, integrity, INTEGRITY_SIZE);
    put16(packet + 2, (uint32_t)(at - packet - HEADER_SIZE + ATTR_HEADER_SIZE + 4));
    put32(checksum, crc32_of(packet, (size_t)(at - packet)) ^ FINGERPRINT_XOR);
    at = put_attribute(at, ATTR_FINGERPRINT, checksum, sizeof checksum);
    return (size_t)(at - packet);
}

bool ice_start(struct ice *ice, const char *remote_ufrag, const char *remote_password, int64_t now)
{
    if (strlen(remote_ufrag) >= ICE_MAX_TEXT || strlen(remote_password) >= ICE_MAX_TEXT) return false;
    strcpy(ice->remote_ufrag, remote_ufrag);
    strcpy(ice->remote_password, remote_password);
    uint8_t random[4];
    RAND_bytes(random, sizeof random);
    snprintf(ice->local_ufrag, sizeof ice->local_ufrag, "%08x", get32(random));
    RAND_bytes(ice->tie_breaker, sizeof ice->tie_breaker);
    RAND_bytes(ice->transaction, sizeof ice->transaction);
    ice->connected = false;
    ice->consent_lost = false;
    ice->next_check = 0;
    ice->last_answer = now;
    return true;
}

size_t ice_write_check(struct ice *ice, uint8_t *out, int64_t now)
{
    char username[2 * ICE_MAX_TEXT];
    uint8_t number[4];
    int username_size = snprintf(username, sizeof username, "%s:%s", ice->remote_ufrag, ice->local_ufrag);

    put16(out, BINDING_REQUEST);
    put32(out + 4, MAGIC_COOKIE);
    memcpy(out + 8, ice->transaction, sizeof ice->transaction);
    uint8_t *at = put_attribute(out + HEADER_SIZE, ATTR_USERNAME, username, (size_t)username_size);
    put32(number, PRIORITY);
    at = put_attribute(at, ATTR_PRIORITY, number, sizeof number);
    at = put_attribute(at, ATTR_ICE_CONTROLLING, ice->tie_breaker, sizeof ice->tie_breaker);
    at = put_attribute(at, ATTR_USE_CANDIDATE, NULL, 0);
    ice->next_check = now + (!ice->connected ? CHECK_AGAIN : ice->silent ? SILENT_AGAIN : CONSENT_EVERY);
    return seal(ice->remote_password, out, at);
}

size_t ice_answer_check(const uint8_t *packet, size_t size, const struct sockaddr_in *from, uint8_t *out)
{
    if (size < HEADER_SIZE || get32(packet + 4) != MAGIC_COOKIE || get16(packet) != BINDING_REQUEST) return 0;
    uint8_t mapped[8] = {0, 1};
    put16(mapped + 2, ntohs(from->sin_port) ^ (MAGIC_COOKIE >> 16));
    put32(mapped + 4, ntohl(from->sin_addr.s_addr) ^ MAGIC_COOKIE);
    memcpy(out, packet, HEADER_SIZE);
    put16(out, BINDING_SUCCESS);
    uint8_t *at = put_attribute(out + HEADER_SIZE, ATTR_XOR_MAPPED_ADDRESS, mapped, sizeof mapped);
    return seal(ICE_LOCAL_PASSWORD, out, at);
}

static bool integrity_holds(const struct ice *ice, const uint8_t *packet, size_t size)
{
    uint8_t copy[ICE_MAX_CHECK], expected[EVP_MAX_MD_SIZE];
    if (size > sizeof copy) return false;
    memcpy(copy, packet, size);
    for (size_t at = HEADER_SIZE; at + ATTR_HEADER_SIZE <= size;) {
        size_t value_size = get16(packet + at + 2);
        if (at + ATTR_HEADER_SIZE + value_size > size) return false;
        if (get16(packet + at) == ATTR_MESSAGE_INTEGRITY) {
            if (value_size != INTEGRITY_SIZE) return false;
            integrity_of(ice->remote_password, copy, at, expected);
            return CRYPTO_memcmp(expected, packet + at + ATTR_HEADER_SIZE, INTEGRITY_SIZE) == 0;
        }
        at += ATTR_HEADER_SIZE + (value_size + 3) / 4 * 4;
    }
    return false;
}

enum ice_answer ice_read(struct ice *ice, const uint8_t *packet, size_t size, int64_t now)
{
    if (size < HEADER_SIZE || get32(packet + 4) != MAGIC_COOKIE) return ICE_IGNORED;
    if (memcmp(packet + 8, ice->transaction, sizeof ice->transaction) != 0) return ICE_IGNORED;
    uint16_t type = get16(packet);
    if (type == BINDING_ERROR) return ICE_REFUSED;
    if (type != BINDING_SUCCESS || !integrity_holds(ice, packet, size)) return ICE_IGNORED;
    RAND_bytes(ice->transaction, sizeof ice->transaction);
    ice->connected = true;
    ice->silent = false;
    ice->consent_lost = false;
    ice->last_answer = now;
    ice->next_check = now + CONSENT_EVERY;
    return ICE_ANSWERED;
}

bool ice_fell_silent(struct ice *ice, int64_t now)
{
    if (ice->silent || !ice->connected || now - ice->last_answer < SILENT_AFTER) return false;
    ice->silent = true;
    return true;
}

bool ice_consent_expired(struct ice *ice, int64_t now)
{
    if (ice->consent_lost || now - ice->last_answer < CONSENT_LASTS) return false;
    ice->consent_lost = true;
    return true;
}
