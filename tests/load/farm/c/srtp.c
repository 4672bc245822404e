/* See srtp.h. */
#include "srtp.h"

#include "bytes.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

enum { GCM_TAG_SIZE = 16, CM_TAG_SIZE = 10, AUTH_KEY_SIZE = 20, INDEX_SIZE = 4, RTCP_CLEAR_SIZE = 8 };
#define ENCRYPTED_FLAG 0x80000000u

/* Session keys of RTP or of RTCP. */
struct half {
    EVP_CIPHER_CTX *cipher;
    EVP_MAC_CTX *mac; /* AES-CM only */
    uint8_t salt[SRTP_MAX_SALT_SIZE];
};

struct srtp {
    enum srtp_profile profile;
    struct half rtp, rtcp;
    uint32_t rtcp_index;
};

size_t srtp_salt_size(enum srtp_profile profile)
{
    return profile == PROFILE_GCM ? 12 : 14;
}

/* Key derivation with rate 0 (RFC 3711 4.3.1, 4.3.3): the keystream of the salt with the label in octet 7. */
static bool derive(const uint8_t *key, const uint8_t *salt, uint8_t label, uint8_t *out, size_t size)
{
    static const uint8_t zeros[32];
    uint8_t iv[16] = {0};
    memcpy(iv, salt, SRTP_MAX_SALT_SIZE);
    iv[7] ^= label;
    EVP_CIPHER_CTX *cipher = EVP_CIPHER_CTX_new();
    int written;
    bool done = cipher && EVP_EncryptInit_ex(cipher, EVP_aes_128_ctr(), NULL, key, iv)
        && EVP_EncryptUpdate(cipher, out, &written, zeros, (int)size);
    EVP_CIPHER_CTX_free(cipher);
    return done;
}

static EVP_MAC_CTX *hmac_sha1(const uint8_t *key)
{
    char digest[] = "SHA1";
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0), OSSL_PARAM_construct_end(),
    };
    EVP_MAC *mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    EVP_MAC_CTX *context = EVP_MAC_CTX_new(mac);
    EVP_MAC_free(mac);
    if (context && !EVP_MAC_init(context, key, AUTH_KEY_SIZE, parameters)) {
        EVP_MAC_CTX_free(context);
        context = NULL;
    }
    return context;
}

/* Labels of RFC 3711 4.3.2: cipher, authentication and salt are 0-2 for RTP and 3-5 for RTCP. */
static bool half_init(struct half *half, const struct srtp *srtp, const uint8_t *key, const uint8_t *salt, uint8_t label, bool sends)
{
    bool gcm = srtp->profile == PROFILE_GCM;
    uint8_t cipher_key[SRTP_KEY_SIZE], auth_key[AUTH_KEY_SIZE];
    if (!derive(key, salt, label, cipher_key, sizeof cipher_key)) return false;
    if (!derive(key, salt, label + 1, auth_key, sizeof auth_key)) return false;
    if (!derive(key, salt, label + 2, half->salt, srtp_salt_size(srtp->profile))) return false;
    if (!gcm && (half->mac = hmac_sha1(auth_key)) == NULL) return false;
    half->cipher = EVP_CIPHER_CTX_new();
    const EVP_CIPHER *kind = gcm ? EVP_aes_128_gcm() : EVP_aes_128_ctr();
    return half->cipher && EVP_CipherInit_ex(half->cipher, kind, NULL, cipher_key, NULL, sends);
}

struct srtp *srtp_new(enum srtp_profile profile, const uint8_t *key, const uint8_t *salt, bool sends)
{
    uint8_t whole_salt[SRTP_MAX_SALT_SIZE] = {0};
    memcpy(whole_salt, salt, srtp_salt_size(profile));
    struct srtp *srtp = calloc(1, sizeof *srtp);
    if (srtp == NULL) return NULL;
    srtp->profile = profile;
    if (half_init(&srtp->rtp, srtp, key, whole_salt, 0, sends) && half_init(&srtp->rtcp, srtp, key, whole_salt, 3, sends)) return srtp;
    srtp_free(srtp);
    return NULL;
}

void srtp_free(struct srtp *srtp)
{
    if (srtp == NULL) return;
    EVP_CIPHER_CTX_free(srtp->rtp.cipher);
    EVP_CIPHER_CTX_free(srtp->rtcp.cipher);
    EVP_MAC_CTX_free(srtp->rtp.mac);
    EVP_MAC_CTX_free(srtp->rtcp.mac);
    free(srtp);
}

/* The IV is salt XOR (SSRC, index), at places that differ: RFC 3711 4.1.1, RFC 7714 8.1 and 9.1. */
static void make_iv(const struct srtp *srtp, const struct half *half, uint32_t ssrc, uint64_t index, uint8_t iv[16])
{
    bool gcm = srtp->profile == PROFILE_GCM;
    size_t size = srtp_salt_size(srtp->profile);
    uint8_t *ssrc_at = iv + (gcm ? 2 : 4);
    memset(iv, 0, 16);
    put32(ssrc_at, ssrc);
    put16(iv + size - 6, (uint32_t)(index >> 32));
    put32(iv + size - 4, (uint32_t)index);
    for (size_t i = 0; i < size; i++) iv[i] ^= half->salt[i];
}

static void hmac(struct half *half, const uint8_t *packet, size_t size, const uint8_t *rollover, uint8_t out[20])
{
    size_t written;
    EVP_MAC_init(half->mac, NULL, 0, NULL);
    EVP_MAC_update(half->mac, packet, size);
    if (rollover) EVP_MAC_update(half->mac, rollover, 4);
    EVP_MAC_final(half->mac, out, &written, 20);
}

/* GCM in one direction: `clear` and `more` are authenticated, `text` is encrypted or decrypted in place. */
static void gcm_text(struct half *half, const uint8_t *iv, const uint8_t *clear, size_t clear_size, const uint8_t *more, uint8_t *text, size_t size)
{
    int written;
    EVP_CipherInit_ex(half->cipher, NULL, NULL, NULL, iv, -1);
    EVP_CipherUpdate(half->cipher, NULL, &written, clear, (int)clear_size);
    if (more) EVP_CipherUpdate(half->cipher, NULL, &written, more, INDEX_SIZE);
    EVP_CipherUpdate(half->cipher, text, &written, text, (int)size);
}

static void gcm_seal(struct half *half, uint8_t *tag)
{
    uint8_t rest[16];
    int written;
    EVP_CipherFinal_ex(half->cipher, rest, &written);
    EVP_CIPHER_CTX_ctrl(half->cipher, EVP_CTRL_GCM_GET_TAG, GCM_TAG_SIZE, tag);
}

static bool gcm_authentic(struct half *half, uint8_t *tag)
{
    uint8_t rest[16];
    int written;
    EVP_CIPHER_CTX_ctrl(half->cipher, EVP_CTRL_GCM_SET_TAG, GCM_TAG_SIZE, tag);
    return EVP_CipherFinal_ex(half->cipher, rest, &written) > 0;
}

static void counter_text(struct half *half, const uint8_t *iv, uint8_t *text, size_t size)
{
    int written;
    EVP_CipherInit_ex(half->cipher, NULL, NULL, NULL, iv, -1);
    EVP_CipherUpdate(half->cipher, text, &written, text, (int)size);
}

size_t srtp_protect(struct srtp *srtp, uint8_t *packet, size_t header_size, size_t size, uint32_t rollover)
{
    struct half *half = &srtp->rtp;
    uint8_t iv[16], tag[20], rollover_bytes[4];
    make_iv(srtp, half, get32(packet + 8), (uint64_t)rollover << 16 | get16(packet + 2), iv);
    if (srtp->profile == PROFILE_GCM) {
        gcm_text(half, iv, packet, header_size, NULL, packet + header_size, size - header_size);
        gcm_seal(half, packet + size);
        return size + GCM_TAG_SIZE;
    }
    counter_text(half, iv, packet + header_size, size - header_size);
    put32(rollover_bytes, rollover);
    hmac(half, packet, size, rollover_bytes, tag);
    memcpy(packet + size, tag, CM_TAG_SIZE);
    return size + CM_TAG_SIZE;
}

size_t srtp_unprotect(struct srtp *srtp, uint8_t *packet, size_t header_size, size_t size, uint32_t rollover)
{
    struct half *half = &srtp->rtp;
    bool gcm = srtp->profile == PROFILE_GCM;
    size_t tag_size = gcm ? GCM_TAG_SIZE : CM_TAG_SIZE;
    if (size < header_size + tag_size) return 0;
    size -= tag_size;
    uint8_t iv[16], expected[20], rollover_bytes[4];
    make_iv(srtp, half, get32(packet + 8), (uint64_t)rollover << 16 | get16(packet + 2), iv);
    if (gcm) {
        gcm_text(half, iv, packet, header_size, NULL, packet + header_size, size - header_size);
        return gcm_authentic(half, packet + size) ? size : 0;
    }
    put32(rollover_bytes, rollover);
    hmac(half, packet, size, rollover_bytes, expected);
    if (CRYPTO_memcmp(expected, packet + size, CM_TAG_SIZE) != 0) return 0;
    counter_text(half, iv, packet + header_size, size - header_size);
    return size;
}

size_t srtp_protect_rtcp(struct srtp *srtp, uint8_t *packet, size_t size)
{
    struct half *half = &srtp->rtcp;
    uint32_t index = srtp->rtcp_index++ & ~ENCRYPTED_FLAG;
    uint8_t iv[16], tag[20], trailer[INDEX_SIZE];
    put32(trailer, index | ENCRYPTED_FLAG);
    make_iv(srtp, half, get32(packet + 4), index, iv);
    if (srtp->profile == PROFILE_GCM) {
        gcm_text(half, iv, packet, RTCP_CLEAR_SIZE, trailer, packet + RTCP_CLEAR_SIZE, size - RTCP_CLEAR_SIZE);
        gcm_seal(half, packet + size);
        memcpy(packet + size + GCM_TAG_SIZE, trailer, INDEX_SIZE);
        return size + GCM_TAG_SIZE + INDEX_SIZE;
    }
    counter_text(half, iv, packet + RTCP_CLEAR_SIZE, size - RTCP_CLEAR_SIZE);
    memcpy(packet + size, trailer, INDEX_SIZE);
    hmac(half, packet, size + INDEX_SIZE, NULL, tag);
    memcpy(packet + size + INDEX_SIZE, tag, CM_TAG_SIZE);
    return size + INDEX_SIZE + CM_TAG_SIZE;
}

size_t srtp_unprotect_rtcp(struct srtp *srtp, uint8_t *packet, size_t size)
{
    struct half *half = &srtp->rtcp;
    bool gcm = srtp->profile == PROFILE_GCM;
    size_t added = INDEX_SIZE + (gcm ? GCM_TAG_SIZE : CM_TAG_SIZE);
    if (size < RTCP_CLEAR_SIZE + added) return 0;
    size -= added;
    /* RFC 7714 puts the tag before the index, RFC 3711 after it. */
    uint8_t *trailer = packet + size + (gcm ? GCM_TAG_SIZE : 0);
    uint8_t iv[16], expected[20];
    if (!(get32(trailer) & ENCRYPTED_FLAG)) return 0;
    make_iv(srtp, half, get32(packet + 4), get32(trailer) & ~ENCRYPTED_FLAG, iv);
    if (gcm) {
        gcm_text(half, iv, packet, RTCP_CLEAR_SIZE, trailer, packet + RTCP_CLEAR_SIZE, size - RTCP_CLEAR_SIZE);
        return gcm_authentic(half, packet + size) ? size : 0;
    }
    hmac(half, packet, size + INDEX_SIZE, NULL, expected);
    if (CRYPTO_memcmp(expected, trailer + INDEX_SIZE, CM_TAG_SIZE) != 0) return 0;
    counter_text(half, iv, packet + RTCP_CLEAR_SIZE, size - RTCP_CLEAR_SIZE);
    return size;
}
