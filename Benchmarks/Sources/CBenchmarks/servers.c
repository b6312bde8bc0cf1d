#include "library.h"
#include "messages.h"

#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { buffer_size = 65536, stack_size = 65536 };

struct server {
  struct workload_servers *servers;
  pthread_t thread;
  int fd;
  // An eventfd(2) that ends the wait of a server as a library.
  int waking;
};

struct workload_servers {
  int count;
  struct workload_serving serving;
  sem_t started;
  // A buffer for each thread. They are not on the stacks, so that a thread that waits needs a small stack.
  char (*buffers)[buffer_size];
  struct server threads[];
};

void workload_work(const void *payload, size_t length, int work) {
  const unsigned char *bytes = payload;
  // Volatile, so that the compiler does not remove the work.
  volatile unsigned sum = 0;
  for (int i = 0; i < work; i++) {
    for (size_t j = 0; j < length; j++) sum += bytes[j];
  }
}

static int serve(const struct server *server, char *buffer) {
  struct workload_serving serving = server->servers->serving;
  for (int received_in_burst = 0;;) {
    struct sctp_rcvinfo info;
    ssize_t received = receive_message(server->fd, buffer, buffer_size, 0, &info);
    if (received < 0) return received;
    workload_work(buffer, received, serving.work);
    if (++received_in_burst < serving.burst) continue;
    received_in_burst = 0;
    int result = send_message(server->fd, 0, info.rcv_sid, buffer, received, 0);
    if (result < 0) return result;
  }
}

// Receives into a new block. After an empty queue, the next receives wait before they read. Returns -ENOTCONN if another
// thread ends the wait. Only this ends a server, because poll(2) does not report the end of a peeled-off association.
static ssize_t receive_block(struct library_socket *socket, int waking, void *buffer, int *waits, void **block,
                             struct sctp_rcvinfo *info) {
  enum { maximum_waits = 63 };
  for (;;) {
    if (*waits > 0) {
      --*waits;
      struct pollfd descriptors[] = {{.fd = socket->fd, .events = POLLIN}, {.fd = waking, .events = POLLIN}};
      if (poll(descriptors, 2, -1) < 0 && errno != EINTR) return -errno;
      if (descriptors[1].revents) return -ENOTCONN;
    }
    struct library_received received = library_receive(socket, buffer, buffer_size, MSG_DONTWAIT);
    if (received.result == -EAGAIN) {
      *waits = maximum_waits;
      continue;
    }
    if (received.result < 0) return received.result;
    *block = malloc(received.result);
    if (!*block) return -ENOMEM;
    memcpy(*block, buffer, received.result);
    *info = received.info;
    return received.result;
  }
}

static int serve_with(struct library_socket *socket, int waking, struct workload_serving serving, void *buffer) {
  int waits = 0;
  for (int received_in_burst = 0;;) {
    struct sctp_rcvinfo info;
    void *block;
    ssize_t received = receive_block(socket, waking, buffer, &waits, &block, &info);
    if (received < 0) return received;
    workload_work(block, received, serving.work);
    int result = 0;
    if (++received_in_burst == serving.burst) {
      received_in_burst = 0;
      result = library_send(socket, info.rcv_sid, block, received);
    }
    free(block);
    if (result < 0) return result;
  }
}

static int serve_as_library(const struct server *server, void *buffer) {
  struct library_socket socket = library_socket(server->fd);
  return serve_with(&socket, server->waking, server->servers->serving, buffer);
}

static bool is_end_of_association(int result) {
  return result == -ENOTCONN || result == -ECONNRESET || result == -ETIMEDOUT;
}

static void *run(void *argument) {
  struct server *server = argument;
  struct workload_servers *servers = server->servers;
  sem_post(&servers->started);
  char *buffer = servers->buffers[server - servers->threads];
  int result = servers->serving.as_library ? serve_as_library(server, buffer) : serve(server, buffer);
  // The driver would wait forever.
  if (!is_end_of_association(result)) abort();
  return NULL;
}

// Uses the last processor, because the driver is likely to run on another.
static int use_last_processor(pthread_attr_t *attributes) {
  cpu_set_t allowed, last;
  if (sched_getaffinity(0, sizeof allowed, &allowed)) return -errno;
  int processor = CPU_SETSIZE - 1;
  while (!CPU_ISSET(processor, &allowed)) processor--;
  CPU_ZERO(&last);
  CPU_SET(processor, &last);
  return -pthread_attr_setaffinity_np(attributes, sizeof last, &last);
}

static int start_threads(struct workload_servers *servers, const int *fds) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, stack_size);
  int result = servers->serving.on_one_processor ? use_last_processor(&attributes) : 0;
  for (int i = 0; i < servers->count && result == 0; i++) {
    servers->threads[i] = (struct server){.servers = servers, .fd = fds[i], .waking = eventfd(0, EFD_CLOEXEC)};
    if (servers->threads[i].waking < 0) return -errno;
    result = -pthread_create(&servers->threads[i].thread, &attributes, run, &servers->threads[i]);
  }
  pthread_attr_destroy(&attributes);
  for (int i = 0; i < servers->count && result == 0; i++) sem_wait(&servers->started);
  return result;
}

int workload_start_servers(const int *fds, int count, struct workload_serving serving,
                           struct workload_servers **started) {
  struct workload_servers *servers = malloc(sizeof *servers + count * sizeof *servers->threads);
  if (!servers) return -ENOMEM;
  *servers = (struct workload_servers){.count = count, .serving = serving};
  servers->buffers = malloc(count * sizeof *servers->buffers);
  sem_init(&servers->started, 0, 0);
  *started = servers;
  return servers->buffers ? start_threads(servers, fds) : -ENOMEM;
}

void workload_join_servers(struct workload_servers *servers) {
  for (int i = 0; i < servers->count; i++) {
    struct server *server = &servers->threads[i];
    eventfd_write(server->waking, 1);
    pthread_join(server->thread, NULL);
    close(server->waking);
  }
  sem_destroy(&servers->started);
  free(servers->buffers);
  free(servers);
}

static int send_bursts(const int *clients, int count, const void *payload, size_t length, int burst) {
  for (int i = 0; i < count; i++) {
    int result = workload_send(clients[i], 0, payload, length, burst);
    if (result < 0) return result;
  }
  return 0;
}

int workload_drive(const int *clients, int count, const void *payload, size_t length, int rounds, int burst) {
  char buffer[buffer_size];
  for (int round = 0; round < rounds; round++) {
    int result = send_bursts(clients, count, payload, length, burst);
    for (int i = 0; i < count && result == 0; i++) result = workload_receive(clients[i], buffer, sizeof buffer, 1);
    if (result < 0) return result;
  }
  return 0;
}
