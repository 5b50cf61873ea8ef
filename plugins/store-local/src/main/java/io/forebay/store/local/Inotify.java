package io.forebay.store.local;

import com.sun.jna.Memory;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.StoreError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** One queue of the kernel's file events. One thread waits; any thread may {@link #wake} it. SOURCE: inotify(7). */
final class Inotify implements AutoCloseable {
    private static final int FLAGS = LibC.O_CLOEXEC | LibC.O_NONBLOCK;
    private static final short READABLE = 1;
    private static final int HEADER = 16;

    private final int queue;
    private final int bell;
    private final Memory buffer = new Memory(256 << 10);
    private final Memory polled = new Memory(16);
    private boolean closed;

    /** @throws ForebayException STORE_AWAY when the user has too many queues */
    Inotify() {
        queue = LibC.inotify_init1(FLAGS);
        if (queue < 0) {
            throw new ForebayException(
                    StoreError.STORE_AWAY,
                    "No more folders can be watched (error number " + LibC.errno()
                            + "): raise fs.inotify.max_user_instances or 'ulimit -n'");
        }
        bell = LibC.eventfd(0, FLAGS);
        if (bell < 0) {
            LibC.close(queue);
            throw new ForebayException(StoreError.STORE_AWAY, "eventfd failed: error number " + LibC.errno());
        }
    }

    /** Watches a folder; the same number again for a folder that is watched. Negative: minus the error number. */
    int add(String folder) {
        int watch = LibC.inotify_add_watch(queue, LinuxDisk.bytes(folder), InotifyEvent.wanted());
        return watch < 0 ? -LibC.errno() : watch;
    }

    void remove(int watch) {
        LibC.inotify_rm_watch(queue, watch);
    }

    /** Waits for events, a {@link #wake} or this many milliseconds (negative: for ever). */
    List<InotifyEvent> await(int timeoutMillis) {
        polled.setInt(0, queue);
        polled.setShort(4, READABLE);
        polled.setInt(8, bell);
        polled.setShort(12, READABLE);
        LibC.poll(polled, 2, timeoutMillis);
        LibC.read(bell, buffer, 8);
        long length = LibC.read(queue, buffer, buffer.size());
        return length <= 0 ? List.of() : parse(buffer.getByteBuffer(0, length).order(ByteOrder.nativeOrder()));
    }

    synchronized void wake() {
        if (!closed) {
            try (Memory one = new Memory(8)) {
                one.setLong(0, 1);
                LibC.write(bell, one, 8);
            }
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            LibC.close(queue);
            LibC.close(bell);
            buffer.close();
            polled.close();
        }
    }

    private static List<InotifyEvent> parse(ByteBuffer block) {
        List<InotifyEvent> events = new ArrayList<>();
        int at = 0;
        while (at < block.limit()) {
            int length = block.getInt(at + 12);
            events.add(new InotifyEvent(block.getInt(at), block.getInt(at + 4), name(block, at + HEADER, length)));
            at += HEADER + length;
        }
        return events;
    }

    private static String name(ByteBuffer block, int at, int length) {
        int end = at;
        while (end < at + length && block.get(end) != 0) {
            end++;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(block.slice(at, end - at))
                    .toString();
        } catch (CharacterCodingException e) {
            return "";
        }
    }
}
