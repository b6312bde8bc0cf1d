#include "messages.h"

#include <arpa/inet.h>
#include <sched.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

int64_t workload_clock(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int workload_use_one_processor(void) {
  cpu_set_t processors;
  CPU_ZERO(&processors);
  CPU_SET(sched_getcpu(), &processors);
  return sched_setaffinity(0, sizeof processors, &processors) ? -errno : 0;
}

int workload_allow_descriptors(uint64_t count) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit)) return -errno;
  if (limit.rlim_cur >= count) return 0;
  limit.rlim_cur = count;
  if (limit.rlim_max < count) limit.rlim_max = count;
  return setrlimit(RLIMIT_NOFILE, &limit) ? -errno : 0;
}

static int prepare(int fd, uint16_t streams) {
  int on = 1, size = 4 << 20;
  struct sctp_initmsg message = {.sinit_num_ostreams = streams};
  if (setsockopt(fd, IPPROTO_SCTP, SCTP_NODELAY, &on, sizeof on) ||
      setsockopt(fd, IPPROTO_SCTP, SCTP_RECVRCVINFO, &on, sizeof on) ||
      setsockopt(fd, IPPROTO_SCTP, SCTP_INITMSG, &message, sizeof message) ||
      setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size) ||
      setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size)) {
    return -errno;
  }
  return 0;
}

int workload_connect(uint16_t port, uint16_t streams) {
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, IPPROTO_SCTP);
  if (fd < 0) return -errno;
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
  int result = prepare(fd, streams);
  if (result == 0 && connect(fd, (struct sockaddr *)&address, sizeof address)) result = -errno;
  if (result == 0) return fd;
  close(fd);
  return result;
}

int workload_abort(int fd) {
  struct linger linger = {.l_onoff = 1};
  setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  return close(fd) ? -errno : 0;
}
