#include "library.h"

#include "messages.h"

#include <unistd.h>

static const uint_fast64_t closed = UINT64_C(1) << 63;

struct library_socket library_socket(int fd) {
  return (struct library_socket){.fd = fd, .mutex = PTHREAD_MUTEX_INITIALIZER};
}

static bool begin(struct library_socket *socket) {
  uint_fast64_t calls = atomic_load_explicit(&socket->calls_under_way, memory_order_relaxed);
  do {
    if (calls & closed) return false;
  } while (!atomic_compare_exchange_weak(&socket->calls_under_way, &calls, calls + 1));
  return true;
}

static void end(struct library_socket *socket) {
  if (atomic_fetch_sub(&socket->calls_under_way, 1) == (closed | 1)) close(socket->fd);
}

static void read_control(struct msghdr *message, struct library_received *received) {
  for (struct cmsghdr *header = CMSG_FIRSTHDR(message); header; header = CMSG_NXTHDR(message, header)) {
    if (header->cmsg_level != IPPROTO_SCTP) continue;
    if (header->cmsg_type == SCTP_RCVINFO) memcpy(&received->info, CMSG_DATA(header), sizeof received->info);
    if (header->cmsg_type != SCTP_NXTINFO) continue;
    memcpy(&received->next, CMSG_DATA(header), sizeof received->next);
    received->has_next = true;
  }
}

static void receive(struct library_socket *socket, struct iovec *vector, int flags, struct library_received *received) {
  // There is room for the control messages of other options too.
  _Alignas(struct cmsghdr) char control[512];
  do {
    struct msghdr message = {
        .msg_name = &received->source,
        .msg_namelen = sizeof received->source,
        .msg_iov = vector,
        .msg_iovlen = 1,
        .msg_control = control,
        .msg_controllen = sizeof control,
    };
    received->result = recvmsg(socket->fd, &message, flags);
    if (received->result < 0) {
      received->result = -errno;
    } else {
      received->flags = message.msg_flags;
      read_control(&message, received);
    }
  } while (received->result == -EINTR || received->flags & MSG_NOTIFICATION);
}

int library_send(struct library_socket *socket, uint16_t stream, const void *payload, size_t length) {
  if (!begin(socket)) return -EBADF;
  int result = send_message(socket->fd, 0, stream, payload, length, 0);
  end(socket);
  return result;
}

struct library_received library_receive(struct library_socket *socket, void *buffer, size_t length, int flags) {
  struct library_received received = {.result = -EBADF};
  if (!begin(socket)) return received;
  struct iovec vector = {.iov_base = buffer, .iov_len = length};
  pthread_mutex_lock(&socket->mutex);
  receive(socket, &vector, flags, &received);
  pthread_mutex_unlock(&socket->mutex);
  end(socket);
  return received;
}
