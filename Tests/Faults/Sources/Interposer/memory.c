// The allocation functions, which also count the blocks that are in use.

#include "state.h"

#include <stdatomic.h>
#include <stdlib.h>

// The C library's own names, because dlsym(3) allocates.
void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);
void __libc_free(void *);

static atomic_long live_blocks;

long interposer_live_blocks(void) { return atomic_load(&live_blocks); }

// Dispatch keeps blocks for later use in each of its threads, so its own blocks do not count.
static void *count(void *block, const void *caller) {
  if (block && !is_in_dispatch(caller)) atomic_fetch_add(&live_blocks, 1);
  return block;
}

#define CALLER __builtin_return_address(0)

// The kind of an allocation, for its name: by the library's C code, by libsctp, or by code of Swift.
static long allocation_kind(const void *caller) {
  if (is_in_libsctp(caller)) return 1;
  return is_in_library_c_code(caller) ? 0 : 2;
}

static bool fails(int function, const void *caller) {
  if (!is_observed(caller)) return false;
  struct decision decision = decide(function, allocation_kind(caller), 0, caller);
  if (decision.fails) errno = decision.error;
  return decision.fails;
}

void *malloc(size_t size) {
  return fails(function_malloc, CALLER) ? NULL : count(__libc_malloc(size), CALLER);
}

void *calloc(size_t number, size_t size) {
  return fails(function_calloc, CALLER) ? NULL : count(__libc_calloc(number, size), CALLER);
}

void *realloc(void *block, size_t size) {
  void *result = __libc_realloc(block, size);
  if (is_in_dispatch(CALLER)) return result;
  if (!block && result) atomic_fetch_add(&live_blocks, 1);
  if (block && size == 0) atomic_fetch_sub(&live_blocks, 1);
  return result;
}

void *memalign(size_t alignment, size_t size) { return count(__libc_memalign(alignment, size), CALLER); }

void *aligned_alloc(size_t alignment, size_t size) { return count(__libc_memalign(alignment, size), CALLER); }

int posix_memalign(void **block, size_t alignment, size_t size) {
  *block = count(__libc_memalign(alignment, size), CALLER);
  return *block ? 0 : ENOMEM;
}

void free(void *block) {
  if (block && !is_in_dispatch(CALLER)) atomic_fetch_sub(&live_blocks, 1);
  __libc_free(block);
}
