package io.forebay.store.local;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;

/**
 * The system calls of Linux that Java has no word for. Numbers are those of 64-bit x86 and ARM. SOURCE: the Linux man
 * pages, section 2, and the kernel's {@code uapi} headers.
 */
final class LibC {
    static final boolean ARM = Platform.isARM();

    static final int O_RDONLY = 0;
    static final int O_NOCTTY = 0x100;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;
    static final int O_PATH = 0x200000;
    static final int O_DIRECTORY = ARM ? 0x4000 : 0x10000;

    static final int AT_FDCWD = -100;
    static final int AT_EMPTY_PATH = 0x1000;
    static final int STATX_BASIC_STATS = 0x7ff;

    static final int F_SETSIG = 10;
    static final int F_SETLEASE = 1024;
    static final int F_RDLCK = 0;
    static final int F_UNLCK = 2;
    /** Ignored by every process that does not ask for it. */
    static final int SIGURG = 23;

    static final long SYS_GETDENTS64 = ARM ? 61 : 217;

    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int ENXIO = 6;
    static final int EACCES = 13;
    static final int ENOTDIR = 20;
    static final int EISDIR = 21;
    static final int ENFILE = 23;
    static final int EMFILE = 24;
    static final int ENOSPC = 28;
    static final int ENAMETOOLONG = 36;
    static final int ELOOP = 40;

    static {
        Native.register(LibC.class, Platform.C_LIBRARY_NAME);
    }

    private LibC() {}

    /** Why this thread's last call failed. */
    static int errno() {
        return Native.getLastError();
    }

    static native int open(byte[] path, int flags, int mode);

    static native int close(int fd);

    static native long read(int fd, Pointer buffer, long length);

    static native long pread(int fd, Pointer buffer, long length, long position);

    static native long write(int fd, Pointer buffer, long length);

    static native int statx(int fd, byte[] path, int flags, int mask, byte[] facts);

    static native int fstatfs(int fd, byte[] facts);

    static native long readlink(byte[] path, byte[] target, long length);

    static native int fcntl(int fd, int command, int argument);

    static native long syscall(long number, long fd, Pointer buffer, long length);

    static native int inotify_init1(int flags);

    static native int inotify_add_watch(int fd, byte[] path, int mask);

    static native int inotify_rm_watch(int fd, int watch);

    static native int eventfd(int value, int flags);

    static native int poll(Pointer fds, long count, int timeoutMillis);
}
