// The counters, and the C side of the workloads as a good C programmer would write it. A function that fails returns a
// negative error number.

#ifndef CBENCHMARKS_H
#define CBENCHMARKS_H

// The numbers of the system calls, for filters.
#include <sys/syscall.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// Starts or stops counting the allocations of all threads of the process.
void allocation_counter_set_counting(bool on);

// The number of allocations and reallocations while counting was on, since the process started.
int64_t allocation_counter_count(void);

// The number of bytes that the process has allocated and not freed.
size_t allocation_counter_bytes_in_use(void);

// Settles the heap so that the cost of a large block does not depend on earlier work: the next one comes from the top of the
// heap, not from a gap.
void allocation_counter_settle_heap(void);

// Opens a perf_event_open(2) counter of a tracepoint in this thread and, with `inherits`, in the threads that it starts
// afterwards. Counts only the events that pass `filter`, in the kernel's filter syntax; an empty filter passes all.
int system_call_counter_open(uint64_t tracepoint, const char *filter, bool inherits);

int64_t system_call_counter_read(int fd);

// The monotonic clock in nanoseconds.
int64_t workload_clock(void);

// Binds this thread, and the threads that it starts afterwards, to the processor on which it runs.
int workload_use_one_processor(void);

// Raises the limit of descriptors to `count` if it is lower. Only root may exceed the hard limit.
int workload_allow_descriptors(uint64_t count);

// Connects a one-to-one socket with NODELAY, RCVINFO and large buffers to a port of the loopback address.
int workload_connect(uint16_t port, uint16_t streams);

// Aborts the association of a socket and closes the socket.
int workload_abort(int fd);

// Sends `count` messages. On a one-to-one socket, `association` is 0.
int workload_send(int fd, int32_t association, const void *payload, size_t length, int count);

// Sends messages on a one-to-one socket until the send buffer is full. Returns their number.
int workload_fill(int fd, const void *payload, size_t length);

// Receives `count` messages into the buffer.
int workload_receive(int fd, void *buffer, size_t length, int count);

// Receives `count` messages into the buffer with the library in library.h.
int workload_receive_by_library(int fd, void *buffer, size_t length, int count);

// Receives `count` messages with the library in library.h, up to 32 in each call. The buffer has space for 32 messages of
// `length` bytes.
int workload_receive_batches_by_library(int fd, void *buffer, size_t length, int count);

// Receives `count` messages, each into its own block.
int workload_receive_whole(int fd, void *buffer, size_t length, int count);

// Receives `count` messages and sends each back on its association.
int workload_serve(int fd, void *buffer, size_t length, int count);

// Peels off associations into `children`; with `probes`, checks for a free descriptor before each.
int workload_peel_off(int fd, const int32_t *associations, int count, bool probes, int *children);

// How a thread waits for a message and receives it.
enum workload_receiving {
  // In recvmsg(2).
  workload_receives_blocking,
  // In poll(2) and then recvmsg(2), as a program with a timeout does.
  workload_receives_polling,
  // In the library of library.h, whose waits another thread can end.
  workload_receives_by_library,
};

// On each of `pairs` associations, a client sends a message and waits for its echo, `count` times. Each client and each
// server has its own thread. Returns the nanoseconds from the first message to the last.
int64_t workload_converse(const int *clients, const int *servers, int pairs, size_t length, int count,
                          enum workload_receiving receiving);

// Sends `count` messages over `streams` streams in one thread and receives them in another. Returns the nanoseconds from
// the first message to the last.
int64_t workload_transfer(int sender, int receiver, const void *payload, size_t length, uint16_t streams, int count);

// Threads that serve peeled-off sockets.
struct workload_servers;

struct workload_serving {
  // Of this number of messages, the last is sent back.
  int burst;
  // How often the bytes of each message are summed up.
  int work;
  // All threads share one processor.
  bool on_one_processor;
};

// Starts a thread with a small stack for each socket, which receives messages until its association ends. Returns when all
// threads run.
int workload_start_servers(const int *fds, int count, struct workload_serving serving, struct workload_servers **started);

// Sums the bytes of a message up `work` times.
void workload_work(const void *payload, size_t length, int work);

// Waits until the associations have ended, and releases the threads.
void workload_join_servers(struct workload_servers *servers);

// Drives such servers, in C or in Swift: in each of `rounds` rounds, sends `burst` messages on each socket and then
// receives an answer on each.
int workload_drive(const int *clients, int count, const void *payload, size_t length, int rounds, int burst);

// A socket of the library in library.h.
struct workload_library_socket;

// Opens a duplicate of a descriptor. Returns NULL if there is no memory or no descriptor.
struct workload_library_socket *workload_library_open(int fd);

// Closes the duplicate, after the calls under way, whose waits it ends.
void workload_library_close(struct workload_library_socket *opened);

// Closes the duplicate and releases the memory. No call may be under way.
void workload_library_release(struct workload_library_socket *opened);

// Receives a message. Returns its length, -EBADF once the socket is closed, or, if `waits` is false, -EAGAIN if the queue is
// empty.
ssize_t workload_library_receive(struct workload_library_socket *opened, bool waits, void *buffer, size_t length,
                                 uint16_t *stream);

int workload_library_send(struct workload_library_socket *opened, uint16_t stream, const void *payload, size_t length);

// epoll_create1(2), and an eventfd(2) that ends the wait of another thread.
int readiness_create(void);
int readiness_create_alarm(void);
void readiness_ring(int alarm);

// Watches a descriptor for changes of its input.
int readiness_add(int epoll, int fd, void *owner);

enum { readiness_capacity = 64 };

// Waits for changes. Returns their number, and the owners of the descriptors.
int readiness_wait(int epoll, void *owners[readiness_capacity]);

#endif
