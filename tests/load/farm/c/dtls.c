/* See dtls.h. */
#include "dtls.h"

#include <openssl/err.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { MTU = 1200, FIRST_RETRY_US = 50000, LAST_RETRY_US = 1000000, KEYS_LABEL_SIZE = 19 };
#define CERTIFICATE_LASTS_S (30 * 86400)

static bool fingerprint_of(const X509 *certificate, char out[FINGERPRINT_SIZE])
{
    uint8_t digest[EVP_MAX_MD_SIZE];
    unsigned size;
    if (!X509_digest(certificate, EVP_sha256(), digest, &size)) return false;
    for (unsigned i = 0; i < size; i++) sprintf(out + 3 * i, "%02X%s", digest[i], i + 1 < size ? ":" : "");
    return true;
}

/* Any certificate will do: what counts is the fingerprint, which came by signaling. */
static int accept_any(int preverified, X509_STORE_CTX *store)
{
    (void)preverified;
    (void)store;
    return 1;
}

static X509 *self_signed(EVP_PKEY *key)
{
    static const unsigned char name[] = "diem-cau farm";
    X509 *certificate = X509_new();
    if (certificate == NULL) return NULL;
    int64_t serial = 1;
    RAND_bytes((uint8_t *)&serial, 4);
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set_int64(X509_get_serialNumber(certificate), serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -86400);
    X509_gmtime_adj(X509_getm_notAfter(certificate), CERTIFICATE_LASTS_S);
    X509_set_pubkey(certificate, key);
    X509_NAME *subject = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, name, -1, -1, 0);
    X509_set_issuer_name(certificate, subject);
    X509_sign(certificate, key, EVP_sha256());
    return certificate;
}

bool dtls_identity_create(struct dtls_identity *identity, const char *profiles)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *certificate = key ? self_signed(key) : NULL;
    SSL_CTX *context = SSL_CTX_new(DTLS_client_method());
    /* SSL_CTX_set_tlsext_use_srtp answers 0 when it worked. */
    bool ready = certificate && context && fingerprint_of(certificate, identity->fingerprint)
        && SSL_CTX_use_certificate(context, certificate) && SSL_CTX_use_PrivateKey(context, key)
        && SSL_CTX_set_tlsext_use_srtp(context, profiles) == 0;
    X509_free(certificate);
    EVP_PKEY_free(key);
    identity->context = context;
    if (ready) SSL_CTX_set_verify(context, SSL_VERIFY_PEER, accept_any);
    return ready;
}

static unsigned next_retry(SSL *ssl, unsigned last_us)
{
    (void)ssl;
    if (last_us == 0) return FIRST_RETRY_US;
    return last_us * 2 < LAST_RETRY_US ? last_us * 2 : LAST_RETRY_US;
}

static void fail(struct dtls *dtls, const char *why)
{
    dtls->state = DTLS_FAILED;
    dtls->failure = why;
}

static bool fingerprint_holds(struct dtls *dtls)
{
    char actual[FINGERPRINT_SIZE] = "";
    X509 *certificate = SSL_get1_peer_certificate(dtls->ssl);
    bool same = certificate && fingerprint_of(certificate, actual) && strcasecmp(actual, dtls->expected_fingerprint) == 0;
    X509_free(certificate);
    return same;
}

/* The exported secret is: client key, server key, client salt, server salt (RFC 5764 4.2). */
static bool make_srtp(struct dtls *dtls)
{
    const SRTP_PROTECTION_PROFILE *chosen = SSL_get_selected_srtp_profile(dtls->ssl);
    if (chosen == NULL) return false;
    enum srtp_profile profile = chosen->id == SRTP_AEAD_AES_128_GCM ? PROFILE_GCM : PROFILE_CM;
    uint8_t secret[2 * (SRTP_KEY_SIZE + SRTP_MAX_SALT_SIZE)];
    size_t salt_size = srtp_salt_size(profile);
    const uint8_t *salts = secret + 2 * SRTP_KEY_SIZE;
    if (!SSL_export_keying_material(dtls->ssl, secret, 2 * (SRTP_KEY_SIZE + salt_size), "EXTRACTOR-dtls_srtp", KEYS_LABEL_SIZE, NULL, 0, 0)) return false;
    dtls->outgoing_srtp = srtp_new(profile, secret, salts, true);
    dtls->incoming_srtp = srtp_new(profile, secret + SRTP_KEY_SIZE, salts + salt_size, false);
    return dtls->outgoing_srtp && dtls->incoming_srtp;
}

static void handshake(struct dtls *dtls)
{
    ERR_clear_error();
    int result = SSL_do_handshake(dtls->ssl);
    if (result == 1) {
        if (!fingerprint_holds(dtls)) {
            SSL_shutdown(dtls->ssl);
            fail(dtls, "the server's certificate has another fingerprint than signaling said");
        } else if (!make_srtp(dtls)) {
            fail(dtls, "no SRTP profile in common");
        } else {
            dtls->state = DTLS_CONNECTED;
        }
        return;
    }
    int error = SSL_get_error(dtls->ssl, result);
    if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) return;
    const char *reason = ERR_reason_error_string(ERR_peek_last_error());
    fail(dtls, reason ? reason : "the handshake broke off");
}

void dtls_start(struct dtls *dtls, const struct dtls_identity *identity, int socket, const struct sockaddr_in *server)
{
    struct sockaddr_in connected = *server;
    dtls->ssl = SSL_new(identity->context);
    dtls->incoming = BIO_new(BIO_s_mem());
    BIO *outgoing = BIO_new_dgram(socket, BIO_NOCLOSE);
    BIO_set_mem_eof_return(dtls->incoming, -1);
    BIO_ctrl(outgoing, BIO_CTRL_DGRAM_SET_CONNECTED, 0, &connected);
    SSL_set_bio(dtls->ssl, dtls->incoming, outgoing);
    SSL_set_options(dtls->ssl, SSL_OP_NO_QUERY_MTU);
    SSL_set_mtu(dtls->ssl, MTU);
    SSL_set_connect_state(dtls->ssl);
    DTLS_set_timer_cb(dtls->ssl, next_retry);
    dtls->state = DTLS_HANDSHAKE;
    handshake(dtls);
}

void dtls_take(struct dtls *dtls, const uint8_t *packet, size_t size)
{
    if (dtls->state != DTLS_HANDSHAKE && dtls->state != DTLS_CONNECTED) return;
    BIO_write(dtls->incoming, packet, (int)size);
    if (dtls->state == DTLS_HANDSHAKE) {
        handshake(dtls);
        return;
    }
    /* No data channel here: reading only serves retransmissions and the server's goodbye. */
    uint8_t unwanted[2048];
    ERR_clear_error();
    int result = SSL_read(dtls->ssl, unwanted, sizeof unwanted);
    if (result <= 0 && SSL_get_error(dtls->ssl, result) == SSL_ERROR_ZERO_RETURN) dtls->state = DTLS_CLOSED;
}

void dtls_tick(struct dtls *dtls)
{
    if (dtls->state == DTLS_HANDSHAKE) DTLSv1_handle_timeout(dtls->ssl);
}

void dtls_end(struct dtls *dtls)
{
    if (dtls->state == DTLS_CONNECTED) SSL_shutdown(dtls->ssl);
    SSL_free(dtls->ssl);
    srtp_free(dtls->outgoing_srtp);
    srtp_free(dtls->incoming_srtp);
    *dtls = (struct dtls){.state = DTLS_CLOSED};
}
