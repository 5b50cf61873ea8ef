package io.forebay.engine.flow.host;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.run.Event;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.JsonSize;
import io.forebay.engine.journal.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What is written of machines and executions. Thread-safe. */
final class FlowJournal implements AutoCloseable {
    /** Is told what was written, in its order. */
    interface Replay {
        void machine(MachineRecord machine);

        void machineGone(String arn);

        void started(Summary execution, Event first);

        void happened(String arn, List<Event> events);

        void ended(Summary execution);

        void forgotten(String arn);
    }

    /** Characters of a record, about. */
    private static final int PORTION = 8 << 20;

    /** Takes whatever depth was written. */
    private static final ObjectMapper OWN = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(2000)
                            .build())
                    .build())
            .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Journal journal;

    FlowJournal(Path file, Replay replay) {
        this.journal = Journal.open(file, record -> read(record, replay));
    }

    private static void read(byte[] record, Replay replay) {
        JsonNode json;
        try {
            json = OWN.readTree(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String arn = json.path("arn").asText();
        switch (json.path("kind").asText()) {
            case "machine" -> replay.machine(value(json, MachineRecord.class));
            case "machine-gone" -> replay.machineGone(arn);
            case "started" -> replay.started(value(json, Summary.class), Event.of(json.path("first")));
            case "events" -> {
                List<Event> events = new ArrayList<>();
                json.path("events").forEach(event -> events.add(Event.of(event)));
                replay.happened(arn, events);
            }
            case "ended" -> replay.ended(value(json, Summary.class));
            case "forgotten" -> replay.forgotten(arn);
            default -> throw new IllegalStateException("a record of no kind that is known: " + json.path("kind"));
        }
    }

    private static <T> T value(JsonNode json, Class<T> type) {
        try {
            return Json.mapper().treeToValue(json.path("value"), type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode record(String kind) {
        return Json.object().put("kind", kind);
    }

    private static ObjectNode record(String kind, Object value) {
        ObjectNode record = record(kind);
        record.set("value", Json.mapper().valueToTree(value));
        return record;
    }

    static JsonNode machine(MachineRecord machine) {
        return record("machine", machine);
    }

    static JsonNode machineGone(String arn) {
        return record("machine-gone").put("arn", arn);
    }

    static JsonNode started(Summary execution, Event first) {
        ObjectNode record = record("started", execution);
        record.set("first", first.toJson());
        return record;
    }

    static JsonNode happened(String arn, List<Event> events) {
        ObjectNode record = record("events").put("arn", arn);
        ArrayNode list = record.putArray("events");
        events.forEach(event -> list.add(event.toJson()));
        return record;
    }

    /** As many records as their size asks for; what a torn end lacks follows again when an execution goes on. */
    static List<List<Event>> portions(List<Event> events) {
        List<List<Event>> portions = new ArrayList<>();
        List<Event> portion = new ArrayList<>();
        long size = 0;
        for (Event event : events) {
            long own = JsonSize.of(event.data());
            if (!portion.isEmpty() && size + own > PORTION) {
                portions.add(portion);
                portion = new ArrayList<>();
                size = 0;
            }
            portion.add(event);
            size += own;
        }
        portions.add(portion);
        return portions;
    }

    /** What was written of an event. */
    static Event event(String text) {
        try {
            return Event.of(OWN.readTree(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode ended(Summary execution) {
        return record("ended", execution);
    }

    static JsonNode forgotten(String arn) {
        return record("forgotten").put("arn", arn);
    }

    /** Returns when it is on the disk. */
    void write(JsonNode record) {
        force(add(record));
    }

    /** @return what to {@link #force} */
    long add(JsonNode record) {
        return add(record, () -> {});
    }

    /** @param kept makes it a part of what {@link #rewrite} is told: between the two nothing is rewritten */
    long add(JsonNode record, Runnable kept) {
        return journal.add(bytes(record), kept);
    }

    void force(long upTo) {
        journal.force(upTo);
    }

    boolean large() {
        return journal.large();
    }

    /** Puts only these records in the place of all. @param all asked for while nobody writes */
    void rewrite(Supplier<Stream<JsonNode>> all) {
        journal.rewrite(() -> all.get().map(FlowJournal::bytes));
    }

    private static byte[] bytes(JsonNode record) {
        return Json.text(record).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        journal.close();
    }
}
