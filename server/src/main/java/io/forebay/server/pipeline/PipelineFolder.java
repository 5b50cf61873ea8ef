package io.forebay.server.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.forebay.engine.flow.host.StatesException;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a state machine of each {@code NAME.asl.json}, {@code .asl.yaml} and {@code .asl.yml} of a folder, a schedule of each
 * {@code NAME.schedule.…} and a trigger of each {@code NAME.trigger.…}, at the start and whenever one changes. A file that
 * goes takes no machine with it; a schedule or a trigger is disabled by that.
 */
public final class PipelineFolder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PipelineFolder.class);

    private static final Pattern FILE = Pattern.compile("(.{1,80})\\.(asl|schedule|trigger)\\.(json|yaml|yml)");
    private static final Pattern NAME = Pattern.compile("\\$\\{([A-Za-z0-9_-]+)}");
    private static final ObjectMapper JSON = new ObjectMapper();
    /** {@code OFF} is a word of AWS's, as in {@code Mode: OFF}. */
    private static final ObjectMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .build());

    private static final long PAUSE_SECONDS = 2;
    private static final long GONE_MILLIS = 200;

    private final Path folder;
    private final Map<String, String> values;
    private final Maker maker;
    private final Runnable pause;
    private final Map<Path, FileTime> seen = new HashMap<>();
    /** Files that are passed over, as the log has said. */
    private final Set<Path> told = new HashSet<>();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "pipelines");
        thread.setDaemon(true);
        return thread;
    });

    /** Takes what the files say. */
    public interface Maker {
        void machine(String name, String definition);

        void schedule(String name, JsonNode definition);

        void trigger(String name, JsonNode definition);

        /** There are files of these, and of no others. */
        void filesAre(Set<String> schedules, Set<String> triggers);
    }

    private PipelineFolder(Path folder, Map<String, String> values, Maker maker, Runnable pause) {
        this.folder = folder;
        this.values = values;
        this.maker = maker;
        this.pause = pause;
    }

    /**
     * @param values what {@code ${NAME}} is
     * @throws ForebayException for a definition that is none: a server must not start with half of its machines
     */
    public static PipelineFolder watch(Path folder, Map<String, String> values, Maker maker) {
        return watch(folder, values, maker, PipelineFolder::pause);
    }

    /** @param pause before it is believed that a file is gone */
    static PipelineFolder watch(Path folder, Map<String, String> values, Maker maker, Runnable pause) {
        PipelineFolder watched = new PipelineFolder(folder, values, maker, pause);
        try {
            watched.look(true);
        } catch (RuntimeException e) {
            watched.close();
            throw e;
        }
        watched.timer.scheduleWithFixedDelay(() -> watched.look(false), PAUSE_SECONDS, PAUSE_SECONDS, TimeUnit.SECONDS);
        return watched;
    }

    void look(boolean strict) {
        try {
            List<Found> found = once(steady(strict), strict);
            maker.filesAre(names(found, "schedule"), names(found, "trigger"));
            seen.keySet().retainAll(found.stream().map(Found::file).toList());
            for (Found each : found) {
                FileTime changed = Files.getLastModifiedTime(each.file());
                if (!changed.equals(seen.put(each.file(), changed))) {
                    make(each, strict);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            ForebayException unread = new ForebayException(
                    CommonError.INVALID_PARAMETER, "the folder of pipelines " + folder + " cannot be read", e);
            if (strict) {
                throw unread;
            }
            log.warn("the folder of pipelines cannot be read folder={} reason={}", folder, e.toString());
        } catch (RuntimeException e) {
            if (strict) {
                throw e;
            }
            log.error("the folder of pipelines could not be looked at folder={}", folder, e); // and will be again
        }
    }

    private static void pause() {
        try {
            Thread.sleep(GONE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is put in the place of a file may take it away first: with it would go what waits. */
    private List<Found> steady(boolean strict) throws IOException {
        List<Found> found = list();
        if (strict || found.stream().map(Found::file).toList().containsAll(seen.keySet())) {
            return found;
        }
        pause.run();
        return list();
    }

    /** A file, and what it makes. */
    private record Found(Path file, String kind, String name) {}

    /** Machines first: others start them. */
    private List<Found> list() throws IOException {
        List<Found> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> {
                Matcher name = FILE.matcher(file.getFileName().toString());
                if (name.matches()) {
                    found.add(new Found(file, name.group(2), name.group(1)));
                }
            });
        }
        found.sort(Comparator.comparing(Found::kind).thenComparing(Found::file));
        return found;
    }

    /** Of two files that make the same the first one counts, as long as it is there. */
    private List<Found> once(List<Found> all, boolean strict) {
        Map<String, Found> first = new LinkedHashMap<>();
        for (Found each : all) {
            Found before = first.putIfAbsent(each.kind() + " " + each.name(), each);
            if (before != null && strict) {
                throw new ForebayException(
                        CommonError.INVALID_PARAMETER,
                        before.file() + " and " + each.file().getFileName() + " make the same; take one of them away");
            }
            if (before != null && told.add(each.file())) {
                log.error("a file is passed over, another makes the same file={} other={}", each.file(), before.file());
            }
        }
        return List.copyOf(first.values());
    }

    private static Set<String> names(List<Found> found, String kind) {
        return found.stream()
                .filter(each -> each.kind().equals(kind))
                .map(Found::name)
                .collect(Collectors.toSet());
    }

    private void make(Found found, boolean strict) {
        Path file = found.file();
        String name = found.name();
        try {
            String definition = definition(file);
            switch (found.kind()) {
                case "schedule" -> maker.schedule(name, JSON.readTree(definition));
                case "trigger" -> maker.trigger(name, JSON.readTree(definition));
                default -> maker.machine(name, definition);
            }
            log.info("made of a file kind={} name={} file={}", found.kind(), name, file);
        } catch (StatesException | IOException | ForebayException e) {
            if (strict) {
                throw new ForebayException(CommonError.INVALID_PARAMETER, file + ": " + e.getMessage(), e)
                        .withHint("Mend the definition, or take the file out of the folder.");
            }
            log.error("a definition is left as it was file={} reason={}", file, e.getMessage());
            if (!wrong(e)) {
                seen.remove(file);
            }
        }
    }

    /** Whether it is the file's fault; else the same may go better at the next look. */
    private static boolean wrong(Exception e) {
        return e instanceof StatesException
                || e instanceof JsonProcessingException
                || e instanceof ForebayException failure && failure.is(CommonError.INVALID_PARAMETER);
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
