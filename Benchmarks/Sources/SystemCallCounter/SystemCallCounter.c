#include "SystemCallCounter.h"

#include <errno.h>
#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <unistd.h>

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
