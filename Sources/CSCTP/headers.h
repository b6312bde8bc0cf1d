// Reports missing headers of lksctp. Elsewhere than on Linux, the library is an empty module.

#if defined(__linux__) && !__has_include(<netinet/sctp.h>)
#error <netinet/sctp.h> is missing: install libsctp-dev (Debian, Ubuntu) or lksctp-tools-devel (Fedora, RHEL)
#endif
