package io.forebay.engine.flow.host;

import io.forebay.engine.flow.run.Event;
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
import java.util.List;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The events of executions that have ended, a file each. */
final class Histories {
    private final Path folder;

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
        } catch (IOException e) {
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
            Files.deleteIfExists(file(arn));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
