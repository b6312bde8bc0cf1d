#include "library.h"
#include "messages.h"

#include <poll.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct workload_guarded {
  struct library_socket socket;
  // An eventfd(2) that ends each wait.
  int waking;
  // The number of receives that wait before they read.
  int waits;
};

int workload_guard(int fd, struct workload_guarded **guarded) {
  *guarded = malloc(sizeof **guarded);
  if (!*guarded) return -ENOMEM;
  **guarded = (struct workload_guarded){.socket = library_socket(fd), .waking = eventfd(0, EFD_CLOEXEC)};
  if ((*guarded)->waking >= 0) return 0;
  int result = -errno;
  free(*guarded);
  return result;
}

void workload_release_guarded(struct workload_guarded *guarded) {
  close(guarded->waking);
  free(guarded);
}

void workload_end_waits(struct workload_guarded *guarded) { eventfd_write(guarded->waking, 1); }

ssize_t workload_receive_guarded_now(struct workload_guarded *guarded, void *buffer, size_t length) {
  return library_receive(&guarded->socket, buffer, length, MSG_DONTWAIT).result;
}

ssize_t workload_receive_guarded(struct workload_guarded *guarded, void *buffer, size_t length) {
  enum { maximum_waits = 63 };
  for (;;) {
    if (guarded->waits > 0) {
      guarded->waits--;
      struct pollfd descriptors[] = {{.fd = guarded->socket.fd, .events = POLLIN},
                                     {.fd = guarded->waking, .events = POLLIN}};
      if (poll(descriptors, 2, -1) < 0 && errno != EINTR) return -errno;
      if (descriptors[1].revents) return -ECANCELED;
    }
    ssize_t received = workload_receive_guarded_now(guarded, buffer, length);
    if (received != -EAGAIN) return received;
    guarded->waits = maximum_waits;
  }
}

int workload_send_guarded(struct workload_guarded *guarded, const void *payload, size_t length) {
  return library_send(&guarded->socket, 0, payload, length);
}
