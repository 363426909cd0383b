// The far end of a serial port's control lines, where there is none: preloaded, it answers for the pseudo-terminal at
// $TING_MODEM_LINES/port as the kernel's serial drivers answer for a port with lines (tty_ioctl(4), ioctl_tty(2)).
//
//   inputs   one byte, written by the far end: 1 CTS, 2 DSR, 4 DCD, 8 RI
//   outputs  one byte for each change: 1 DTR, 2 RTS, and 4 for an opening, which raises both
//
// TIOCMIWAIT and all else are the kernel's own. That a port's lines fall when it is closed is not told here.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { DTR = 1, RTS = 2, OPENED = 4 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int raised;

static int place(const char *name, int flags)
{
    static int (*kernel_open)(const char *, int, ...);
    if (!kernel_open)
        kernel_open = dlsym(RTLD_NEXT, "open");
    const char *folder = getenv("TING_MODEM_LINES");
    char path[4096];
    if (!folder || snprintf(path, sizeof path, "%s/%s", folder, name) >= (int) sizeof path)
        return -1;
    return kernel_open(path, flags | O_CLOEXEC, 0600);
}

// A port that was pulled has no place any more, and no lines.
static int is_port(int fd)
{
    const char *folder = getenv("TING_MODEM_LINES");
    char path[4096];
    struct stat port, asked;
    return folder && snprintf(path, sizeof path, "%s/port", folder) < (int) sizeof path
        && fstat(fd, &asked) == 0 && S_ISCHR(asked.st_mode)
        && stat(path, &port) == 0 && port.st_rdev == asked.st_rdev;
}

// Called with the lock.
static void put(int outputs, int opened)
{
    if (outputs == raised && !opened)
        return;
    raised = outputs;
    unsigned char told = (unsigned char) (outputs | opened);
    int file = place("outputs", O_WRONLY | O_CREAT | O_APPEND);
    if (file < 0 || write(file, &told, 1) != 1)
        abort();
    close(file);
}

static int inputs(void)
{
    unsigned char told = 0;
    int file = place("inputs", O_RDONLY);
    if (file < 0 || read(file, &told, 1) != 1)
        abort();
    close(file);
    return (told & 1 ? TIOCM_CTS : 0) | (told & 2 ? TIOCM_DSR : 0) | (told & 4 ? TIOCM_CAR : 0) | (told & 8 ? TIOCM_RNG : 0);
}

static int outputs(int bits)
{
    return (bits & TIOCM_DTR ? DTR : 0) | (bits & TIOCM_RTS ? RTS : 0);
}

int ioctl(int fd, unsigned long request, ...)
{
    static int (*kernel)(int, unsigned long, ...);
    if (!kernel)
        kernel = dlsym(RTLD_NEXT, "ioctl");
    va_list given;
    va_start(given, request);
    void *argument = va_arg(given, void *);
    va_end(given);
    int lines = request == TIOCMGET || request == TIOCMSET || request == TIOCMBIS || request == TIOCMBIC;
    if (!lines || !is_port(fd))
        return kernel(fd, request, argument);
    int *bits = argument;
    pthread_mutex_lock(&lock);
    if (request == TIOCMGET)
        *bits = inputs() | (raised & DTR ? TIOCM_DTR : 0) | (raised & RTS ? TIOCM_RTS : 0);
    else if (request == TIOCMSET)
        put(outputs(*bits), 0);
    else if (request == TIOCMBIS)
        put(raised | outputs(*bits), 0);
    else
        put(raised & ~outputs(*bits), 0);
    pthread_mutex_unlock(&lock);
    return 0;
}

int open(const char *path, int flags, ...)
{
    static int (*kernel)(const char *, int, ...);
    if (!kernel)
        kernel = dlsym(RTLD_NEXT, "open");
    va_list given;
    va_start(given, flags);
    int mode = va_arg(given, int);
    va_end(given);
    int fd = kernel(path, flags, mode);
    if (fd >= 0 && is_port(fd)) {
        pthread_mutex_lock(&lock);
        put(DTR | RTS, OPENED);
        pthread_mutex_unlock(&lock);
    }
    return fd;
}
