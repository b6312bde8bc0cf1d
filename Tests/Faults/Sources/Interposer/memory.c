// The allocation functions, which also count the blocks that are in use.

#include "state.h"

#include <dlfcn.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

// The C library's own names, because dlsym(3) allocates.
void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);
void __libc_free(void *);

static atomic_long live_blocks;

long interposer_live_blocks(void) { return atomic_load(&live_blocks); }

static void *count(void *block) {
  if (block) atomic_fetch_add(&live_blocks, 1);
  return block;
}

// The kind of an allocation, for its name: by libsctp, by code of Swift, or by the library's C code, whose
// functions the executable does not export.
static long allocation_kind(const void *caller) {
  if (is_in_libsctp(caller)) return 1;
  Dl_info info;
  begin_exempt();
  bool is_swift = dladdr(caller, &info) && info.dli_sname && !strncmp(info.dli_sname, "$s", 2);
  end_exempt();
  return is_swift ? 2 : 0;
}

static bool fails(int function, const void *caller) {
  if (!is_observed(caller)) return false;
  struct decision decision = decide(function, allocation_kind(caller), 0, caller);
  if (decision.fails) errno = decision.error;
  return decision.fails;
}

void *malloc(size_t size) {
  return fails(function_malloc, __builtin_return_address(0)) ? NULL : count(__libc_malloc(size));
}

void *calloc(size_t number, size_t size) {
  return fails(function_calloc, __builtin_return_address(0)) ? NULL : count(__libc_calloc(number, size));
}

void *realloc(void *block, size_t size) {
  void *result = __libc_realloc(block, size);
  if (!block && result) atomic_fetch_add(&live_blocks, 1);
  if (block && size == 0) atomic_fetch_sub(&live_blocks, 1);
  return result;
}

void *memalign(size_t alignment, size_t size) { return count(__libc_memalign(alignment, size)); }

void *aligned_alloc(size_t alignment, size_t size) { return count(__libc_memalign(alignment, size)); }

int posix_memalign(void **block, size_t alignment, size_t size) {
  *block = count(__libc_memalign(alignment, size));
  return *block ? 0 : ENOMEM;
}

void free(void *block) {
  if (block) atomic_fetch_sub(&live_blocks, 1);
  __libc_free(block);
}
