// The sources keep their header as include/srtp.h, which would find ours instead.
#include "../../../libsrtp2/include/srtp.h"
