package io.forebay.engine.schedule;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.schedule.definition.Overlap;
import io.forebay.engine.schedule.definition.Schedule;
import io.forebay.engine.schedule.definition.Target;
import io.forebay.engine.schedule.definition.Trigger;
import io.forebay.engine.sql.text.Redaction;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.LiveTable;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.TypeKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The live tables {@code schedule} and {@code trigger}: empty until there is a {@link Scheduling} to ask. Thread-safe. */
public final class Tables {
    private final AtomicReference<@Nullable Scheduling> shown = new AtomicReference<>();

    /** @param scheduling whose schedules and triggers are shown from now on */
    public void show(Scheduling scheduling) {
        shown.set(scheduling);
    }

    private static ColumnType text() {
        return ColumnType.varchar(0);
    }

    private static ResultColumn column(String name, TypeKind kind) {
        return new ResultColumn(name, ColumnType.of(kind));
    }

    private static List<ResultColumn> columns(List<ResultColumn> first) {
        List<ResultColumn> all = new ArrayList<>(first);
        all.addAll(List.of(
                new ResultColumn("target", text()),
                new ResultColumn("state", text()),
                new ResultColumn("overlap", text()),
                column("last_time", TypeKind.TIMESTAMP),
                new ResultColumn("last_result", text()),
                new ResultColumn("last_error", text()),
                new ResultColumn("last_started", text()),
                column("is_running", TypeKind.BOOLEAN),
                column("waiting", TypeKind.BIGINT),
                column("delivered", TypeKind.BIGINT),
                column("dropped", TypeKind.BIGINT)));
        return all;
    }

    public List<LiveTable> tables() {
        return List.of(schedules(), triggers());
    }

    LiveTable schedules() {
        return new LiveTable(
                "schedule",
                columns(List.of(
                        new ResultColumn("group_name", text()),
                        new ResultColumn("schedule_name", text()),
                        new ResultColumn("expression", text()),
                        new ResultColumn("time_zone", text()),
                        new ResultColumn("missed", text()),
                        new ResultColumn("made_by", text()),
                        column("next_time", TypeKind.TIMESTAMP))),
                () -> {
                    Scheduling scheduling = shown.get();
                    return scheduling == null ? List.of() : scheduling.scheduleRows();
                });
    }

    LiveTable triggers() {
        return new LiveTable(
                "trigger",
                columns(List.of(
                        new ResultColumn("trigger_name", text()),
                        new ResultColumn("event", text()),
                        column("gathered_files", TypeKind.BIGINT))),
                () -> {
                    Scheduling scheduling = shown.get();
                    return scheduling == null ? List.of() : scheduling.triggerRows();
                });
    }

    static List<@Nullable Object> trigger(Book.Page page, @Nullable Trigger trigger, Launcher launcher) {
        Kept kept = page.kept();
        boolean enabled = trigger != null && trigger.enabled() && !kept.absent();
        JsonNode on = kept.definition().path(kept.definition().has("On") ? "On" : "EventPattern");
        Kept.Gathered gathered = kept.progress().gathered();
        List<@Nullable Object> row = new ArrayList<>(
                Arrays.asList(kept.key().name(), Json.text(on), gathered == null ? 0L : gathered.files()));
        row.addAll(common(
                page,
                trigger == null ? null : trigger.target(),
                trigger == null ? null : trigger.overlap(),
                enabled,
                launcher));
        return row;
    }

    static List<@Nullable Object> schedule(
            Book.Page page, @Nullable Schedule schedule, @Nullable Instant next, Launcher launcher) {
        Kept kept = page.kept();
        boolean enabled = schedule != null && schedule.enabled() && !kept.absent();
        List<@Nullable Object> row = new ArrayList<>(Arrays.asList(
                kept.key().group(),
                kept.key().name(),
                kept.definition().path("ScheduleExpression").asText(),
                kept.definition().path("ScheduleExpressionTimezone").asText("UTC"),
                schedule == null ? null : schedule.missed().name(),
                kept.file() ? "file" : "api",
                enabled ? next : null));
        row.addAll(common(
                page,
                schedule == null ? null : schedule.target(),
                schedule == null ? null : schedule.overlap(),
                enabled,
                launcher));
        return row;
    }

    /** What both have. */
    static List<@Nullable Object> common(
            Book.Page page, @Nullable Target target, @Nullable Overlap overlap, boolean enabled, Launcher launcher) {
        Kept kept = page.kept();
        Kept.Outcome outcome = kept.outcome();
        Started last = outcome.last();
        String arn = kept.definition().path("Target").path("Arn").asText();
        return Arrays.asList(
                target == null ? null : Redaction.redact(target.shown(arn)),
                kept.absent() ? "GONE" : target == null ? "INVALID" : enabled ? "ENABLED" : "DISABLED",
                overlap == null ? null : overlap.name(),
                outcome.time() == 0 ? null : Instant.ofEpochMilli(outcome.time()),
                outcome.result(),
                outcome.error(),
                last == null ? null : last.id(),
                last != null && !launcher.over(last),
                (long) page.waiting(),
                outcome.delivered(),
                outcome.dropped());
    }
}
