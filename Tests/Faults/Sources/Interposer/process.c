// What the process has: descriptors, threads, limits.

#include "state.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

// A crash must not lose the lines before it.
__attribute__((constructor)) static void print_each_line(void) { setlinebuf(stdout); }

static char current_case[512];

static void report_case(int number) {
  static const char before[] = "Faults: a crash, or no end, in this case: ", after[] = "\n";
  (void)!write(STDERR_FILENO, before, sizeof before - 1);
  (void)!write(STDERR_FILENO, current_case, strlen(current_case));
  (void)!write(STDERR_FILENO, after, 1);
  signal(number, SIG_DFL);
  raise(number);
}

void interposer_set_case(const char *name) {
  snprintf(current_case, sizeof current_case, "%s", name);
  static const int signals[] = {SIGSEGV, SIGILL, SIGTRAP, SIGABRT, SIGALRM, SIGPIPE};
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) signal(signals[i], report_case);
  alarm(60);
}

int interposer_set_deaf(int fd, bool deaf) {
  struct sock_filter discard = BPF_STMT(BPF_RET | BPF_K, 0);
  struct sock_fprog program = {.len = 1, .filter = &discard};
  begin_exempt();
  int result = setsockopt(fd, SOL_SOCKET, deaf ? SO_ATTACH_FILTER : SO_DETACH_FILTER, &program, sizeof program);
  end_exempt();
  return result;
}

int interposer_thread_count(const char *prefix) {
  int count = 0;
  DIR *tasks = opendir("/proc/self/task");
  for (struct dirent *entry; tasks && (entry = readdir(tasks));) {
    char path[300], name[32] = "";
    snprintf(path, sizeof path, "/proc/self/task/%s/comm", entry->d_name);
    FILE *file = fopen(path, "re");
    if (!file) continue;
    if (fgets(name, sizeof name, file) && !strncmp(name, prefix, strlen(prefix))) count++;
    fclose(file);
  }
  if (tasks) closedir(tasks);
  return count;
}

int interposer_descriptors(int *descriptors, int capacity) {
  int count = 0;
  DIR *folder = opendir("/proc/self/fd");
  if (!folder) return 0;
  for (struct dirent *entry; (entry = readdir(folder)) && count < capacity;) {
    int number = atoi(entry->d_name);
    if (entry->d_name[0] != '.' && number != dirfd(folder)) descriptors[count++] = number;
  }
  closedir(folder);
  return count;
}

static unsigned long set_limit(int resource, unsigned long new_limit) {
  struct rlimit limit;
  getrlimit(resource, &limit);
  unsigned long before = limit.rlim_cur;
  limit.rlim_cur = new_limit;
  if (new_limit) setrlimit(resource, &limit);
  return before;
}

unsigned long interposer_limit_descriptors(unsigned long limit) { return set_limit(RLIMIT_NOFILE, limit); }

unsigned long interposer_limit_memory(unsigned long limit) { return set_limit(RLIMIT_AS, limit); }

unsigned long interposer_memory_size(void) {
  unsigned long pages = 0;
  FILE *file = fopen("/proc/self/statm", "re");
  if (file && fscanf(file, "%lu", &pages) != 1) pages = 0;
  if (file) fclose(file);
  return pages * (unsigned long)sysconf(_SC_PAGESIZE);
}

int interposer_fork(void) { return fork(); }

void interposer_exit(int status) { _exit(status); }
