#include "/usr/include/srtp2/srtp.h"
