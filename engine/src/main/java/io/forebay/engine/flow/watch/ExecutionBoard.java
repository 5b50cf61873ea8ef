package io.forebay.engine.flow.watch;

import io.forebay.engine.flow.run.Event;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.LiveTable;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.TypeKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@code forebay.execution} and {@code forebay.execution_event} show. A query's condition is not known here, so both
 * have a bound: the newest rows that are neither too many nor too long together. Thread-safe.
 */
public final class ExecutionBoard {
    /** Rows of executions. */
    static final int EXECUTIONS = 10_000;
    /** Executions whose events are read: each that is over is a file. */
    static final int HISTORIES = 500;

    /** Rows of events. */
    static final int EVENTS = 50_000;
    /** Characters of a table's inputs, outputs, causes and details. */
    static final long TEXT = 16L << 20;
    /** Of the first history's details: of a longer one the last events are shown. */
    static final long LONGEST = 32L << 20;

    private static final ColumnType WORD = ColumnType.varchar(0);
    private static final ColumnType NUMBER = ColumnType.of(TypeKind.BIGINT);
    private static final ColumnType TIME = ColumnType.of(TypeKind.TIMESTAMP);

    private volatile Executions executions = Executions.NONE;

    /** Shows these from now on. */
    public void show(Executions shown) {
        executions = shown;
    }

    /** The live tables {@code execution} and {@code execution_event}. */
    public List<LiveTable> tables() {
        return List.of(
                new LiveTable(
                        "execution",
                        List.of(
                                new ResultColumn("arn", WORD),
                                new ResultColumn("name", WORD),
                                new ResultColumn("machine", WORD),
                                new ResultColumn("parent_arn", WORD),
                                new ResultColumn("status", WORD),
                                new ResultColumn("started", TIME),
                                new ResultColumn("stopped", TIME),
                                new ResultColumn("duration_seconds", ColumnType.of(TypeKind.DOUBLE)),
                                new ResultColumn("states", WORD),
                                new ResultColumn("input", WORD),
                                new ResultColumn("output", WORD),
                                new ResultColumn("error", WORD),
                                new ResultColumn("cause", WORD),
                                new ResultColumn("redrives", NUMBER)),
                        this::executionRows),
                new LiveTable(
                        "execution_event",
                        List.of(
                                new ResultColumn("arn", WORD),
                                new ResultColumn("event_id", NUMBER),
                                new ResultColumn("previous_event_id", NUMBER),
                                new ResultColumn("event_time", TIME),
                                new ResultColumn("type", WORD),
                                new ResultColumn("state_name", WORD),
                                new ResultColumn("details", WORD)),
                        this::eventRows));
    }

    private List<List<@Nullable Object>> executionRows() {
        Executions shown = executions;
        Instant now = shown.now();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        long text = 0;
        for (ExecutionView each : shown.newest(EXECUTIONS)) {
            text += length(each.input()) + length(each.output()) + length(each.cause());
            if (text > TEXT) {
                break;
            }
            rows.add(row(each, now));
        }
        return rows;
    }

    private static List<@Nullable Object> row(ExecutionView execution, Instant now) {
        Instant stopped = execution.stopped();
        Duration took = Duration.between(execution.started(), stopped == null ? now : stopped);
        return Arrays.asList(
                execution.arn(),
                execution.name(),
                execution.machine(),
                execution.parent(),
                execution.status().name(),
                execution.started(),
                stopped,
                took.toMillis() / 1e3,
                execution.states().isEmpty() ? null : named(execution.states()),
                execution.input(),
                execution.output(),
                execution.error(),
                execution.cause(),
                (long) execution.redrives());
    }

    /** Such as {@code LoadDates, LoadVenues (3)}. */
    private static String named(Map<String, Integer> states) {
        return states.entrySet().stream()
                .map(each -> each.getValue() == 1 ? each.getKey() : each.getKey() + " (" + each.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    /** Of each execution all or none; of the first the last events, however long it is. */
    private List<List<@Nullable Object>> eventRows() {
        Executions shown = executions;
        List<List<@Nullable Object>> rows = new ArrayList<>();
        long text = 0;
        for (ExecutionView each : shown.newest(HISTORIES)) {
            List<Event> events = shown.findHistory(each.arn()).orElse(List.of());
            boolean first = rows.isEmpty();
            long count = EventRows.count(events);
            if (!first && rows.size() + count > EVENTS) {
                break;
            }
            List<List<@Nullable Object>> own = EventRows.of(each.arn(), events, first ? LONGEST : TEXT - text);
            if (!first && own.size() < count) {
                break;
            }
            text += own.stream()
                    .mapToLong(row -> length((String) row.get(row.size() - 1)))
                    .sum();
            rows.addAll(own);
        }
        return rows;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
