// What no machine of a test has: a serial port that hangs in the kernel, and an input device that can be had alone. Preloaded into the program that
// holds ports.
//
//   $TING_HUNG_PORT     a port whose writes never come back, nor its closing while $TING_HUNG_PORT.hangs is there, nor its opening while
//                       $TING_HUNG_PORT.opens is
//   $TING_GRABBED_KEYS  a named pipe that can be had alone (EVIOCGRAB)
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
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

static int marked(const char *as)
{
    const char *path = getenv("TING_HUNG_PORT");
    char mark[4096];
    int before = errno;
    int there = path && snprintf(mark, sizeof mark, "%s.%s", path, as) < (int) sizeof mark && access(mark, F_OK) == 0;
    errno = before;
    return there;
}

static int opened(const char *by, const char *path, int flags, mode_t mode)
{
    int (*kernel)(const char *, int, ...) = dlsym(RTLD_NEXT, by);
    int file = kernel(path, flags, mode);
    if (file >= 0 && marked("opens") && is(file, "TING_HUNG_PORT"))
        hang();
    return file;
}

int open(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
    va_end(more);
    return opened("open", path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list more;
    va_start(more, flags);
    mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
    va_end(more);
    return opened("open64", path, flags, mode);
}

int close(int fd)
{
    static int (*kernel)(int);
    if (!kernel)
        kernel = dlsym(RTLD_NEXT, "close");
    if (marked("hangs") && is(fd, "TING_HUNG_PORT"))
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
