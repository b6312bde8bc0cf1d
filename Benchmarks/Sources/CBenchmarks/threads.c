#include "library.h"
#include "messages.h"

#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { buffer_size = 65536 };

// The state that the threads of a run share. The barrier starts them together with the measuring thread.
struct run {
  pthread_barrier_t start;
  size_t length;
  const void *payload;
  uint16_t streams;
  int count;
  enum workload_receiving receiving;
};

// One end of an association.
struct end {
  struct run *run;
  pthread_t thread;
  struct library_socket socket;
  int result;
  int64_t finished;
};

static int send_once(struct end *end, uint16_t stream, const void *payload, size_t length) {
  if (end->run->receiving != workload_receives_by_library) {
    return send_message(end->socket.fd, 0, stream, payload, length, 0);
  }
  return library_send(&end->socket, stream, payload, length);
}

static ssize_t receive_polling(int fd, void *buffer, struct sctp_rcvinfo *info) {
  for (;;) {
    ssize_t received = receive_message(fd, buffer, buffer_size, MSG_DONTWAIT, info);
    if (received != -EAGAIN) return received;
    struct pollfd descriptor = {.fd = fd, .events = POLLIN};
    if (poll(&descriptor, 1, -1) < 0 && errno != EINTR) return -errno;
  }
}

static ssize_t receive(struct end *end, void *buffer, struct sctp_rcvinfo *info) {
  switch (end->run->receiving) {
    case workload_receives_blocking: return receive_message(end->socket.fd, buffer, buffer_size, 0, info);
    case workload_receives_polling: return receive_polling(end->socket.fd, buffer, info);
    case workload_receives_by_library: break;
  }
  struct library_received received = library_wait_and_receive(&end->socket, buffer, buffer_size);
  *info = received.info;
  return received.result;
}

static void *finish(struct end *end, int result) {
  end->result = result;
  end->finished = workload_clock();
  return NULL;
}

static void *converse(void *argument) {
  struct end *end = argument;
  char buffer[buffer_size] = {0};
  pthread_barrier_wait(&end->run->start);
  for (int i = 0; i < end->run->count; i++) {
    struct sctp_rcvinfo info;
    int result = send_once(end, 0, buffer, end->run->length);
    if (result < 0) return finish(end, result);
    ssize_t received = receive(end, buffer, &info);
    if (received < 0) return finish(end, received);
  }
  return finish(end, 0);
}

static void *answer(void *argument) {
  struct end *end = argument;
  char buffer[buffer_size];
  pthread_barrier_wait(&end->run->start);
  for (int i = 0; i < end->run->count; i++) {
    struct sctp_rcvinfo info;
    ssize_t received = receive(end, buffer, &info);
    if (received < 0) return finish(end, received);
    int result = send_once(end, info.rcv_sid, buffer, received);
    if (result < 0) return finish(end, result);
  }
  return finish(end, 0);
}

static void *send_all(void *argument) {
  struct end *end = argument;
  pthread_barrier_wait(&end->run->start);
  for (int i = 0; i < end->run->count; i++) {
    int result = send_once(end, i % end->run->streams, end->run->payload, end->run->length);
    if (result < 0) return finish(end, result);
  }
  return finish(end, 0);
}

static void *receive_all(void *argument) {
  struct end *end = argument;
  char buffer[buffer_size];
  pthread_barrier_wait(&end->run->start);
  for (int i = 0; i < end->run->count; i++) {
    struct sctp_rcvinfo info;
    ssize_t received = receive(end, buffer, &info);
    if (received < 0) return finish(end, received);
  }
  return finish(end, 0);
}

static int64_t join(const struct end *ends, int count, int64_t started) {
  int64_t finished = started;
  int result = 0;
  for (int i = 0; i < count; i++) {
    pthread_join(ends[i].thread, NULL);
    if (ends[i].socket.closing >= 0) close(ends[i].socket.closing);
    if (ends[i].finished > finished) finished = ends[i].finished;
    if (ends[i].result < 0) result = ends[i].result;
  }
  return result < 0 ? result : finished - started;
}

// Runs the two bodies in one thread for each end, alternating.
static int64_t run(struct run *run, struct end *ends, int count, void *(*const bodies[2])(void *)) {
  pthread_barrier_init(&run->start, NULL, count + 1);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 4 * buffer_size);
  for (int i = 0; i < count; i++) {
    ends[i].run = run;
    if (run->receiving == workload_receives_by_library && (ends[i].socket.closing = eventfd(0, EFD_CLOEXEC)) < 0) abort();
    // If a thread were missing, the others would wait forever.
    if (pthread_create(&ends[i].thread, &attributes, bodies[i % 2], &ends[i])) abort();
  }
  pthread_attr_destroy(&attributes);
  allocation_counter_set_counting(true);
  int64_t started = workload_clock();
  pthread_barrier_wait(&run->start);
  int64_t elapsed = join(ends, count, started);
  allocation_counter_set_counting(false);
  pthread_barrier_destroy(&run->start);
  return elapsed;
}

int64_t workload_converse(const int *clients, const int *servers, int pairs, size_t length, int count,
                          enum workload_receiving receiving) {
  struct run conversation = {.length = length, .count = count, .receiving = receiving};
  struct end *ends = calloc(2 * pairs, sizeof *ends);
  if (!ends) return -ENOMEM;
  for (int i = 0; i < pairs; i++) {
    ends[2 * i].socket = library_socket(clients[i], -1);
    ends[2 * i + 1].socket = library_socket(servers[i], -1);
  }
  void *(*const bodies[])(void *) = {converse, answer};
  int64_t elapsed = run(&conversation, ends, 2 * pairs, bodies);
  free(ends);
  return elapsed;
}

int64_t workload_transfer(int sender, int receiver, const void *payload, size_t length, uint16_t streams, int count) {
  struct run transfer = {.length = length, .payload = payload, .streams = streams, .count = count};
  struct end ends[] = {{.socket = library_socket(sender, -1)}, {.socket = library_socket(receiver, -1)}};
  void *(*const bodies[])(void *) = {send_all, receive_all};
  return run(&transfer, ends, 2, bodies);
}
