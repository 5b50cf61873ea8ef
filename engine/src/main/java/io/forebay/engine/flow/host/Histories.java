package io.forebay.engine.flow.host;

import io.forebay.engine.flow.run.Event;
import io.forebay.engine.journal.Disk;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The events of executions that have ended, a file each. */
final class Histories {
    private final Path folder;
    /** Those that a loss of power may take. */
    private final Set<Path> loose = ConcurrentHashMap.newKeySet();
    /** Those that one had taken; after a redrive they have a longer history. */
    private final Set<Path> restored = new HashSet<>();

    Histories(Path folder) {
        this.folder = folder;
    }

    /** Names of executions may hold anything. */
    private Path file(String arn) {
        UUID name = UUID.nameUUIDFromBytes(arn.getBytes(StandardCharsets.UTF_8));
        return folder.resolve(name.toString().substring(0, 2)).resolve(name + ".jsonl.gz");
    }

    void write(String arn, List<Event> events) {
        Path file = file(arn);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            try (Writer out = new OutputStreamWriter(
                    new GZIPOutputStream(Files.newOutputStream(fresh)), StandardCharsets.UTF_8)) {
                for (Event event : events) {
                    out.write(event.toText());
                    out.write('\n');
                }
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            loose.add(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes it again where a loss of power has taken it, which leaves an empty file or none. Not thread-safe. */
    void restore(String arn, List<Event> events) {
        Path file = file(arn);
        if (file.toFile().length() == 0 || restored.contains(file)) {
            write(arn, events);
            restored.add(file);
        } else {
            loose.add(file);
        }
    }

    /** Returns when all that have been written are on the disk. */
    void force() {
        Set<Path> taken = Set.copyOf(loose);
        loose.removeAll(taken);
        try {
            Set<Path> folders = new HashSet<>();
            for (Path file : taken) {
                if (Files.exists(file)) { // not forgotten meanwhile
                    Disk.force(file);
                    folders.add(Objects.requireNonNull(file.getParent()));
                }
            }
            if (!folders.isEmpty()) {
                folders.add(folder);
            }
            for (Path each : folders) {
                Disk.forceNames(each);
            }
        } catch (IOException e) {
            loose.addAll(taken);
            throw new UncheckedIOException(e);
        }
    }

    List<Event> read(String arn) {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file(arn))), StandardCharsets.UTF_8))) {
            return in.lines().map(FlowJournal::event).toList();
        } catch (NoSuchFileException e) {
            throw new StatesException("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String arn) {
        try {
            loose.remove(file(arn));
            Files.deleteIfExists(file(arn));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
