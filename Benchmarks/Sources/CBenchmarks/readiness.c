#include "CBenchmarks.h"

#include <errno.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

int readiness_create(void) {
  int epoll = epoll_create1(EPOLL_CLOEXEC);
  return epoll < 0 ? -errno : epoll;
}

int readiness_create_alarm(void) {
  int alarm = eventfd(0, EFD_CLOEXEC);
  return alarm < 0 ? -errno : alarm;
}

void readiness_ring(int alarm) { eventfd_write(alarm, 1); }

int readiness_add(int epoll, int fd, void *owner) {
  struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP | EPOLLET, .data.ptr = owner};
  return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) ? -errno : 0;
}

int readiness_wait(int epoll, void *owners[readiness_capacity]) {
  struct epoll_event events[readiness_capacity];
  int count = epoll_wait(epoll, events, readiness_capacity, -1);
  for (int i = 0; i < count; i++) owners[i] = events[i].data.ptr;
  return count < 0 ? 0 : count;
}
