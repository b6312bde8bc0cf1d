// Counts system calls by a tracepoint of the kernel, as perf_event_open(2) does. What can fail returns a negative error
// number.

#ifndef SYSTEM_CALL_COUNTER_H
#define SYSTEM_CALL_COUNTER_H

// The numbers of the system calls, for filters.
#include <sys/syscall.h>

#include <stdbool.h>
#include <stdint.h>

// A descriptor of a counter of what a tracepoint sees of this thread and, with `inherits`, of the threads that it starts
// from now on. `filter` is in the language of the kernel's tracepoints; empty, it lets everything pass.
int system_call_counter_open(uint64_t tracepoint, const char *filter, bool inherits);

int64_t system_call_counter_read(int fd);

#endif
