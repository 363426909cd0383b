// What no machine of a test has: a serial port that hangs in the kernel, and an input device that can be had alone. Preloaded into the program that
// holds ports.
//
//   $TING_HUNG_PORT     a port whose writes never come back, and whose closing neither while $TING_HUNG_PORT.hangs is there
//   $TING_GRABBED_KEYS  a named pipe that can be had alone (EVIOCGRAB)
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define EVIOCGRAB 0x40044590ul

static int is(int fd, const char *name)
{
    const char *path = getenv(name);
    struct stat wanted, asked;
    return path && fstat(fd, &asked) == 0 && stat(path, &wanted) == 0 && wanted.st_ino == asked.st_ino && wanted.st_dev == asked.st_dev;
}

static void hang(void)
{
    for (;;)
        pause();
}

ssize_t write(int fd, const void *bytes, size_t count)
{
    static ssize_t (*kernel)(int, const void *, size_t);
    if (!kernel)
        kernel = dlsym(RTLD_NEXT, "write");
    if (is(fd, "TING_HUNG_PORT"))
        hang();
    return kernel(fd, bytes, count);
}

int close(int fd)
{
    static int (*kernel)(int);
    if (!kernel)
        kernel = dlsym(RTLD_NEXT, "close");
    const char *path = getenv("TING_HUNG_PORT");
    char mark[4096];
    if (path && snprintf(mark, sizeof mark, "%s.hangs", path) < (int) sizeof mark && access(mark, F_OK) == 0 && is(fd, "TING_HUNG_PORT"))
        hang();
    return kernel(fd);
}

int ioctl(int fd, unsigned long request, ...)
{
    static int (*kernel)(int, unsigned long, ...);
    if (!kernel)
        kernel = dlsym(RTLD_NEXT, "ioctl");
    va_list more;
    va_start(more, request);
    void *argument = va_arg(more, void *);
    va_end(more);
    return request == EVIOCGRAB && is(fd, "TING_GRABBED_KEYS") ? 0 : kernel(fd, request, argument);
}
