// Loaded before the C library (LD_PRELOAD): once the file named by NO_SYNC_WHEN exists, fsync and fdatasync of files
// whose path contains NO_SYNC_OF fail with EIO, as on a disk that no longer confirms.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int sick(int fd) {
  const char *when = getenv("NO_SYNC_WHEN"), *of = getenv("NO_SYNC_OF");
  if (when == NULL || of == NULL || access(when, F_OK) != 0) return 0;
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return strstr(path, of) != NULL;
}

static int forwarded(const char *name, int fd) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  return real(fd);
}

int fsync(int fd) {
  if (!sick(fd)) return forwarded("fsync", fd);
  errno = EIO;
  return -1;
}

int fdatasync(int fd) {
  if (!sick(fd)) return forwarded("fdatasync", fd);
  errno = EIO;
  return -1;
}
