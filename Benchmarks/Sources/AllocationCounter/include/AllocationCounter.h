// Counts the allocations of all threads of the process, while counting is on.

#ifndef ALLOCATION_COUNTER_H
#define ALLOCATION_COUNTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void allocation_counter_set_counting(bool on);

// How many blocks were allocated, or reallocated, while counting was on, since the process began.
int64_t allocation_counter_count(void);

// How many bytes the process has allocated now and not freed.
size_t allocation_counter_bytes_in_use(void);

#endif
