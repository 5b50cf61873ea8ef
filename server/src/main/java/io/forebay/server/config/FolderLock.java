package io.forebay.server.config;

import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says that a process works in a folder. The operating system takes the lock away when the process dies, so a file
 * {@code lock} that was left behind holds nobody up; it is never deleted, because a lock is on the file, not on its name.
 */
final class FolderLock implements AutoCloseable {
    /**
     * What this process holds. The operating system's lock is the process's, and closing any channel on the file gives
     * it up: a second attempt in the same process must not even open the file.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    static FolderLock take(Path folder) throws IOException {
        Path real = folder.toRealPath();
        if (!HELD_HERE.add(real)) {
            throw held(folder, Long.toString(ProcessHandle.current().pid()));
        }
        try {
            return new FolderLock(real, lock(real));
        } catch (IOException | RuntimeException e) {
            HELD_HERE.remove(real);
            throw e;
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        Path file = folder.resolve("lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw held(folder, Files.readString(file).strip());
        }
        channel.truncate(0);
        byte[] process = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
        channel.write(ByteBuffer.wrap(process));
        return channel;
    }

    private static ForebayException held(Path folder, String process) {
        String who = process.isEmpty() ? "another forebay" : "another forebay (process " + process + ")";
        return new ForebayException(SettingError.DATA_FOLDER_HELD, who + " holds the data folder " + folder)
                .withHint("Stop it, or use another --data.");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock goes with the process at the latest.
        } finally {
            HELD_HERE.remove(folder);
        }
    }
}
