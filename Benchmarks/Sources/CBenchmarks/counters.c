#include "CBenchmarks.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

// The definitions in an executable take precedence over those of the C library in everything that the process loads.
// These functions of glibc are what its own definitions call.
void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);

static atomic_bool is_counting;
static atomic_int_fast64_t count;

static inline void note(void) {
  if (atomic_load_explicit(&is_counting, memory_order_relaxed)) {
    atomic_fetch_add_explicit(&count, 1, memory_order_relaxed);
  }
}

void *malloc(size_t size) {
  note();
  return __libc_malloc(size);
}

void *calloc(size_t number, size_t size) {
  note();
  return __libc_calloc(number, size);
}

void *realloc(void *block, size_t size) {
  note();
  return __libc_realloc(block, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  note();
  return __libc_memalign(alignment, size);
}

void *memalign(size_t alignment, size_t size) {
  note();
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size) {
  if (alignment % sizeof(void *) != 0 || alignment == 0 || (alignment & (alignment - 1)) != 0) return EINVAL;
  note();
  void *allocated = __libc_memalign(alignment, size);
  if (!allocated) return ENOMEM;
  *block = allocated;
  return 0;
}

void allocation_counter_set_counting(bool on) { atomic_store(&is_counting, on); }

int64_t allocation_counter_count(void) { return atomic_load(&count); }

size_t allocation_counter_bytes_in_use(void) { return mallinfo2().uordblks + mallinfo2().hblkhd; }

// Fills all gaps with blocks just too large for a thread's cache. A top above 64 KiB is shortened, because releasing a block
// next to it costs more.
void allocation_counter_settle_heap(void) {
  size_t size = 1040, longest_top = 65536, top;
  do top = mallinfo2().keepcost;
  while (__libc_malloc(size) && (mallinfo2().keepcost == top || mallinfo2().keepcost > longest_top));
}

int system_call_counter_open(uint64_t tracepoint, const char *filter, bool inherits) {
  struct perf_event_attr attributes = {
      .type = PERF_TYPE_TRACEPOINT, .size = sizeof attributes, .config = tracepoint, .inherit = inherits};
  int this_thread = 0, any_processor = -1, no_group = -1;
  int fd = syscall(SYS_perf_event_open, &attributes, this_thread, any_processor, no_group, PERF_FLAG_FD_CLOEXEC);
  if (fd < 0) return -errno;
  if (!*filter || ioctl(fd, PERF_EVENT_IOC_SET_FILTER, filter) == 0) return fd;
  int error = errno;
  close(fd);
  return -error;
}

int64_t system_call_counter_read(int fd) {
  uint64_t count;
  ssize_t length = read(fd, &count, sizeof count);
  if (length < 0) return -errno;
  return length == sizeof count ? (int64_t)count : -EIO;
}
