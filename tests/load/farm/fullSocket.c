/*
 * For the test of a worker that gathers what it sends (batching.test.ts): preloaded, it lets sendmmsg() refuse now and then, as a socket
 * that is full does (EAGAIN, then sendmsg() refuses too), as a device without segmentation (EIO) and a path with a smaller MTU (EINVAL), or
 * take only a part. Each call is a letter in the file that SENDMMSG_LOG names.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

typedef int sendmmsg_call(int, struct mmsghdr *, unsigned, int);
typedef ssize_t sendmsg_call(int, const struct msghdr *, int);

/* How many more calls of sendmsg() find the socket full. */
static unsigned full;

static void log_call(char letter)
{
    static int file = -1;
    const char *name = getenv("SENDMMSG_LOG");
    if (file < 0 && name) file = open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file >= 0) (void)!write(file, &letter, 1);
}

int sendmmsg(int socket, struct mmsghdr *messages, unsigned count, int flags)
{
    static sendmmsg_call *real;
    static unsigned calls;
    if (!real) real = (sendmmsg_call *)dlsym(RTLD_NEXT, "sendmmsg");
    int refusal = 0;
    switch (++calls % 10) {
    case 2: refusal = EAGAIN; full = 1; break;
    case 4: refusal = EINVAL; break;
    case 9: refusal = calls > 1000 ? EIO : 0; break;
    case 6:
        log_call('p');
        return real(socket, messages, count > 1 ? count / 2 : 1, flags);
    }
    log_call(refusal == EAGAIN ? 'f' : refusal == EINVAL ? 'm' : refusal == EIO ? 'd' : '.');
    if (refusal == 0) return real(socket, messages, count, flags);
    errno = refusal;
    return -1;
}

ssize_t sendmsg(int socket, const struct msghdr *message, int flags)
{
    static sendmsg_call *real;
    if (!real) real = (sendmsg_call *)dlsym(RTLD_NEXT, "sendmsg");
    if (full == 0) return real(socket, message, flags);
    full--;
    log_call('q');
    errno = EAGAIN;
    return -1;
}
