// The system headers of the module CSCTP, and functions for the calls that Swift cannot express: C macros, control
// messages, and errno. On failure, a function returns the negative errno immediately, before anything can change errno.
// Also valid C++, because a Swift target with C++ interoperability compiles this header as C++.

#ifndef CSCTP_SHIM_H
#define CSCTP_SHIM_H

#include "headers.h"

#ifdef __linux__

// Without <netinet/in.h>, which declares IPPROTO_SCTP as an enumerator, <netinet/sctp.h> defines it as a macro.
#include <netinet/in.h>
#include <netinet/sctp.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/futex.h>
#include <linux/sched.h>
#include <linux/sock_diag.h>
#include <net/if.h>
#include <netinet/ip.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#ifdef __cplusplus
extern "C" {
#endif

// Swift reads and writes these structures in the kernel's layout.
_Static_assert(sizeof(sctp_peeloff_arg_t) == 8, "sctp_peeloff_arg_t");
_Static_assert(sizeof(sctp_peeloff_flags_arg_t) == 12, "sctp_peeloff_flags_arg_t");
_Static_assert(sizeof(struct sctp_sndinfo) == 16, "sctp_sndinfo");
_Static_assert(sizeof(struct sctp_prinfo) == 8, "sctp_prinfo");
_Static_assert(sizeof(struct sctp_authinfo) == 2, "sctp_authinfo");
_Static_assert(sizeof(struct sctp_rcvinfo) == 28, "sctp_rcvinfo");
_Static_assert(sizeof(struct sctp_nxtinfo) == 16, "sctp_nxtinfo");
_Static_assert(sizeof(struct sctp_initmsg) == 8, "sctp_initmsg");
_Static_assert(sizeof(struct sctp_event) == 8, "sctp_event");
_Static_assert(sizeof(struct sctp_assoc_change) == 20, "sctp_assoc_change");
_Static_assert(sizeof(struct sctp_paddr_change) == 148, "sctp_paddr_change");
_Static_assert(sizeof(struct sctp_shutdown_event) == 12, "sctp_shutdown_event");
_Static_assert(sizeof(struct sctp_pdapi_event) == 24, "sctp_pdapi_event");
_Static_assert(sizeof(struct sctp_paddrinfo) == 152, "sctp_paddrinfo");
_Static_assert(sizeof(struct sctp_status) == 176, "sctp_status");

// The headers that precede the reason in the packet of an ABORT chunk. See RFC 9260, sections 3.1, 3.2 and 3.3.10.
// The C library does not declare them.
struct csctp_abort_packet {
  struct {
    in_port_t source, destination;
    uint32_t verification_tag, checksum;
  } common;
  struct {
    uint8_t type, flags;
    uint16_t length;
  } chunk;
  struct {
    uint16_t code, length;
  } cause;
};

// The longest reason of an abort. The kernel pads the reason to a multiple of 4 bytes and sends it in one IPv4 packet.
// It silently discards a packet that is too long, after it has released the association.
static const size_t csctp_longest_abort_reason =
    (IP_MAXPACKET - sizeof(struct ip) - sizeof(struct csctp_abort_packet)) / sizeof(uint32_t) * sizeof(uint32_t);

// The first fields of every notification; the C header declares no named type for them.
typedef __typeof__(((union sctp_notification *)0)->sn_header) csctp_notification_header;

// Swift imports the originals as enumeration cases or not at all.
static const int csctp_O_NONBLOCK = O_NONBLOCK;
static const int csctp_SOCK_STREAM = SOCK_STREAM;
static const int csctp_SOCK_SEQPACKET = SOCK_SEQPACKET;
static const int csctp_SOCK_NONBLOCK = SOCK_NONBLOCK;
static const int csctp_SOCK_CLOEXEC = SOCK_CLOEXEC;
static const int csctp_MSG_NOTIFICATION = MSG_NOTIFICATION;
static const int csctp_MSG_EOR = MSG_EOR;
static const int csctp_MSG_CTRUNC = MSG_CTRUNC;
static const uint16_t csctp_SCTP_EOF = SCTP_EOF;
static const uint16_t csctp_SCTP_ABORT = SCTP_ABORT;

// Returns the result of a call, or the negative errno if the call failed.
static inline int csctp_result(int result) { return result < 0 ? -errno : result; }

static inline int csctp_socket(int family, int type, int flags) {
  return csctp_result(socket(family, type | flags, IPPROTO_SCTP));
}

static inline int csctp_close(int fd) { return csctp_result(close(fd)); }

static inline int csctp_bind(int fd, const struct sockaddr_in6 *address, socklen_t length) {
  return csctp_result(bind(fd, (const struct sockaddr *)address, length));
}

static inline int csctp_listen(int fd, int backlog) { return csctp_result(listen(fd, backlog)); }

static inline int csctp_accept4(int fd, int flags) { return csctp_result(accept4(fd, NULL, NULL, flags)); }

static inline int csctp_shutdown_write(int fd) { return csctp_result(shutdown(fd, SHUT_WR)); }

static inline int csctp_bindx(int fd, const void *addresses, int count, int operation) {
  return csctp_result(sctp_bindx(fd, (struct sockaddr *)addresses, count, operation));
}

// sctp_connectx(3) also tests errno after a successful call, so clear it first.
static inline int csctp_connectx(int fd, const void *addresses, int count, sctp_assoc_t *association) {
  errno = 0;
  return csctp_result(sctp_connectx(fd, (struct sockaddr *)addresses, count, association));
}

// These return the number of addresses. The caller must release the list with free(3), even if it is empty.
static inline int csctp_getpaddrs(int fd, sctp_assoc_t association, struct sockaddr **addresses) {
  *addresses = NULL;
  return csctp_result(sctp_getpaddrs(fd, association, addresses));
}

static inline int csctp_getladdrs(int fd, sctp_assoc_t association, struct sockaddr **addresses) {
  *addresses = NULL;
  return csctp_result(sctp_getladdrs(fd, association, addresses));
}

// Returns the size of a packed list of addresses, in bytes.
static inline size_t csctp_addresses_size(const struct sockaddr *addresses, int count) {
  size_t size = 0;
  for (int i = 0; i < count; i++) {
    size += sctp_getaddrlen(((const struct sockaddr *)((const char *)addresses + size))->sa_family);
  }
  return size;
}

static inline int csctp_peeloff(int fd, sctp_assoc_t association) {
  return csctp_result(sctp_peeloff(fd, association));
}

// libsctp declares sctp_peeloff_flags but does not export it. The option's result is the new descriptor.
static inline int csctp_peeloff_flags(int fd, sctp_assoc_t association, int flags) {
  sctp_peeloff_flags_arg_t argument = {{association, 0}, (unsigned)flags};
  socklen_t length = sizeof argument;
  int result = csctp_result(getsockopt(fd, SOL_SCTP, SCTP_SOCKOPT_PEELOFF_FLAGS, &argument, &length));
  return result < 0 ? result : argument.p_arg.sd;
}

static inline int csctp_getsockopt(int fd, int level, int name, void *value, socklen_t *length) {
  return csctp_result(getsockopt(fd, level, name, value, length));
}

static inline int csctp_setsockopt(int fd, int level, int name, const void *value, socklen_t length) {
  return csctp_result(setsockopt(fd, level, name, value, length));
}

static inline int csctp_get_status_flags(int fd) { return csctp_result(fcntl(fd, F_GETFL)); }

static inline int csctp_set_status_flags(int fd, int flags) { return csctp_result(fcntl(fd, F_SETFL, flags)); }

static inline int csctp_set_close_on_exec(int fd) { return csctp_result(fcntl(fd, F_SETFD, FD_CLOEXEC)); }

// The eventfd(2) is readable until csctp_eventfd_consume has consumed every signal.
static inline int csctp_eventfd(void) {
  return csctp_result(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK | EFD_SEMAPHORE));
}

static inline int csctp_eventfd_signal(int fd, uint64_t count) { return csctp_result(eventfd_write(fd, count)); }

static inline int csctp_eventfd_consume(int fd) {
  eventfd_t one;
  return csctp_result(eventfd_read(fd, &one));
}

static inline ssize_t csctp_interface_index(const char *name) {
  unsigned index = if_nametoindex(name);
  if (index > 0) return index;
  // glibc reports ENOENT if it can open no socket for the query, whatever the reason. Usually no descriptor is free.
  return errno == ENOENT ? -EMFILE : -errno;
}

// If the result is EAI_SYSTEM, `*code` is the error number. Retries a call that a signal interrupts;
// `retryingInterrupts` cannot, because the result is not a negative error number.
static inline int csctp_getaddrinfo(const char *host, int family, struct addrinfo **list, int *code) {
  // Without a socket type, the list contains each address once for every type.
  struct addrinfo hints = {.ai_family = family, .ai_socktype = SOCK_STREAM};
  int failure;
  do {
    failure = getaddrinfo(host, NULL, &hints, list);
    *code = errno;
  } while (failure == EAI_SYSTEM && *code == EINTR);
  return failure;
}

int pthread_setname_np(pthread_t, const char *);

// Returns the signals that each thread of the library blocks, whatever the mask of the thread that starts it is: those
// that any other thread can handle.
//
// A fault of a task raises its signal in the thread that runs the task. If the thread blocked the signal, the process
// would end without a backtrace. A child process inherits the mask of the thread that starts it, and expects SIGPIPE.
// SIGPROF samples the thread that it interrupts. Dispatch chooses the same signals for the threads of Swift's own
// executor, except that it blocks SIGABRT.
static inline sigset_t csctp_blocked_signals(void) {
  static const int delivered[] = {SIGSEGV, SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGABRT, SIGSYS, SIGPIPE, SIGPROF};
  sigset_t blocked;
  sigfillset(&blocked);
  for (size_t i = 0; i < sizeof delivered / sizeof *delivered; i++) sigdelset(&blocked, delivered[i]);
  return blocked;
}

static inline void csctp_block_thread_signals(void) {
  sigset_t blocked = csctp_blocked_signals();
  pthread_sigmask(SIG_SETMASK, &blocked, NULL);
}

// Starts a detached thread, which must first call `csctp_block_thread_signals`. Only the first 15 bytes of `name` are
// used.
static inline int csctp_start_thread(const char *name, void *(*body)(void *), void *argument) {
  sigset_t all, before;
  sigfillset(&all);
  // The thread inherits this mask, so that it receives no signal before it sets its own mask.
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pthread_t thread;
  int failure = pthread_create(&thread, NULL, body, argument);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  if (failure) return -failure;
  pthread_setname_np(thread, name);
  pthread_detach(thread);
  return 0;
}

// Sets whether a wake-up of this thread preempts the running thread. Otherwise this thread waits until the running
// thread blocks or its time slice ends. Does nothing under another scheduling policy, such as a realtime policy.
static inline void csctp_set_wakeup_preemption(bool on) {
  int before = sched_getscheduler(0), after = on ? SCHED_OTHER : SCHED_BATCH;
  struct sched_param parameters = {0};
  if (before == SCHED_OTHER || before == SCHED_BATCH) sched_setscheduler(0, after, &parameters);
}

// Resets the policy SCHED_BATCH of this thread, unless it is the policy of the process's first thread too.
static inline void csctp_undo_inherited_batch_policy(void) {
  if (sched_getscheduler(0) == SCHED_BATCH && sched_getscheduler(getpid()) != SCHED_BATCH) {
    csctp_set_wakeup_preemption(true);
  }
}

// Returns the number of processors that this thread may use, at most 1,024.
static inline int csctp_processor_count(void) {
  unsigned long processors[1024 / (8 * sizeof(unsigned long))] = {0};
  // The C library declares the call only as an extension.
  if (syscall(SYS_sched_getaffinity, 0, sizeof processors, processors) < 0) {
    // The kernel has more processors than fit into the array, or a filter rejects the call.
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online < 1 ? 1 : online < 1024 ? online : 1024;
  }
  int count = 0;
  for (size_t i = 0; i < sizeof processors / sizeof *processors; i++) count += __builtin_popcountl(processors[i]);
  return count;
}

// Waits while `*word` is `expected`, but may return before it changes.
static inline void csctp_futex_wait(const void *word, uint32_t expected) {
  syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, expected, NULL, NULL, 0);
}

static inline void csctp_futex_wake_all(const void *word) {
  syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, INT_MAX, NULL, NULL, 0);
}

// Returns the time of the monotonic clock, in nanoseconds.
static inline int64_t csctp_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

// Returns the length of a tick of the kernel's clock (1 / CONFIG_HZ), in nanoseconds. It is the resolution of the
// coarse clocks.
static inline int64_t csctp_tick_length(void) {
  struct timespec tick;
  clock_getres(CLOCK_MONOTONIC_COARSE, &tick);
  return tick.tv_sec * INT64_C(1000000000) + tick.tv_nsec;
}

// Converts `timeout`, in nanoseconds; returns NULL, for no limit, if it is negative.
static inline struct timespec *csctp_timeout(int64_t timeout, struct timespec *storage) {
  storage->tv_sec = timeout / 1000000000;
  storage->tv_nsec = timeout % 1000000000;
  return timeout < 0 ? NULL : storage;
}

int ppoll(struct pollfd *, nfds_t, const struct timespec *, const sigset_t *);

static inline int csctp_poll(struct pollfd *descriptors, nfds_t count, int64_t timeout) {
  struct timespec storage;
  return csctp_result(ppoll(descriptors, count, csctp_timeout(timeout, &storage), NULL));
}

static inline int csctp_epoll_create(void) { return csctp_result(epoll_create1(EPOLL_CLOEXEC)); }

static inline int csctp_epoll_control(int epoll, int operation, int fd, uint32_t events, uint64_t identifier) {
  struct epoll_event event = {.events = events, .data = {.u64 = identifier}};
  return csctp_result(epoll_ctl(epoll, operation, fd, &event));
}

// Each event of the descriptor carries `identifier`.
static inline int csctp_epoll_add(int epoll, int fd, uint32_t events, uint64_t identifier) {
  return csctp_epoll_control(epoll, EPOLL_CTL_ADD, fd, events, identifier);
}

static inline int csctp_epoll_modify(int epoll, int fd, uint32_t events, uint64_t identifier) {
  return csctp_epoll_control(epoll, EPOLL_CTL_MOD, fd, events, identifier);
}

static inline int csctp_epoll_remove(int epoll, int fd) {
  return csctp_result(epoll_ctl(epoll, EPOLL_CTL_DEL, fd, NULL));
}

// struct epoll_event without its union and its packed layout.
struct csctp_event {
  uint64_t identifier;
  uint32_t events;
};

enum { csctp_event_capacity = 128 };

// Waits for events, and writes up to `csctp_event_capacity` of them to `events`. `timeout` is in milliseconds; negative
// for no limit.
static inline int csctp_epoll_wait(int epoll, struct csctp_event *events, int timeout) {
  struct epoll_event raw[csctp_event_capacity];
  int count = csctp_result(epoll_wait(epoll, raw, csctp_event_capacity, timeout));
  for (int i = 0; i < count; i++) {
    events[i] = (struct csctp_event){.identifier = raw[i].data.u64, .events = raw[i].events};
  }
  return count;
}

// Removes the pending events, so that the next event of an edge-triggered descriptor makes `epoll` readable again.
static inline int csctp_epoll_clear(int epoll) {
  struct epoll_event events[4];
  return csctp_result(epoll_wait(epoll, events, 4, 0));
}

// Appends a control message to the first `*used` bytes of `buffer`, and adds its size to `*used`. If `buffer` is NULL,
// only adds the size.
static inline void csctp_append_control(void *buffer, size_t *used, int type, const void *data, size_t size) {
  if (buffer) {
    struct cmsghdr *header = (struct cmsghdr *)((char *)buffer + *used);
    memset(header, 0, CMSG_SPACE(size));
    header->cmsg_level = IPPROTO_SCTP;
    header->cmsg_type = type;
    header->cmsg_len = CMSG_LEN(size);
    memcpy(CMSG_DATA(header), data, size);
  }
  *used += CMSG_SPACE(size);
}

// The arguments of a sendmsg(2) except the payload. Without a destination address, `name_length` is 0.
struct csctp_outgoing {
  struct sockaddr_in6 name;
  socklen_t name_length;
  bool has_reliability;
  bool has_key;
  struct sctp_sndinfo info;
  struct sctp_prinfo reliability;
  struct sctp_authinfo key;
};

enum {
  // The largest size of the control messages of a `csctp_outgoing`.
  csctp_outgoing_control_size =
      CMSG_SPACE(sizeof(struct sctp_sndinfo)) + CMSG_SPACE(sizeof(struct sctp_prinfo)) + CMSG_SPACE(sizeof(struct sctp_authinfo)),
};

// Sends a message. Builds its control messages in `control`, and appends the further control messages in `extra`.
static inline ssize_t csctp_sendmsg_with_control(int fd, const void *payload, size_t length,
                                                 const struct csctp_outgoing *outgoing, char *control,
                                                 const void *extra, size_t extra_length) {
  struct iovec vector = {.iov_base = (void *)payload, .iov_len = length};
  size_t used = 0;
  csctp_append_control(control, &used, SCTP_SNDINFO, &outgoing->info, sizeof outgoing->info);
  if (outgoing->has_reliability) {
    csctp_append_control(control, &used, SCTP_PRINFO, &outgoing->reliability, sizeof outgoing->reliability);
  }
  if (outgoing->has_key) csctp_append_control(control, &used, SCTP_AUTHINFO, &outgoing->key, sizeof outgoing->key);
  if (extra_length > 0) memcpy(control + used, extra, extra_length);
  struct msghdr message = {
      .msg_name = outgoing->name_length > 0 ? (void *)&outgoing->name : NULL,
      .msg_namelen = outgoing->name_length,
      .msg_iov = &vector,
      .msg_iovlen = length > 0,
      .msg_control = control,
      .msg_controllen = used + extra_length,
  };
  ssize_t sent = sendmsg(fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
  return sent < 0 ? -errno : sent;
}

// Allocates the control messages on the heap: the caller chooses the length of `extra`, which could overflow the stack.
static __attribute__((noinline, unused)) ssize_t csctp_sendmsg_with_extra(int fd, const void *payload, size_t length,
                                                                          const struct csctp_outgoing *outgoing,
                                                                          const void *extra, size_t extra_length) {
  char *control = (char *)malloc(csctp_outgoing_control_size + extra_length);
  if (!control) return -ENOMEM;
  ssize_t sent = csctp_sendmsg_with_control(fd, payload, length, outgoing, control, extra, extra_length);
  free(control);
  return sent;
}

// Sends a message without waiting, and never raises SIGPIPE. `extra` is a sequence of further control messages.
static inline ssize_t csctp_sendmsg(int fd, const void *payload, size_t length, const struct csctp_outgoing *outgoing,
                                    const void *extra, size_t extra_length) {
  if (extra_length > 0) return csctp_sendmsg_with_extra(fd, payload, length, outgoing, extra, extra_length);
  _Alignas(struct cmsghdr) char control[csctp_outgoing_control_size];
  return csctp_sendmsg_with_control(fd, payload, length, outgoing, control, NULL, 0);
}

// The results of a recvmsg(2) except the bytes.
struct csctp_incoming {
  struct sockaddr_in6 name;
  int flags;
  bool has_info;
  bool has_next;
  struct sctp_rcvinfo info;
  struct sctp_nxtinfo next;
};

// The buffer of recvmsg(2) for control messages.
union csctp_control {
  // Also large enough for the control messages of other options, such as timestamps: a truncated one loses the message.
  char bytes[512];
  struct cmsghdr alignment;
};

static inline struct msghdr csctp_receive_header(struct iovec *vectors, size_t count, struct sockaddr_in6 *name,
                                                 union csctp_control *control) {
  return (struct msghdr){
      .msg_name = name,
      .msg_namelen = sizeof *name,
      .msg_iov = vectors,
      .msg_iovlen = count,
      .msg_control = control->bytes,
      .msg_controllen = sizeof control->bytes,
  };
}

static inline bool csctp_is_control(const struct cmsghdr *header, int type, size_t size) {
  return header->cmsg_level == IPPROTO_SCTP && header->cmsg_type == type && header->cmsg_len == CMSG_LEN(size);
}

// Returns whether a control message lies within the buffer. CMSG_FIRSTHDR does not check this, and CMSG_NXTHDR checks it
// in some C libraries only.
static inline bool csctp_is_inside(const struct msghdr *message, const struct cmsghdr *header) {
  size_t offset = (size_t)((const char *)header - (const char *)message->msg_control);
  return header->cmsg_len <= message->msg_controllen - offset;
}

// Reads the receive information; returns false if `header` is another control message.
static inline bool csctp_read_info(const struct cmsghdr *header, struct csctp_incoming *incoming) {
  if (!csctp_is_control(header, SCTP_RCVINFO, sizeof incoming->info)) return false;
  memcpy(&incoming->info, CMSG_DATA(header), sizeof incoming->info);
  incoming->has_info = true;
  return true;
}

static __attribute__((noinline, unused)) void csctp_read_controls(struct msghdr *message,
                                                                  struct csctp_incoming *incoming) {
  for (struct cmsghdr *header = CMSG_FIRSTHDR(message); header && csctp_is_inside(message, header);
       header = CMSG_NXTHDR(message, header)) {
    if (csctp_read_info(header, incoming)) continue;
    if (csctp_is_control(header, SCTP_NXTINFO, sizeof incoming->next)) {
      memcpy(&incoming->next, CMSG_DATA(header), sizeof incoming->next);
      incoming->has_next = true;
    }
  }
  // A notification carries no receive information, and the end of an association carries no address: clear the values
  // of an earlier message in the same place.
  if (!incoming->has_info) incoming->info = (struct sctp_rcvinfo){0};
  if (!incoming->has_next) incoming->next = (struct sctp_nxtinfo){0};
  if (message->msg_namelen == 0) incoming->name = (struct sockaddr_in6){0};
}

// Reads the flags and the control messages; recvmsg(2) has already written the name.
static inline void csctp_read_metadata(struct msghdr *message, struct csctp_incoming *incoming) {
  incoming->flags = message->msg_flags;
  incoming->has_info = false;
  incoming->has_next = false;
  // Usually the receive information is the only control message.
  bool has_only_info = message->msg_controllen == CMSG_SPACE(sizeof incoming->info);
  if (has_only_info && csctp_read_info((const struct cmsghdr *)message->msg_control, incoming)) return;
  csctp_read_controls(message, incoming);
}

// Returns whether a whole message was received, with its receive information.
static inline bool csctp_is_whole_message(const struct csctp_incoming *incoming) {
  return incoming->has_info && (incoming->flags & (MSG_EOR | MSG_NOTIFICATION | MSG_CTRUNC)) == MSG_EOR;
}

// Receives into several buffers without waiting.
static inline ssize_t csctp_recvmsg_vectors(int fd, struct iovec *vectors, size_t count,
                                            struct csctp_incoming *incoming) {
  union csctp_control control;
  struct msghdr message = csctp_receive_header(vectors, count, &incoming->name, &control);
  ssize_t received = recvmsg(fd, &message, MSG_DONTWAIT);
  if (received < 0) return -errno;
  csctp_read_metadata(&message, incoming);
  return received;
}

// Receives without waiting.
static inline ssize_t csctp_recvmsg(int fd, void *buffer, size_t length, struct csctp_incoming *incoming) {
  struct iovec vector = {.iov_base = buffer, .iov_len = length};
  return csctp_recvmsg_vectors(fd, &vector, 1, incoming);
}

// Receives without waiting into `first`, and the bytes that do not fit there into `second`.
static inline ssize_t csctp_recvmsg_split(int fd, void *first, size_t first_length, void *second, size_t second_length,
                                          struct csctp_incoming *incoming) {
  struct iovec vectors[] = {
      {.iov_base = first, .iov_len = first_length},
      {.iov_base = second, .iov_len = second_length},
  };
  return csctp_recvmsg_vectors(fd, vectors, 2, incoming);
}

// Copies the first bytes of the queue without removing them, and without waiting.
static inline ssize_t csctp_peek(int fd, void *buffer, size_t length, bool *is_notification) {
  struct iovec vector = {.iov_base = buffer, .iov_len = length};
  struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};
  ssize_t received = recvmsg(fd, &message, MSG_DONTWAIT | MSG_PEEK);
  *is_notification = received > 0 && (message.msg_flags & MSG_NOTIFICATION);
  return received < 0 ? -errno : received;
}

// The layout of `struct mmsghdr`. The C library declares it only with GNU extensions, which a module cannot enable.
struct csctp_mmsghdr {
  struct msghdr header;
  unsigned length;
};

int csctp_libc_recvmmsg(int, struct csctp_mmsghdr *, unsigned, int, struct timespec *) __asm__("recvmmsg");

// The buffers of recvmmsg(2), for up to `capacity` messages of up to `size` bytes each.
struct csctp_batch {
  struct csctp_mmsghdr *messages;
  struct iovec *vectors;
  union csctp_control *controls;
  struct csctp_incoming *incoming;
  char *bytes;
  size_t size;
  unsigned capacity;
  // The number of whole messages at the start of the last result.
  int leading_messages;
};

// Returns false if memory is exhausted; the caller must still call csctp_batch_free.
static inline bool csctp_batch_allocate(struct csctp_batch *batch, unsigned capacity, size_t size) {
  *batch = (struct csctp_batch){
      .messages = (struct csctp_mmsghdr *)calloc(capacity, sizeof *batch->messages),
      .vectors = (struct iovec *)calloc(capacity, sizeof *batch->vectors),
      .controls = (union csctp_control *)calloc(capacity, sizeof *batch->controls),
      .incoming = (struct csctp_incoming *)calloc(capacity, sizeof *batch->incoming),
      .bytes = (char *)calloc(capacity, size),
      .size = size,
      .capacity = capacity,
  };
  if (!batch->messages || !batch->vectors || !batch->controls || !batch->incoming || !batch->bytes) return false;
  for (unsigned i = 0; i < capacity; i++) {
    batch->vectors[i] = (struct iovec){.iov_base = batch->bytes + i * size, .iov_len = size};
    batch->messages[i].header =
        csctp_receive_header(&batch->vectors[i], 1, &batch->incoming[i].name, &batch->controls[i]);
  }
  return true;
}

static inline void csctp_batch_free(struct csctp_batch *batch) {
  free(batch->messages);
  free(batch->vectors);
  free(batch->controls);
  free(batch->incoming);
  free(batch->bytes);
}

// Receives without waiting. Returns the number of messages, notifications and parts.
static inline int csctp_recvmmsg(int fd, struct csctp_batch *batch) {
  struct csctp_mmsghdr *messages = batch->messages;
  struct csctp_incoming *incoming = batch->incoming;
  int count = csctp_result(csctp_libc_recvmmsg(fd, messages, batch->capacity, MSG_DONTWAIT, NULL));
  int leading_messages = 0;
  for (int i = 0; i < count; i++) {
    struct msghdr *header = &messages[i].header;
    csctp_read_metadata(header, &incoming[i]);
    // The kernel has overwritten these lengths. It only reads the other fields.
    header->msg_namelen = sizeof incoming[i].name;
    header->msg_controllen = sizeof batch->controls[i].bytes;
    if (leading_messages == i && csctp_is_whole_message(&incoming[i])) leading_messages++;
  }
  batch->leading_messages = leading_messages;
  return count;
}

#ifdef __cplusplus
}
#endif

#endif
#endif
