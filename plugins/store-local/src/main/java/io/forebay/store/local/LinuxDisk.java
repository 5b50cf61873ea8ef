package io.forebay.store.local;

import com.sun.jna.Memory;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoreError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Linux by file descriptors: names are bytes, so no locale is asked, and what was checked is what is read. */
final class LinuxDisk implements Disk {
    private static final byte[] ITSELF = {0};
    private static final int OPEN_FLAGS = LibC.O_RDONLY | LibC.O_CLOEXEC | LibC.O_NONBLOCK | LibC.O_NOCTTY;

    private final UnseenNames unseen;

    LinuxDisk() {
        this(new UnseenNames());
    }

    LinuxDisk(UnseenNames unseen) {
        this.unseen = unseen;
    }

    @Override
    public Optional<FileFacts> facts(String path) {
        byte[] facts = new byte[256];
        if (LibC.statx(LibC.AT_FDCWD, bytes(path), 0, LibC.STATX_BASIC_STATS, facts) == 0) {
            return Optional.of(parse(facts));
        }
        return nothing(LibC.errno(), path);
    }

    @Override
    public Optional<String> realPath(String path) {
        int fd = LibC.open(bytes(path), LibC.O_PATH | LibC.O_CLOEXEC, 0);
        if (fd < 0) {
            return nothing(LibC.errno(), path);
        }
        try {
            return Optional.of(realPath(fd));
        } finally {
            LibC.close(fd);
        }
    }

    @Override
    public boolean list(String folder, Predicate<String> allowed, Consumer<FolderEntry> entries) {
        int fd = LibC.open(bytes(folder), OPEN_FLAGS | LibC.O_DIRECTORY, 0);
        if (fd < 0) {
            return nothing(LibC.errno(), folder).isPresent();
        }
        try (Memory buffer = new Memory(64 << 10)) {
            if (!allowed.test(realPath(fd))) {
                return false;
            }
            FolderBlock block = new FolderBlock(folder, this, unseen);
            long length = readBlock(fd, buffer, folder);
            while (length > 0) {
                block.read(buffer.getByteBuffer(0, length), entries);
                length = readBlock(fd, buffer, folder);
            }
            return true;
        } finally {
            LibC.close(fd);
        }
    }

    @Override
    public Optional<OpenFile> open(String path) {
        int fd = LibC.open(bytes(path), OPEN_FLAGS, 0);
        if (fd < 0) {
            return nothing(LibC.errno(), path);
        }
        if (facts(fd, path).isFile()) {
            return Optional.of(new LinuxFile(fd, path));
        }
        LibC.close(fd);
        return Optional.empty();
    }

    static FileFacts facts(int fd, String path) {
        byte[] facts = new byte[256];
        if (LibC.statx(fd, ITSELF, LibC.AT_EMPTY_PATH, LibC.STATX_BASIC_STATS, facts) != 0) {
            throw failure(LibC.errno(), path);
        }
        return parse(facts);
    }

    /** Where an open file is; with " (deleted)" at its end when its name was removed. */
    static String realPath(int fd) {
        byte[] target = new byte[4096];
        String link = "/proc/self/fd/" + fd;
        long length = LibC.readlink(bytes(link), target, target.length);
        if (length < 0) {
            throw failure(LibC.errno(), link);
        }
        return new String(target, 0, (int) length, StandardCharsets.UTF_8);
    }

    static ForebayException failure(int errno, String path) {
        return switch (errno) {
            case LibC.EACCES, LibC.EPERM ->
                new ForebayException(
                        StoreError.ACCESS_DENIED, "No permission to read " + path + ": give it to Forebay's user");
            case LibC.EMFILE, LibC.ENFILE ->
                new ForebayException(
                        CommonError.TOO_MUCH, "Too many files are open to read " + path + ": raise 'ulimit -n'");
            default -> new ForebayException(StoreError.STORE_AWAY, "Cannot read " + path + ": error number " + errno);
        };
    }

    /** A path for the kernel. A lone surrogate is no UTF-8: it becomes '?', so it never names such a file. */
    static byte[] bytes(String path) {
        byte[] text = path.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[text.length + 1];
        System.arraycopy(text, 0, bytes, 0, text.length);
        return bytes;
    }

    private static long readBlock(int fd, Memory buffer, String folder) {
        long length = LibC.syscall(LibC.SYS_GETDENTS64, fd, buffer, buffer.size());
        if (length < 0 && LibC.errno() != LibC.ENOENT) {
            throw failure(LibC.errno(), folder);
        }
        return length;
    }

    private static <T> Optional<T> nothing(int errno, String path) {
        return switch (errno) {
            case LibC.ENOENT, LibC.ENOTDIR, LibC.ELOOP, LibC.ENAMETOOLONG, LibC.ENXIO -> Optional.empty();
            default -> throw failure(errno, path);
        };
    }

    /** {@code struct statx}: the same bytes on every 64-bit Linux. */
    private static FileFacts parse(byte[] facts) {
        ByteBuffer buffer = ByteBuffer.wrap(facts).order(ByteOrder.nativeOrder());
        return new FileFacts(
                kind(buffer.getShort(28)),
                buffer.getLong(40),
                Instant.ofEpochSecond(buffer.getLong(112), buffer.getInt(120)),
                Instant.ofEpochSecond(buffer.getLong(96), buffer.getInt(104)),
                buffer.getLong(32));
    }

    private static FileFacts.Kind kind(int mode) {
        return switch (mode & 0xf000) {
            case 0x8000 -> FileFacts.Kind.FILE;
            case 0x4000 -> FileFacts.Kind.FOLDER;
            case 0xa000 -> FileFacts.Kind.LINK;
            default -> FileFacts.Kind.OTHER;
        };
    }
}
