#ifndef STATE_H
#define STATE_H

#define _GNU_SOURCE
#include "interposer.h"

#include <errno.h>

enum {
#define FUNCTION(name) function_##name,
#include "functions.h"
#undef FUNCTION
};

struct decision {
  bool fails, after;
  int error;
};

// Whether a call from this address counts.
bool is_observed(const void *caller);

// Counts a call of the library, and decides whether it fails.
struct decision decide(int function, long detail, long subdetail, const void *caller);

// Whether an address belongs to libsctp, or to libdispatch.
bool is_in_libsctp(const void *address);
bool is_in_dispatch(const void *address);

// Whether an address belongs to a function of the library's C header.
bool is_in_library_c_code(const void *address);

// Runs the hook if this wait is the first one.
void begin_wait(const void *caller);

// The kind of a descriptor, for the name of a close(2).
long descriptor_kind(int fd);

// The calls between these two are not observed.
void begin_exempt(void);
void end_exempt(void);

#endif
