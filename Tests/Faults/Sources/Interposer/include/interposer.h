// Observes the calls that the library makes into the C library, and makes one of them fail.
//
// The executable defines the functions of the C library that the library uses, and forwards them to the originals. A
// call counts only if it comes from the executable or from libsctp, and only during an observation.

#ifndef INTERPOSER_H
#define INTERPOSER_H

#include <stdbool.h>
#include <stddef.h>

// A call: its function and the arguments that distinguish it from other calls of the function.
struct interposed_call {
  int function;
  long detail, subdetail;
};

// When a call fails.
enum interposed_timing {
  // Instead of the call.
  interposed_before,
  // After the call, whose effect remains: close(2) closes the descriptor even if it fails, for example.
  interposed_after,
};

struct interposed_fault {
  struct interposed_call call;
  // The number of the failing call among the equal calls of the observation, from 1; 0 for no fault.
  unsigned occurrence;
  int error;
  enum interposed_timing timing;
};

typedef void (*interposed_hook)(void *);

// Begins an observation in which the fault occurs.
void interposer_begin(struct interposed_fault fault);

// Ends the observation.
void interposer_end(void);

// Whether the fault of the current or last observation has occurred.
bool interposer_has_failed(void);

// The number of calls of the current or last observation, and one of them.
size_t interposer_call_count(void);
struct interposed_call interposer_call(size_t index);

// Writes the name of a call, such as `getsockopt(SCTP_STATUS)`.
void interposer_name(struct interposed_call call, char *name, size_t size);

// Runs `hook` in the thread that waits, before the first wait of the next observation begins. A wait is a ppoll(2) for
// several descriptors, or an epoll_ctl(2) of a reactor that adds or changes a socket.
void interposer_set_hook(interposed_hook hook, void *context);

// The number of blocks that malloc(3) and its relatives have allocated and nothing has freed.
long interposer_live_blocks(void);

// Reports the case if the process crashes, or if the case takes longer than a minute.
void interposer_set_case(const char *name);

// Whether the socket discards all packets that it receives.
int interposer_set_deaf(int fd, bool deaf);

// The number of threads of this process whose names begin with `prefix`.
int interposer_thread_count(const char *prefix);

// Writes the numbers of the open descriptors, and returns their number.
int interposer_descriptors(int *descriptors, int capacity);

// Writes the kernel's name of an open descriptor, such as `socket:[12]`.
void interposer_describe(int fd, char *name, size_t size);

// Sets the soft limit of descriptors or of the address space; returns the limit before. 0 changes nothing.
unsigned long interposer_limit_descriptors(unsigned long limit);
unsigned long interposer_limit_memory(unsigned long limit);

// The size of the address space, in bytes.
unsigned long interposer_memory_size(void);

// fork(2), which Swift does not import, and the end of a child without any destructor.
int interposer_fork(void);
void interposer_exit(int status);

#endif
