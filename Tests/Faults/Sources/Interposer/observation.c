// The observation: which calls count, and which of them fails.

#include "state.h"

#include <link.h>
#include <netinet/in.h>
#include <netinet/sctp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { call_capacity = 16384 };

static struct interposed_call calls[call_capacity];
static atomic_size_t call_count;
static struct interposed_fault fault;
static atomic_uint occurrences;
static atomic_bool is_active, has_failed;
static _Thread_local int exemptions;

// The code of the executable and of two libraries.
struct code {
  uintptr_t start, end;
};

static struct code executable, libsctp, libdispatch;

static int find_code(struct dl_phdr_info *info, size_t size, void *context) {
  (void)size, (void)context;
  struct code *code = NULL;
  if (!info->dlpi_name[0] && !executable.start) code = &executable;
  if (strstr(info->dlpi_name, "/libsctp.so")) code = &libsctp;
  if (strstr(info->dlpi_name, "/libdispatch.so")) code = &libdispatch;
  for (int i = 0; code && i < info->dlpi_phnum; i++) {
    const ElfW(Phdr) *header = &info->dlpi_phdr[i];
    if (header->p_type != PT_LOAD || !(header->p_flags & PF_X)) continue;
    code->start = info->dlpi_addr + header->p_vaddr;
    code->end = code->start + header->p_memsz;
  }
  return 0;
}

__attribute__((constructor)) static void find_all_code(void) { dl_iterate_phdr(find_code, NULL); }

static bool contains(struct code code, const void *address) {
  return (uintptr_t)address >= code.start && (uintptr_t)address < code.end;
}

bool is_in_libsctp(const void *address) { return contains(libsctp, address); }

bool is_in_dispatch(const void *address) { return contains(libdispatch, address); }

bool is_observed(const void *caller) {
  if (!atomic_load(&is_active) || exemptions > 0) return false;
  return contains(executable, caller) || contains(libsctp, caller);
}

void begin_exempt(void) { exemptions++; }
void end_exempt(void) { exemptions--; }

static bool are_equal(struct interposed_call a, struct interposed_call b) {
  return a.function == b.function && a.detail == b.detail && a.subdetail == b.subdetail;
}

struct decision decide(int function, long detail, long subdetail, const void *caller) {
  struct decision decision = {0};
  if (!is_observed(caller)) return decision;
  struct interposed_call call = {function, detail, subdetail};
  size_t index = atomic_fetch_add(&call_count, 1);
  if (index < call_capacity) calls[index] = call;
  if (fault.occurrence == 0 || !are_equal(call, fault.call)) return decision;
  if (atomic_fetch_add(&occurrences, 1) + 1 != fault.occurrence) return decision;
  atomic_store(&has_failed, true);
  return (struct decision){.fails = true, .after = fault.timing == interposed_after, .error = fault.error};
}

void interposer_begin(struct interposed_fault new_fault) {
  fault = new_fault;
  atomic_store(&call_count, 0);
  atomic_store(&occurrences, 0);
  atomic_store(&has_failed, false);
  atomic_store(&is_active, true);
}

void interposer_end(void) { atomic_store(&is_active, false); }

bool interposer_has_failed(void) { return atomic_load(&has_failed); }

size_t interposer_call_count(void) {
  size_t count = atomic_load(&call_count);
  return count < call_capacity ? count : call_capacity;
}

struct interposed_call interposer_call(size_t index) { return calls[index]; }

// The hook.

static _Atomic(interposed_hook) hook;
static void *hook_context;

void interposer_set_hook(interposed_hook new_hook, void *context) {
  hook_context = context;
  atomic_store(&hook, new_hook);
}

void begin_wait(const void *caller) {
  if (!is_observed(caller)) return;
  interposed_hook chosen = atomic_exchange(&hook, NULL);
  if (!chosen) return;
  begin_exempt();
  chosen(hook_context);
  end_exempt();
}
