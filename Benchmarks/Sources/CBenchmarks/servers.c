#include "messages.h"

#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdlib.h>

enum { buffer_size = 65536, stack_size = 65536 };

struct server {
  struct workload_servers *servers;
  pthread_t thread;
  int fd;
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

static bool is_end_of_association(int result) {
  return result == -ENOTCONN || result == -ECONNRESET || result == -ETIMEDOUT;
}

static void *run(void *argument) {
  struct server *server = argument;
  struct workload_servers *servers = server->servers;
  sem_post(&servers->started);
  char *buffer = servers->buffers[server - servers->threads];
  int result = serve(server, buffer);
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
    servers->threads[i] = (struct server){.servers = servers, .fd = fds[i]};
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
  for (int i = 0; i < servers->count; i++) pthread_join(servers->threads[i].thread, NULL);
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
