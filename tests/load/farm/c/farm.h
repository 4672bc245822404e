/* The whole: all transports of the process, and the commands about them. */
#ifndef FARM_FARM_H
#define FARM_FARM_H

#include "transport.h"

#define FARM_MAX_TRANSPORTS 4096

struct farm {
    struct dtls_identity identity;
    int poll; /* epoll, with the transport in each event's data */
    struct transport *transports[FARM_MAX_TRANSPORTS];
    size_t count;
    uint64_t sent_before, received_before; /* by transports that are closed */
    int64_t longest_wait; /* ns a datagram waited for this process since it was last asked */
};

/* Carries out one line of commands (README, "Protocol") and answers it. */
void farm_command(struct farm *farm, char *line);

#endif
