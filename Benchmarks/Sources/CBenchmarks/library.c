#include "library.h"

#include "messages.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

static const uint_fast64_t closed = UINT64_C(1) << 63;

struct library_socket library_socket(int fd, int closing) {
  return (struct library_socket){.fd = fd, .mutex = PTHREAD_MUTEX_INITIALIZER, .closing = closing};
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

void library_close(struct library_socket *socket) {
  if (!begin(socket)) return;
  atomic_fetch_or(&socket->calls_under_way, closed);
  eventfd_write(socket->closing, 1);
  end(socket);
}

static struct msghdr receiving(struct iovec *vector, union library_control *control,
                               struct library_received *received) {
  return (struct msghdr){
      .msg_name = &received->source,
      .msg_namelen = sizeof received->source,
      .msg_iov = vector,
      .msg_iovlen = 1,
      .msg_control = control->bytes,
      .msg_controllen = sizeof control->bytes,
  };
}

static void read_all(struct msghdr *message, ssize_t length, struct library_received *received) {
  received->result = length;
  received->flags = message->msg_flags;
  received->has_next = false;
  for (struct cmsghdr *header = CMSG_FIRSTHDR(message); header; header = CMSG_NXTHDR(message, header)) {
    if (header->cmsg_level != IPPROTO_SCTP) continue;
    if (header->cmsg_type == SCTP_RCVINFO) memcpy(&received->info, CMSG_DATA(header), sizeof received->info);
    if (header->cmsg_type != SCTP_NXTINFO) continue;
    memcpy(&received->next, CMSG_DATA(header), sizeof received->next);
    received->has_next = true;
  }
}

static void receive(struct library_socket *socket, struct iovec *vector, int flags, struct library_received *received) {
  union library_control control;
  do {
    struct msghdr message = receiving(vector, &control, received);
    ssize_t length = recvmsg(socket->fd, &message, flags);
    if (length < 0) {
      received->result = -errno;
      received->flags = 0;
    } else {
      read_all(&message, length, received);
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

static bool waits_first(struct library_socket *socket) {
  if (socket->remaining_waits == 0) return false;
  socket->remaining_waits--;
  return true;
}

static void record_first_read(struct library_socket *socket, bool found_something) {
  enum { maximum_waits = 63 };
  if (found_something && socket->granted_waits == 0) return;
  int granted = found_something ? 0 : 2 * socket->granted_waits + 1;
  socket->granted_waits = granted < maximum_waits ? granted : maximum_waits;
  socket->remaining_waits = socket->granted_waits;
}

static int wait_for_input(struct library_socket *socket) {
  struct pollfd descriptors[] = {{.fd = socket->fd, .events = POLLIN}, {.fd = socket->closing, .events = POLLIN}};
  if (poll(descriptors, 2, -1) < 0 && errno != EINTR) return -errno;
  return atomic_load(&socket->calls_under_way) & closed ? -EBADF : 0;
}

struct library_received library_wait_and_receive(struct library_socket *socket, void *buffer, size_t length) {
  struct library_received received = {.result = -EBADF};
  if (!begin(socket)) return received;
  struct iovec vector = {.iov_base = buffer, .iov_len = length};
  bool has_waited = false;
  pthread_mutex_lock(&socket->mutex);
  bool waits = waits_first(socket);
  do {
    if (waits) {
      pthread_mutex_unlock(&socket->mutex);
      received.result = wait_for_input(socket);
      has_waited = true;
      pthread_mutex_lock(&socket->mutex);
      if (received.result < 0) break;
    }
    receive(socket, &vector, MSG_DONTWAIT, &received);
    waits = received.result == -EAGAIN;
    if (!has_waited) record_first_read(socket, !waits);
  } while (waits);
  pthread_mutex_unlock(&socket->mutex);
  end(socket);
  return received;
}

void library_prepare_batch(struct library_batch *batch, void *buffer, size_t length) {
  for (int i = 0; i < library_batch_capacity; i++) {
    batch->vectors[i] = (struct iovec){.iov_base = (char *)buffer + i * length, .iov_len = length};
    batch->messages[i].msg_hdr = receiving(&batch->vectors[i], &batch->controls[i], &batch->received[i]);
  }
}

static int receive_batch(struct library_socket *socket, struct library_batch *batch) {
  int count = recvmmsg(socket->fd, batch->messages, library_batch_capacity, MSG_WAITFORONE, NULL);
  if (count < 0) return -errno;
  for (int i = 0; i < count; i++) {
    struct msghdr *message = &batch->messages[i].msg_hdr;
    read_all(message, batch->messages[i].msg_len, &batch->received[i]);
    message->msg_namelen = sizeof batch->received[i].source;
    message->msg_controllen = sizeof batch->controls[i].bytes;
  }
  return count;
}

int library_receive_batch(struct library_socket *socket, struct library_batch *batch) {
  if (!begin(socket)) return -EBADF;
  pthread_mutex_lock(&socket->mutex);
  int count = receive_batch(socket, batch);
  pthread_mutex_unlock(&socket->mutex);
  end(socket);
  return count;
}
