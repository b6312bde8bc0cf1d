#include "library.h"
#include "messages.h"

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

// Keeps the compiler from removing the code that fills the block.
static inline void use(void *volatile block) { (void)block; }

int workload_receive(int fd, void *buffer, size_t length, int count) {
  struct sctp_rcvinfo info;
  use(&info);
  for (int i = 0; i < count; i++) {
    ssize_t received = receive_message(fd, buffer, length, 0, &info);
    if (received < 0) return received;
  }
  return 0;
}

int workload_receive_by_library(int fd, void *buffer, size_t length, int count) {
  struct library_socket socket = library_socket(fd, -1);
  for (int i = 0; i < count; i++) {
    struct library_received received = library_receive(&socket, buffer, length, 0);
    if (received.result < 0) return received.result;
  }
  return 0;
}

int workload_receive_batches_by_library(int fd, void *buffer, size_t length, int count) {
  struct library_socket socket = library_socket(fd, -1);
  struct library_batch batch;
  library_prepare_batch(&batch, buffer, length);
  for (int left = count; left > 0;) {
    int received = library_receive_batch(&socket, &batch);
    if (received < 0) return received;
    for (int i = 0; i < received; i++) left -= !(batch.received[i].flags & MSG_NOTIFICATION);
  }
  return 0;
}

int workload_receive_whole(int fd, void *buffer, size_t length, int count) {
  struct sctp_rcvinfo info;
  use(&info);
  for (int i = 0; i < count; i++) {
    ssize_t received = receive_message(fd, buffer, length, 0, &info);
    if (received < 0) return received;
    // The pointer is volatile so that the compiler does not remove the block.
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

// libsctp declares sctp_peeloff_flags but does not export it. The option returns the descriptor in its argument.
static int peel_off(int fd, int32_t association) {
  sctp_peeloff_flags_arg_t argument = {.p_arg = {.associd = association}, .flags = SOCK_CLOEXEC};
  socklen_t length = sizeof argument;
  if (getsockopt(fd, IPPROTO_SCTP, SCTP_SOCKOPT_PEELOFF_FLAGS, &argument, &length) < 0) return -errno;
  return argument.p_arg.sd;
}

// Without a free descriptor, the kernel would destroy the association.
static int probe_for_descriptor(void) {
  int probe = eventfd(0, EFD_CLOEXEC);
  if (probe < 0) return -errno;
  close(probe);
  return 0;
}

int workload_peel_off(int fd, const int32_t *associations, int count, bool probes, int *children) {
  for (int i = 0; i < count; i++) {
    int result = probes ? probe_for_descriptor() : 0;
    if (result < 0) return result;
    children[i] = peel_off(fd, associations[i]);
    if (children[i] < 0) return children[i];
  }
  return 0;
}
