package io.forebay.server.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.forebay.engine.flow.host.StatesException;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a state machine of each {@code NAME.asl.json}, {@code .asl.yaml} and {@code .asl.yml} of a folder, at the start and
 * whenever one changes. A file that goes takes no machine with it.
 */
public final class PipelineFolder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PipelineFolder.class);

    private static final Pattern FILE = Pattern.compile("(.{1,80})\\.asl\\.(json|yaml|yml)");
    private static final Pattern NAME = Pattern.compile("\\$\\{([A-Za-z0-9_-]+)}");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final long PAUSE_SECONDS = 2;

    private final Path folder;
    private final Map<String, String> values;
    private final BiConsumer<String, String> machines;
    private final Map<Path, FileTime> seen = new HashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "pipelines");
        thread.setDaemon(true);
        return thread;
    });

    private PipelineFolder(Path folder, Map<String, String> values, BiConsumer<String, String> machines) {
        this.folder = folder;
        this.values = values;
        this.machines = machines;
    }

    /**
     * @param values what {@code ${NAME}} is
     * @param machines takes a name and a definition
     * @throws ForebayException for a definition that is none: a server must not start with half of its machines
     */
    public static PipelineFolder watch(Path folder, Map<String, String> values, BiConsumer<String, String> machines) {
        PipelineFolder watched = new PipelineFolder(folder, values, machines);
        try {
            watched.look(true);
        } catch (RuntimeException e) {
            watched.close();
            throw e;
        }
        watched.timer.scheduleWithFixedDelay(() -> watched.look(false), PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
        return watched;
    }

    private void look(boolean strict) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                Matcher name = FILE.matcher(file.getFileName().toString());
                if (!name.matches()) {
                    continue;
                }
                FileTime changed = Files.getLastModifiedTime(file);
                if (!changed.equals(seen.put(file, changed))) {
                    make(file, name.group(1), strict);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            ForebayException unread = new ForebayException(
                    CommonError.INVALID_PARAMETER, "the folder of pipelines " + folder + " cannot be read", e);
            if (strict) {
                throw unread;
            }
            log.warn("the folder of pipelines cannot be read folder={} reason={}", folder, e.toString());
        }
    }

    private void make(Path file, String name, boolean strict) {
        try {
            machines.accept(name, definition(file));
            log.info("made a state machine name={} file={}", name, file);
        } catch (StatesException | IOException | ForebayException e) {
            if (strict) {
                throw new ForebayException(CommonError.INVALID_PARAMETER, file + ": " + e.getMessage(), e)
                        .withHint("Mend the definition, or take the file out of the folder.");
            }
            log.error("a definition is left as it was file={} reason={}", file, e.getMessage());
        }
    }

    private String definition(Path file) throws IOException {
        String text = substituted(Files.readString(file));
        return file.toString().endsWith(".json") ? text : JSON.writeValueAsString(YAML.readTree(text));
    }

    private String substituted(String text) {
        return NAME.matcher(text).replaceAll(name -> {
            String value = values.get(name.group(1));
            if (value == null) {
                throw new ForebayException(
                        CommonError.INVALID_PARAMETER,
                        "no setting says what ${" + name.group(1) + "} is; there are " + List.copyOf(values.keySet()));
            }
            return Matcher.quoteReplacement(value);
        });
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
