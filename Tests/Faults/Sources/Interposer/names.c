// The names of calls.

#include "state.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/sctp.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *const function_names[] = {
#define FUNCTION(name) #name,
#include "functions.h"
#undef FUNCTION
};

static const struct {
  int level, number;
  const char *name;
} options[] = {
#define OPTION(level, name) {level, name, #name},
    OPTION(SOL_SOCKET, SO_ACCEPTCONN) OPTION(SOL_SOCKET, SO_BINDTODEVICE) OPTION(SOL_SOCKET, SO_DOMAIN)
    OPTION(SOL_SOCKET, SO_ERROR) OPTION(SOL_SOCKET, SO_LINGER) OPTION(SOL_SOCKET, SO_MARK)
    OPTION(SOL_SOCKET, SO_PRIORITY) OPTION(SOL_SOCKET, SO_PROTOCOL) OPTION(SOL_SOCKET, SO_RCVBUF)
    OPTION(SOL_SOCKET, SO_REUSEADDR) OPTION(SOL_SOCKET, SO_SNDBUF) OPTION(SOL_SOCKET, SO_TYPE)
    OPTION(IPPROTO_IP, IP_FREEBIND) OPTION(IPPROTO_IP, IP_TOS) OPTION(IPPROTO_IP, IP_TTL)
    OPTION(IPPROTO_IPV6, IPV6_TCLASS) OPTION(IPPROTO_IPV6, IPV6_UNICAST_HOPS) OPTION(IPPROTO_IPV6, IPV6_V6ONLY)
// Not by OPTION, which would receive the numbers instead of the names.
#define SCTP_OPTION(name) {IPPROTO_SCTP, name, #name},
    SCTP_OPTION(SCTP_ADAPTATION_LAYER) SCTP_OPTION(SCTP_ADD_STREAMS) SCTP_OPTION(SCTP_ASCONF_SUPPORTED)
    SCTP_OPTION(SCTP_ASSOCINFO) SCTP_OPTION(SCTP_AUTH_ACTIVE_KEY) SCTP_OPTION(SCTP_AUTH_CHUNK)
    SCTP_OPTION(SCTP_AUTH_DEACTIVATE_KEY) SCTP_OPTION(SCTP_AUTH_DELETE_KEY) SCTP_OPTION(SCTP_AUTH_KEY)
    SCTP_OPTION(SCTP_AUTH_SUPPORTED) SCTP_OPTION(SCTP_AUTOCLOSE) SCTP_OPTION(SCTP_AUTO_ASCONF)
    SCTP_OPTION(SCTP_CONTEXT) SCTP_OPTION(SCTP_DEFAULT_PRINFO) SCTP_OPTION(SCTP_DEFAULT_SEND_PARAM)
    SCTP_OPTION(SCTP_DEFAULT_SNDINFO) SCTP_OPTION(SCTP_DELAYED_SACK) SCTP_OPTION(SCTP_DISABLE_FRAGMENTS)
    SCTP_OPTION(SCTP_ECN_SUPPORTED) SCTP_OPTION(SCTP_ENABLE_STREAM_RESET) SCTP_OPTION(SCTP_EVENT)
    SCTP_OPTION(SCTP_EXPOSE_POTENTIALLY_FAILED_STATE) SCTP_OPTION(SCTP_FRAGMENT_INTERLEAVE)
    SCTP_OPTION(SCTP_GET_ASSOC_ID_LIST) SCTP_OPTION(SCTP_GET_ASSOC_NUMBER) SCTP_OPTION(SCTP_GET_ASSOC_STATS)
    SCTP_OPTION(SCTP_GET_LOCAL_ADDRS) SCTP_OPTION(SCTP_GET_PEER_ADDRS) SCTP_OPTION(SCTP_GET_PEER_ADDR_INFO)
    SCTP_OPTION(SCTP_HMAC_IDENT) SCTP_OPTION(SCTP_INITMSG) SCTP_OPTION(SCTP_INTERLEAVING_SUPPORTED)
    SCTP_OPTION(SCTP_I_WANT_MAPPED_V4_ADDR) SCTP_OPTION(SCTP_LOCAL_AUTH_CHUNKS) SCTP_OPTION(SCTP_MAXSEG)
    SCTP_OPTION(SCTP_MAX_BURST) SCTP_OPTION(SCTP_NODELAY) SCTP_OPTION(SCTP_PARTIAL_DELIVERY_POINT)
    SCTP_OPTION(SCTP_PEER_ADDR_PARAMS) SCTP_OPTION(SCTP_PEER_ADDR_THLDS) SCTP_OPTION(SCTP_PEER_ADDR_THLDS_V2)
    SCTP_OPTION(SCTP_PEER_AUTH_CHUNKS) SCTP_OPTION(SCTP_PLPMTUD_PROBE_INTERVAL) SCTP_OPTION(SCTP_PRIMARY_ADDR)
    SCTP_OPTION(SCTP_PR_ASSOC_STATUS) SCTP_OPTION(SCTP_PR_STREAM_STATUS) SCTP_OPTION(SCTP_PR_SUPPORTED)
    SCTP_OPTION(SCTP_RECONFIG_SUPPORTED) SCTP_OPTION(SCTP_RECVNXTINFO) SCTP_OPTION(SCTP_RECVRCVINFO)
    SCTP_OPTION(SCTP_REMOTE_UDP_ENCAPS_PORT) SCTP_OPTION(SCTP_RESET_ASSOC) SCTP_OPTION(SCTP_RESET_STREAMS)
    SCTP_OPTION(SCTP_REUSE_PORT) SCTP_OPTION(SCTP_RTOINFO) SCTP_OPTION(SCTP_SET_PEER_PRIMARY_ADDR)
    SCTP_OPTION(SCTP_SOCKOPT_BINDX_ADD) SCTP_OPTION(SCTP_SOCKOPT_BINDX_REM) SCTP_OPTION(SCTP_SOCKOPT_CONNECTX)
    SCTP_OPTION(SCTP_SOCKOPT_CONNECTX3) SCTP_OPTION(SCTP_SOCKOPT_PEELOFF) SCTP_OPTION(SCTP_SOCKOPT_PEELOFF_FLAGS)
    SCTP_OPTION(SCTP_STATUS) SCTP_OPTION(SCTP_STREAM_SCHEDULER) SCTP_OPTION(SCTP_STREAM_SCHEDULER_VALUE)
};

static const char *option_name(long level, long number) {
  for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
    if (options[i].level == level && options[i].number == number) return options[i].name;
  }
  return NULL;
}

enum { kind_other, kind_socket, kind_eventfd, kind_epoll };

long descriptor_kind(int fd) {
  char name[64];
  interposer_describe(fd, name, sizeof name);
  if (!strncmp(name, "socket:", 7)) return kind_socket;
  if (strstr(name, "[eventfd]")) return kind_eventfd;
  return strstr(name, "[eventpoll]") ? kind_epoll : kind_other;
}

void interposer_describe(int fd, char *name, size_t size) {
  char path[32];
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(path, name, size - 1);
  name[length < 0 ? 0 : length] = 0;
}

static const char *detail_name(struct interposed_call call) {
  static const char *const kinds[] = {"file", "socket", "eventfd", "epoll"};
  static const char *const allocations[] = {"", "libsctp", "Swift"};
  switch (call.function) {
    case function_close: return kinds[call.detail];
    case function_fcntl:
      return call.detail == F_GETFL ? "F_GETFL" : call.detail == F_SETFL ? "F_SETFL" : call.detail == F_SETFD ? "F_SETFD" : NULL;
    case function_epoll_ctl:
      return call.detail == EPOLL_CTL_ADD ? "EPOLL_CTL_ADD" : call.detail == EPOLL_CTL_DEL ? "EPOLL_CTL_DEL" : "EPOLL_CTL_MOD";
    case function_epoll_wait: return call.detail ? "reactor" : "";
    case function_recvmsg: return call.detail ? "MSG_PEEK" : "";
    case function_ppoll: return call.detail > 1 ? "" : "probe";
    case function_malloc:
    case function_calloc: return allocations[call.detail];
    case function_syscall:
      return call.detail == SYS_futex ? "futex" : call.detail == SYS_sched_getaffinity ? "sched_getaffinity" : NULL;
    default: return "";
  }
}

void interposer_name(struct interposed_call call, char *name, size_t size) {
  const char *function = function_names[call.function];
  bool has_option = call.function == function_getsockopt || call.function == function_setsockopt;
  const char *detail = has_option ? option_name(call.detail, call.subdetail) : detail_name(call);
  if (!detail) {
    snprintf(name, size, "%s(%ld, %ld)", function, call.detail, call.subdetail);
  } else if (*detail) {
    snprintf(name, size, "%s(%s)", function, detail);
  } else {
    snprintf(name, size, "%s", function);
  }
}
