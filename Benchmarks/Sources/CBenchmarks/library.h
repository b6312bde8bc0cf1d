// A library in C with the guarantees of the Swift library: its functions may be called in several threads, also while
// another thread closes the socket, and return all receive information of a message.

#ifndef LIBRARY_H
#define LIBRARY_H

// Defines IPPROTO_SCTP, which <netinet/sctp.h> uses.
#include <netinet/in.h>
#include <netinet/sctp.h>

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/types.h>

struct library_socket {
  int fd;
  // The highest bit is set once the socket is closed. The last call closes the descriptor.
  atomic_uint_fast64_t calls_under_way;
  // Keeps the parts of a message in order, and guards the numbers of waits.
  pthread_mutex_t mutex;
  // An eventfd(2) that ends each wait when the socket is closed; -1 if no call waits.
  int closing;
  // The number of receives that wait before they read.
  int remaining_waits;
  // The number of receives that waited first after the queue was last found empty.
  int granted_waits;
};

struct library_received {
  // The length of the message, or a negative error number.
  ssize_t result;
  struct sockaddr_in6 source;
  int flags;
  bool has_next;
  struct sctp_rcvinfo info;
  struct sctp_nxtinfo next;
};

// A buffer for control messages, with space for those of other options.
union library_control {
  char bytes[512];
  struct cmsghdr alignment;
};

enum { library_batch_capacity = 32 };

// The buffers into which one call receives several messages.
struct library_batch {
  struct mmsghdr messages[library_batch_capacity];
  struct iovec vectors[library_batch_capacity];
  union library_control controls[library_batch_capacity];
  struct library_received received[library_batch_capacity];
};

struct library_socket library_socket(int fd, int closing);

// Ends all waits. The last call closes the descriptor.
void library_close(struct library_socket *socket);

// Sends a message on a one-to-one socket. Returns 0, or a negative error number.
int library_send(struct library_socket *socket, uint16_t stream, const void *payload, size_t length);

// Receives a message into the buffer; `flags` are those of recvmsg(2).
struct library_received library_receive(struct library_socket *socket, void *buffer, size_t length, int flags);

// Waits for a message and receives it. While a wait is predictable, it precedes the first read.
struct library_received library_wait_and_receive(struct library_socket *socket, void *buffer, size_t length);

// Assigns the buffer to the batch. It has space for `library_batch_capacity` messages of `length` bytes.
void library_prepare_batch(struct library_batch *batch, void *buffer, size_t length);

// Receives messages and notifications. Returns their number, or a negative error number.
int library_receive_batch(struct library_socket *socket, struct library_batch *batch);

#endif
