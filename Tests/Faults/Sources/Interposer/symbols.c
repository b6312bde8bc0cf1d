// The functions of the library's C header. They are static, so that only the symbol table of the file lists them.

#include "state.h"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { function_capacity = 4096 };

static struct {
  uintptr_t start, end;
} functions[function_capacity];
static size_t function_count;

static void add_functions(const char *file, const ElfW(Shdr) *table, const ElfW(Shdr) *sections, uintptr_t base) {
  const char *names = file + sections[table->sh_link].sh_offset;
  const ElfW(Sym) *symbols = (const ElfW(Sym) *)(file + table->sh_offset);
  for (size_t i = 0; i < table->sh_size / sizeof *symbols && function_count < function_capacity; i++) {
    if (ELF64_ST_TYPE(symbols[i].st_info) != STT_FUNC || strncmp(names + symbols[i].st_name, "csctp_", 6)) continue;
    functions[function_count].start = base + symbols[i].st_value;
    functions[function_count++].end = base + symbols[i].st_value + symbols[i].st_size;
  }
}

static int find_base(struct dl_phdr_info *info, size_t size, void *base) {
  (void)size;
  *(uintptr_t *)base = info->dlpi_addr;
  // The first object is the executable.
  return 1;
}

__attribute__((constructor)) static void find_functions(void) {
  uintptr_t base = 0;
  dl_iterate_phdr(find_base, &base);
  struct stat status;
  int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
  if (fd < 0 || fstat(fd, &status) < 0) abort();
  const char *file = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
  if (file == MAP_FAILED) abort();
  const ElfW(Ehdr) *header = (const ElfW(Ehdr) *)file;
  const ElfW(Shdr) *sections = (const ElfW(Shdr) *)(file + header->e_shoff);
  for (int i = 0; i < header->e_shnum; i++) {
    if (sections[i].sh_type == SHT_SYMTAB) add_functions(file, &sections[i], sections, base);
  }
  munmap((void *)file, (size_t)status.st_size);
  close(fd);
  if (function_count == 0) abort();
}

bool is_in_library_c_code(const void *address) {
  for (size_t i = 0; i < function_count; i++) {
    if ((uintptr_t)address >= functions[i].start && (uintptr_t)address < functions[i].end) return true;
  }
  return false;
}
