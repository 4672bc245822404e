/* See outlet.h. */
#include "outlet.h"

#include "rtp.h"

#include <sys/socket.h>

static uint8_t packets[OUTLET_MAX_BATCH][RTP_MAX_PACKET];

uint8_t *outlet_packet(size_t index)
{
    return packets[index];
}

void outlet_flush(struct outlet *outlet, const size_t *sizes, size_t count)
{
    struct mmsghdr messages[OUTLET_MAX_BATCH] = {0};
    struct iovec parts[OUTLET_MAX_BATCH];
    for (size_t i = 0; i < count; i++) {
        parts[i] = (struct iovec){.iov_base = packets[i], .iov_len = sizes[i]};
        messages[i].msg_hdr.msg_iov = &parts[i];
        messages[i].msg_hdr.msg_iovlen = 1;
    }
    int left = sendmmsg(outlet->socket, messages, (unsigned)count, 0);
    size_t sent = left > 0 ? (size_t)left : 0;
    outlet->packets += sent;
    outlet->refused += count - sent;
}

void outlet_send_rtcp(struct outlet *outlet, uint8_t *packet, size_t size)
{
    if (outlet->srtp == NULL || size == 0) return;
    size = srtp_protect_rtcp(outlet->srtp, packet, size);
    /* What the kernel does not take is lost as on a line: RTCP repeats itself. */
    (void)send(outlet->socket, packet, size, 0);
}
