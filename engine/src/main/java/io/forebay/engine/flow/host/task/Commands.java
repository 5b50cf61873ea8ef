package io.forebay.engine.flow.host.task;

import io.forebay.engine.flow.host.TaskFailure;
import io.forebay.engine.flow.value.ErrorName;
import io.forebay.engine.flow.value.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs commands of this machine in one folder. Of the server's environment they see PATH alone. A command that takes too long,
 * writes too much, or that nobody waits for any more is killed with all that it has started. Thread-safe.
 */
public final class Commands {
    private static final Logger log = LoggerFactory.getLogger(Commands.class);

    private static final int MOST_OUTPUT = Limits.DATA;
    private static final int SHOWN_ERRORS = 4096;
    /** What a command has left behind may hold its output open. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private static final Executor THREADS = work -> {
        Thread thread = new Thread(work, "flow-command");
        thread.setDaemon(true);
        thread.start();
    };

    private final Path folder;

    /** @param folder where commands run */
    public Commands(Path folder) {
        this.folder = folder;
    }

    /**
     * A command.
     *
     * @param command the program, and what it is told
     * @param input what it reads
     */
    record Command(List<String> command, Map<String, String> environment, String input, Duration timeout) {}

    /**
     * What came of it.
     *
     * @param errors the end of what it wrote to standard error
     */
    record Ended(int code, String output, String errors) {}

    /**
     * Runs it to its end.
     *
     * @throws TaskFailure States.Timeout, States.DataLimitExceeded, States.TaskFailed when it cannot be started
     */
    Ended run(Command command) throws TaskFailure, InterruptedException {
        Process process = started(command);
        Output output = new Output(process.getInputStream(), MOST_OUTPUT, () -> kill(process));
        Output errors = new Output(process.getErrorStream(), -SHOWN_ERRORS, () -> {});
        try {
            CompletableFuture<Void> read = CompletableFuture.allOf(
                    CompletableFuture.runAsync(output, THREADS), CompletableFuture.runAsync(errors, THREADS));
            THREADS.execute(() -> write(process.getOutputStream(), command.input()));
            if (!process.waitFor(command.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TaskFailure("States.Timeout", null);
            }
            read.completeOnTimeout(null, DRAIN.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } finally {
            kill(process);
        }
        if (output.tooLong()) {
            throw new TaskFailure(
                    ErrorName.DATA_LIMIT,
                    "The command has written more than " + MOST_OUTPUT + " bytes to its standard output.");
        }
        return new Ended(process.exitValue(), output.text(), errors.text());
    }

    private Process started(Command command) throws TaskFailure {
        ProcessBuilder builder = new ProcessBuilder(command.command()).directory(folder.toFile());
        String path = builder.environment().get("PATH");
        builder.environment().clear();
        if (path != null) {
            builder.environment().put("PATH", path);
        }
        try {
            builder.environment().putAll(command.environment());
            return builder.start();
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            log.debug("a command cannot be started", e);
            throw new TaskFailure("States.TaskFailed", "The command cannot be started: " + e.getMessage());
        }
    }

    private static void write(OutputStream to, String input) {
        try (to) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            log.debug("a command has not read its input", e);
        }
    }

    /** Those that it has started are looked for before and after: between the two it may start more. */
    private static void kill(Process process) {
        List<ProcessHandle> started = new ArrayList<>(process.descendants().toList());
        process.destroyForcibly();
        for (ProcessHandle each : started) {
            List<ProcessHandle> more = each.descendants().toList();
            each.destroyForcibly();
            more.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Reads what a command writes. */
    private static final class Output implements Runnable {
        private final InputStream from;
        private final int most;
        private final Runnable tooMuch;
        private final StringBuilder bytes = new StringBuilder(); // of ISO 8859-1
        private boolean tooLong;

        /** @param most bytes; when it is below 0 the last of them are kept, and the others are no matter */
        Output(InputStream from, int most, Runnable tooMuch) {
            this.from = from;
            this.most = most;
            this.tooMuch = tooMuch;
        }

        @Override
        public void run() {
            byte[] part = new byte[8192];
            try (from) {
                for (int read = from.read(part); read >= 0; read = from.read(part)) {
                    if (!take(part, read)) {
                        tooMuch.run();
                        return;
                    }
                }
            } catch (IOException e) {
                log.debug("the output of a command has ended", e);
            }
        }

        private synchronized boolean take(byte[] part, int read) {
            bytes.append(new String(part, 0, read, StandardCharsets.ISO_8859_1));
            if (most < 0) {
                bytes.delete(0, Math.max(bytes.length() + most, 0));
            } else if (bytes.length() > most) {
                tooLong = true;
            }
            return !tooLong;
        }

        synchronized boolean tooLong() {
            return tooLong;
        }

        synchronized String text() {
            return new String(bytes.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        }
    }
}
