// The workloads as a good C programmer would write them. What can fail returns a negative error number.

#ifndef CWORKLOADS_H
#define CWORKLOADS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Nanoseconds of the monotonic clock.
int64_t workload_clock(void);

// Keeps this thread, and those that it starts from now on, on the processor that it runs on.
int workload_use_one_processor(void);

// A one-to-one socket that is connected to a port of the loopback, with NODELAY, RCVINFO and large buffers.
int workload_connect(uint16_t port, uint16_t streams);

// Closes a socket at once; its association is aborted.
int workload_abort(int fd);

// Sends a message `count` times; on an association, or on that of a one-to-one socket if it is 0.
int workload_send(int fd, int32_t association, const void *payload, size_t length, int count);

// Sends a message on a one-to-one socket until there is no space for another one. Returns how often.
int workload_fill(int fd, const void *payload, size_t length);

// Receives `count` messages into the buffer.
int workload_receive(int fd, void *buffer, size_t length, int count);

// The same by the function of a library, whose callers may receive in several threads and close the socket in another one.
int workload_receive_by_library(int fd, void *buffer, size_t length, int count);

// Receives `count` messages of up to `length` bytes, up to 32 in one call of the library's, into a buffer for as many.
int workload_receive_batches_by_library(int fd, void *buffer, size_t length, int count);

// Receives `count` messages, each in a block of its own.
int workload_receive_whole(int fd, void *buffer, size_t length, int count);

// Receives `count` messages, and sends each back on its association.
int workload_serve(int fd, void *buffer, size_t length, int count);

// Branches associations off, on request each only if there is a free descriptor; `children` gets the new ones.
int workload_peel_off(int fd, const int32_t *associations, int count, bool looks, int *children);

// How a message is waited for and received.
enum workload_receiving {
  // In recvmsg(2).
  workload_receives_blocking,
  // In poll(2) and recvmsg(2), as a program does that waits for a limited time.
  workload_receives_polling,
  // In poll(2), which another thread can end, and by the function of a library.
  workload_receives_by_library,
};

// On each of `pairs` associations a client sends a message and waits for it to come back, `count` times, and a thread of the
// server's sends back what comes. The clients are a thread each too. Returns the nanoseconds from the first message to the
// last one.
int64_t workload_converse(const int *clients, const int *servers, int pairs, size_t length, int count,
                          enum workload_receiving receiving);

// Sends `count` messages over `streams` streams in one thread and receives them in another one. Returns the nanoseconds from
// the first message to the last one.
int64_t workload_transfer(int sender, int receiver, const void *payload, size_t length, uint16_t streams, int count);

#endif
