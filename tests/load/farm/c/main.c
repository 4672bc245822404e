/*
 * The endpoint farm: WebRTC endpoints without codecs, driven by JSON lines on stdin, answering on stdout.
 * See ../README.md. Ends when stdin ends.
 *
 * The loop looks every millisecond instead of waiting in epoll: woken for each packet, the farm would take the
 * server's core away from it, and cost more itself. Arrival times are the kernel's, so nothing is lost by it.
 */
#include "farm.h"

#include "clock.h"
#include "json.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BATCH = 64, MAX_EVENTS = 256, CONTROL_SIZE = 128, INPUT_SIZE = 1 << 16 };
static const char DEFAULT_PROFILES[] = "SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80";

struct input { char text[INPUT_SIZE]; size_t size; };

/* Carries out every whole line. False when stdin has ended. */
static bool read_commands(struct farm *farm, struct input *input)
{
    for (;;) {
        ssize_t got = read(STDIN_FILENO, input->text + input->size, sizeof input->text - input->size);
        if (got < 0) return errno == EAGAIN || errno == EINTR;
        if (got == 0) return false; /* ended, or a line longer than any command */
        input->size += (size_t)got;
        char *line = input->text, *end;
        while ((end = memchr(line, '\n', input->size - (size_t)(line - input->text))) != NULL) {
            *end = '\0';
            farm_command(farm, line);
            line = end + 1;
        }
        input->size -= (size_t)(line - input->text);
        memmove(input->text, line, input->size);
    }
}

static int64_t arrival_of(struct msghdr *message, int64_t otherwise)
{
    for (struct cmsghdr *part = CMSG_FIRSTHDR(message); part != NULL; part = CMSG_NXTHDR(message, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_TIMESTAMPNS) continue;
        struct timespec time;
        memcpy(&time, CMSG_DATA(part), sizeof time);
        return nanoseconds(&time);
    }
    return otherwise;
}

static void receive(struct farm *farm, struct transport *transport)
{
    static uint8_t packets[BATCH][RTP_MAX_PACKET];
    static _Alignas(struct cmsghdr) char controls[BATCH][CONTROL_SIZE];
    struct mmsghdr messages[BATCH] = {0};
    struct iovec parts[BATCH];
    int got;
    do {
        for (int i = 0; i < BATCH; i++) {
            parts[i] = (struct iovec){.iov_base = packets[i], .iov_len = sizeof packets[i]};
            messages[i].msg_hdr = (struct msghdr){.msg_iov = &parts[i], .msg_iovlen = 1, .msg_control = controls[i], .msg_controllen = CONTROL_SIZE};
        }
        got = recvmmsg(transport->outlet.socket, messages, BATCH, MSG_DONTWAIT, NULL);
        int64_t now = now_ns();
        for (int i = 0; i < got; i++) {
            int64_t arrival = arrival_of(&messages[i].msg_hdr, now);
            if (now - arrival > farm->longest_wait) farm->longest_wait = now - arrival;
            transport_take(transport, packets[i], messages[i].msg_len, arrival);
        }
    } while (got == BATCH);
}

static void run(struct farm *farm)
{
    static struct input input;
    static const struct timespec pause = {.tv_nsec = MILLISECOND};
    struct epoll_event events[MAX_EVENTS];
    while (read_commands(farm, &input)) {
        int ready = epoll_wait(farm->poll, events, MAX_EVENTS, 0);
        for (int i = 0; i < ready; i++) receive(farm, events[i].data.ptr);
        int64_t now = now_ns();
        for (size_t i = 0; i < farm->count; i++) transport_tick(farm->transports[i], now);
        fflush(stdout);
        nanosleep(&pause, NULL);
    }
}

/* Every transport has a socket of its own: as many are allowed as the system lets it have. */
static void allow_sockets(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    (void)setrlimit(RLIMIT_NOFILE, &limit);
}

/* The one argument: SRTP profiles in OpenSSL's names. */
int main(int count, char **arguments)
{
    static struct farm farm;
    static char output[1 << 16];
    allow_sockets();
    signal(SIGPIPE, SIG_IGN); /* OpenSSL and stdout: an error is enough */
    setvbuf(stdout, output, _IOFBF, sizeof output);
    farm.poll = epoll_create1(EPOLL_CLOEXEC);
    if (farm.poll < 0 || !dtls_identity_create(&farm.identity, count > 1 ? arguments[1] : DEFAULT_PROFILES)) {
        fprintf(stderr, "farm: OpenSSL or epoll refused to begin\n");
        return 1;
    }
    fcntl(STDIN_FILENO, F_SETFL, fcntl(STDIN_FILENO, F_GETFL) | O_NONBLOCK);
    json_emit("{\"event\":\"ready\",\"fingerprint\":\"%s\"}", farm.identity.fingerprint);
    run(&farm);
    while (farm.count > 0) transport_close(farm.transports[--farm.count]);
    SSL_CTX_free(farm.identity.context);
    return 0;
}
