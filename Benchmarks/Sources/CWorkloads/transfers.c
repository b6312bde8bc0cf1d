#include "messages.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

int workload_send(int fd, int32_t association, const void *payload, size_t length, int count) {
  for (int i = 0; i < count; i++) {
    int result = send_message(fd, association, 0, payload, length, 0);
    if (result < 0) return result;
  }
  return 0;
}

int workload_fill(int fd, const void *payload, size_t length) {
  for (int count = 0;; count++) {
    int result = send_message(fd, 0, 0, payload, length, MSG_DONTWAIT);
    if (result < 0) return result == -EAGAIN ? count : result;
  }
}

int workload_receive(int fd, void *buffer, size_t length, int count) {
  for (int i = 0; i < count; i++) {
    struct sctp_rcvinfo info;
    ssize_t received = receive_message(fd, buffer, length, 0, &info);
    if (received < 0) return received;
  }
  return 0;
}

// As a program does whose threads share a socket: what is to be closed is closed by the last of its calls, and the parts
// of a message stay in order.
int workload_receive_safely(int fd, void *buffer, size_t length, int count) {
  static atomic_uint_fast64_t calls_under_way;
  static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  const uint_fast64_t closed = UINT64_C(1) << 63;
  for (int i = 0; i < count; i++) {
    struct sctp_rcvinfo info;
    if (atomic_fetch_add(&calls_under_way, 1) & closed) return -EBADF;
    pthread_mutex_lock(&mutex);
    ssize_t received = receive_message(fd, buffer, length, 0, &info);
    pthread_mutex_unlock(&mutex);
    if (atomic_fetch_sub(&calls_under_way, 1) == (closed | 1)) close(fd);
    if (received < 0) return received;
  }
  return 0;
}

enum { batch_capacity = 32 };

int workload_receive_batches(int fd, void *buffer, size_t length, int count) {
  struct mmsghdr messages[batch_capacity];
  struct iovec vectors[batch_capacity];
  struct sockaddr_in6 sources[batch_capacity];
  union {
    char bytes[CMSG_SPACE(sizeof(struct sctp_rcvinfo))];
    struct cmsghdr header;
  } controls[batch_capacity];
  for (int left = count; left > 0;) {
    for (int i = 0; i < batch_capacity; i++) {
      vectors[i] = (struct iovec){.iov_base = (char *)buffer + i * length, .iov_len = length};
      messages[i].msg_hdr = (struct msghdr){
          .msg_name = &sources[i],
          .msg_namelen = sizeof sources[i],
          .msg_iov = &vectors[i],
          .msg_iovlen = 1,
          .msg_control = controls[i].bytes,
          .msg_controllen = sizeof controls[i].bytes,
      };
    }
    int received = recvmmsg(fd, messages, batch_capacity, MSG_WAITFORONE, NULL);
    if (received < 0) return -errno;
    for (int i = 0; i < received; i++) {
      if (messages[i].msg_hdr.msg_flags & MSG_NOTIFICATION) continue;
      struct sctp_rcvinfo info;
      int result = read_info(&messages[i].msg_hdr, &info);
      if (result < 0) return result;
      left--;
    }
  }
  return 0;
}

int workload_receive_whole(int fd, void *buffer, size_t length, int count) {
  for (int i = 0; i < count; i++) {
    struct sctp_rcvinfo info;
    ssize_t received = receive_message(fd, buffer, length, 0, &info);
    if (received < 0) return received;
    // Through a volatile pointer, as a compiler drops a block that nobody looks into.
    void *volatile message = malloc(received);
    if (!message) return -ENOMEM;
    memcpy(message, buffer, received);
    free(message);
  }
  return 0;
}

int workload_serve(int fd, void *buffer, size_t length, int count) {
  for (int i = 0; i < count; i++) {
    struct sctp_rcvinfo info;
    ssize_t received = receive_message(fd, buffer, length, 0, &info);
    if (received < 0) return received;
    int result = send_message(fd, info.rcv_assoc_id, info.rcv_sid, buffer, received, 0);
    if (result < 0) return result;
  }
  return 0;
}

// libsctp declares sctp_peeloff_flags but does not export it. The result of the option is the descriptor.
static int peel_off(int fd, int32_t association) {
  sctp_peeloff_flags_arg_t argument = {.p_arg = {.associd = association}, .flags = SOCK_CLOEXEC};
  socklen_t length = sizeof argument;
  if (getsockopt(fd, IPPROTO_SCTP, SCTP_SOCKOPT_PEELOFF_FLAGS, &argument, &length) < 0) return -errno;
  return argument.p_arg.sd;
}

// Without a free descriptor the kernel would end the association.
static int look_for_descriptor(void) {
  int probe = eventfd(0, EFD_CLOEXEC);
  if (probe < 0) return -errno;
  close(probe);
  return 0;
}

int workload_peel_off(int fd, const int32_t *associations, int count, bool looks, int *children) {
  for (int i = 0; i < count; i++) {
    int result = looks ? look_for_descriptor() : 0;
    if (result < 0) return result;
    children[i] = peel_off(fd, associations[i]);
    if (children[i] < 0) return children[i];
  }
  return 0;
}
