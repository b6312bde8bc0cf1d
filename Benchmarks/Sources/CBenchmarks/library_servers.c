#include "library.h"
#include "messages.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct workload_library_socket {
  struct library_socket socket;
};

struct workload_library_socket *workload_library_open(int fd) {
  struct workload_library_socket *opened = malloc(sizeof *opened);
  int duplicate = fcntl(fd, F_DUPFD_CLOEXEC, 0);
  int closing = eventfd(0, EFD_CLOEXEC);
  if (opened && duplicate >= 0 && closing >= 0) {
    opened->socket = library_socket(duplicate, closing);
    return opened;
  }
  free(opened);
  close(duplicate);
  close(closing);
  return NULL;
}

void workload_library_close(struct workload_library_socket *opened) { library_close(&opened->socket); }

void workload_library_release(struct workload_library_socket *opened) {
  library_close(&opened->socket);
  close(opened->socket.closing);
  free(opened);
}

ssize_t workload_library_receive(struct workload_library_socket *opened, bool waits, void *buffer, size_t length,
                                 uint16_t *stream) {
  struct library_received received = waits ? library_wait_and_receive(&opened->socket, buffer, length)
                                           : library_receive(&opened->socket, buffer, length, MSG_DONTWAIT);
  *stream = received.info.rcv_sid;
  return received.result;
}

int workload_library_send(struct workload_library_socket *opened, uint16_t stream, const void *payload, size_t length) {
  return library_send(&opened->socket, stream, payload, length);
}
