package io.forebay.store.local;

import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An open file descriptor. Read on by one thread, read at places and closed by any: the descriptor is given back when no
 * call uses it, so that its number never means another file.
 */
final class LinuxFile implements OpenFile {
    private static final int BUFFER = 256 << 10;

    /** Where a lease tells of writers on this machine, which are all there are: ext, xfs, btrfs, tmpfs, overlay, f2fs. */
    private static final Set<Long> LEASING =
            Set.of(0xEF53L, 0x58465342L, 0x9123683EL, 0x01021994L, 0x794c7630L, 0xF2F52010L);

    private final int fd;
    private final String path;
    private @Nullable Memory buffer;

    /** What threads that read at places use, one after the other. */
    private final Deque<Memory> buffers = new ArrayDeque<>();

    private int users;
    private boolean closed;

    LinuxFile(int fd, String path) {
        this.fd = fd;
        this.path = path;
    }

    @Override
    public FileFacts facts() throws IOException {
        enter();
        try {
            return LinuxDisk.facts(fd, path);
        } finally {
            leave();
        }
    }

    @Override
    public String realPath() {
        return LinuxDisk.realPath(fd);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        enter();
        try {
            Memory memory = buffer(Math.min(BUFFER, length));
            long count = read(memory, Math.min(memory.size(), length));
            if (count > 0) {
                memory.read(0, target, offset, (int) count);
            }
            return count == 0 ? -1 : (int) count;
        } finally {
            leave();
        }
    }

    @Override
    public int readAt(long position, byte[] target, int offset, int length) throws IOException {
        Memory memory = enterWithBuffer();
        try {
            int wanted = (int) Math.min(memory.size(), length);
            long count = checked(() -> LibC.pread(fd, memory, wanted, position));
            if (count > 0) {
                memory.read(0, target, offset, (int) count);
            }
            return count == 0 ? -1 : (int) count;
        } finally {
            giveBack(memory);
            leave();
        }
    }

    /**
     * Asks for a read lease, which the kernel grants when nobody has the file open for writing, and gives it back at
     * once. A writer that opens the file just then waits for these microseconds; the signal that tells of it is one
     * that is ignored. SOURCE: fcntl(2), "Leases".
     */
    @Override
    public Writers writers() {
        if (!leases() || LibC.fcntl(fd, LibC.F_SETSIG, LibC.SIGURG) != 0) {
            return Writers.UNKNOWN;
        }
        if (LibC.fcntl(fd, LibC.F_SETLEASE, LibC.F_RDLCK) == 0) {
            LibC.fcntl(fd, LibC.F_SETLEASE, LibC.F_UNLCK);
            return Writers.NONE;
        }
        return LibC.errno() == LibC.EAGAIN ? Writers.SOME : Writers.UNKNOWN;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            if (users == 0) {
                free();
            }
        }
    }

    private boolean leases() {
        byte[] facts = new byte[256];
        return LibC.fstatfs(fd, facts) == 0
                && LEASING.contains(
                        ByteBuffer.wrap(facts).order(ByteOrder.nativeOrder()).getLong(0) & 0xffffffffL);
    }

    private Memory buffer(int wanted) {
        Memory memory = buffer;
        if (memory == null || memory.size() < wanted) {
            if (memory != null) {
                memory.close();
            }
            memory = new Memory(Math.max(wanted, 512));
            buffer = memory;
        }
        return memory;
    }

    private long read(Memory memory, long length) throws IOException {
        return checked(() -> LibC.read(fd, memory, length));
    }

    private long checked(LongSupplier call) throws IOException {
        long count;
        do {
            count = call.getAsLong();
        } while (count < 0 && LibC.errno() == LibC.EINTR);
        if (count < 0) {
            throw new IOException("Cannot read " + path + ": error number " + LibC.errno());
        }
        return count;
    }

    private synchronized void enter() throws IOException {
        if (closed) {
            throw new IOException("The stream of " + path + " was closed");
        }
        users++;
    }

    private synchronized void leave() throws IOException {
        users--;
        if (closed) {
            if (users == 0) {
                free();
            }
            throw new IOException("The stream of " + path + " was closed while it was read");
        }
    }

    private synchronized Memory enterWithBuffer() throws IOException {
        enter();
        Memory memory = buffers.pollLast();
        return memory == null ? new Memory(BUFFER) : memory;
    }

    private synchronized void giveBack(Memory memory) {
        buffers.addLast(memory);
    }

    private void free() {
        LibC.close(fd);
        buffers.forEach(Memory::close);
        buffers.clear();
        if (buffer != null) {
            buffer.close();
        }
    }
}
