// The functions that the executable defines in place of those of the C library.

#include "state.h"

#include <dlfcn.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdarg.h>
#include <netinet/in.h>
#include <netinet/sctp.h>
#include <net/if.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define ORIGINAL(name)                                                \
  static __typeof__(name) *original;                                  \
  if (!original) original = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

#define CALLER __builtin_return_address(0)

// Defines a function that returns -1 on failure, or `failure`.
#define INTERPOSE_OR(failure, type, name, parameters, arguments, detail, subdetail) \
  type name parameters {                                                            \
    ORIGINAL(name);                                                                 \
    struct decision decision = decide(function_##name, detail, subdetail, CALLER);  \
    if (!decision.fails) return original arguments;                                 \
    if (decision.after) original arguments;                                         \
    errno = decision.error;                                                         \
    return failure;                                                                 \
  }

#define INTERPOSE(type, name, parameters, arguments, detail, subdetail) \
  INTERPOSE_OR(-1, type, name, parameters, arguments, detail, subdetail)

INTERPOSE(int, socket, (int family, int type, int protocol), (family, type, protocol), 0, 0)
INTERPOSE(int, bind, (int fd, const struct sockaddr *address, socklen_t length), (fd, address, length), 0, 0)
INTERPOSE(int, listen, (int fd, int backlog), (fd, backlog), 0, 0)
INTERPOSE(int, accept4, (int fd, struct sockaddr *address, socklen_t *length, int flags), (fd, address, length, flags),
          0, 0)
INTERPOSE(int, shutdown, (int fd, int how), (fd, how), 0, 0)
INTERPOSE(int, close, (int fd), (fd), descriptor_kind(fd), 0)
INTERPOSE(int, setsockopt, (int fd, int level, int name, const void *value, socklen_t length),
          (fd, level, name, value, length), level, name)
INTERPOSE(ssize_t, recvmsg, (int fd, struct msghdr *message, int flags), (fd, message, flags), (flags & MSG_PEEK) != 0,
          0)
INTERPOSE(int, recvmmsg, (int fd, struct mmsghdr *messages, unsigned count, int flags, struct timespec *timeout),
          (fd, messages, count, flags, timeout), 0, 0)
INTERPOSE(ssize_t, sendmsg, (int fd, const struct msghdr *message, int flags), (fd, message, flags), 0, 0)
INTERPOSE(int, epoll_create1, (int flags), (flags), 0, 0)
// The library's own epoll_wait(2) reads 4 events, and a reactor's reads more.
INTERPOSE(int, epoll_wait, (int fd, struct epoll_event *events, int count, int timeout), (fd, events, count, timeout),
          count > 4, 0)
INTERPOSE(int, eventfd, (unsigned value, int flags), (value, flags), 0, 0)
INTERPOSE(int, eventfd_read, (int fd, eventfd_t *value), (fd, value), 0, 0)
INTERPOSE(int, eventfd_write, (int fd, eventfd_t value), (fd, value), 0, 0)
INTERPOSE(int, sched_getscheduler, (pid_t process), (process), 0, 0)
INTERPOSE(int, sched_setscheduler, (pid_t process, int policy, const struct sched_param *parameters),
          (process, policy, parameters), 0, 0)
INTERPOSE(ssize_t, read, (int fd, void *buffer, size_t length), (fd, buffer, length), 0, 0)
INTERPOSE_OR(0, unsigned, if_nametoindex, (const char *name), (name), 0, 0)
INTERPOSE_OR(NULL, char *, if_indextoname, (unsigned index, char name[IF_NAMESIZE]), (index, name), 0, 0)
INTERPOSE_OR(decision.error, int, pthread_create,
             (pthread_t * thread, const pthread_attr_t *attributes, void *(*body)(void *), void *argument),
             (thread, attributes, body, argument), 0, 0)

// A peel-off that fails after the kernel has created the socket destroys the association together with the socket.
static void undo_peel_off(int level, int name, const void *value) {
  if (level != SOL_SCTP) return;
  int child = -1;
  if (name == SCTP_SOCKOPT_PEELOFF) child = ((const sctp_peeloff_arg_t *)value)->sd;
  if (name == SCTP_SOCKOPT_PEELOFF_FLAGS) child = ((const sctp_peeloff_flags_arg_t *)value)->p_arg.sd;
  if (child < 0) return;
  begin_exempt();
  close(child);
  end_exempt();
}

int getsockopt(int fd, int level, int name, void *value, socklen_t *length) {
  ORIGINAL(getsockopt);
  struct decision decision = decide(function_getsockopt, level, name, CALLER);
  if (!decision.fails) return original(fd, level, name, value, length);
  if (decision.after && original(fd, level, name, value, length) >= 0) undo_peel_off(level, name, value);
  errno = decision.error;
  return -1;
}

int ppoll(struct pollfd *descriptors, nfds_t count, const struct timespec *timeout, const sigset_t *mask) {
  ORIGINAL(ppoll);
  struct decision decision = decide(function_ppoll, count, 0, CALLER);
  if (decision.fails) {
    errno = decision.error;
    return -1;
  }
  if (count > 1) begin_wait(CALLER);
  return original(descriptors, count, timeout, mask);
}

int epoll_ctl(int epoll, int operation, int fd, struct epoll_event *event) {
  ORIGINAL(epoll_ctl);
  struct decision decision = decide(function_epoll_ctl, operation, 0, CALLER);
  if (decision.fails) {
    errno = decision.error;
    return -1;
  }
  int result = original(epoll, operation, fd, event);
  // A reactor identifies a socket by an address, and its own alarm by 0.
  if (result == 0 && operation != EPOLL_CTL_DEL && event->data.u64 != 0) begin_wait(CALLER);
  return result;
}

// An error from 1000 on is 1000 minus the negative error number of the resolver. A smaller one is that of the system.
int getaddrinfo(const char *host, const char *service, const struct addrinfo *hints, struct addrinfo **list) {
  ORIGINAL(getaddrinfo);
  struct decision decision = decide(function_getaddrinfo, 0, 0, CALLER);
  if (!decision.fails) return original(host, service, hints, list);
  if (decision.error < 1000) {
    errno = decision.error;
    return EAI_SYSTEM;
  }
  return 1000 - decision.error;
}

int fcntl(int fd, int command, ...) {
  ORIGINAL(fcntl);
  va_list rest;
  va_start(rest, command);
  void *argument = va_arg(rest, void *);
  va_end(rest);
  struct decision decision = decide(function_fcntl, command, 0, CALLER);
  if (!decision.fails) return original(fd, command, argument);
  errno = decision.error;
  return -1;
}

long syscall(long number, ...) {
  ORIGINAL(syscall);
  va_list rest;
  long arguments[6];
  va_start(rest, number);
  for (int i = 0; i < 6; i++) arguments[i] = va_arg(rest, long);
  va_end(rest);
  struct decision decision = decide(function_syscall, number, 0, CALLER);
  if (!decision.fails) {
    return original(number, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], arguments[5]);
  }
  errno = decision.error;
  return -1;
}

int open(const char *path, int flags, ...) {
  ORIGINAL(open);
  va_list rest;
  va_start(rest, flags);
  unsigned mode = va_arg(rest, unsigned);
  va_end(rest);
  struct decision decision = decide(function_open, 0, 0, CALLER);
  if (!decision.fails) return original(path, flags, mode);
  errno = decision.error;
  return -1;
}
