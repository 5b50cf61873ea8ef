package io.forebay.engine.flow.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.engine.flow.run.Event;
import io.forebay.engine.flow.run.EventType;
import io.forebay.engine.flow.run.Status;
import io.forebay.engine.flow.value.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** However many executions there are, and however long their data, a query gets a bounded number of rows. */
class ExecutionBoardTest {
    private static final Instant NOW = Instant.parse("2026-11-28T02:00:00Z");

    private final ExecutionBoard board = new ExecutionBoard();
    private final List<ExecutionView> views = new ArrayList<>();
    private List<Event> history = List.of();
    private int read;

    private List<List<@Nullable Object>> rows(int table) {
        board.show(new Executions() {
            @Override
            public List<ExecutionView> newest(int most) {
                return views.subList(0, Math.min(most, views.size()));
            }

            @Override
            public Optional<List<Event>> findHistory(String arn) {
                read++;
                return arn.equals("gone") ? Optional.empty() : Optional.of(history);
            }

            @Override
            public Instant now() {
                return NOW;
            }
        });
        return board.tables().get(table).rows().get();
    }

    private static ExecutionView view(String arn, String input) {
        return new ExecutionView(
                arn,
                arn,
                "m",
                null,
                false,
                Status.RUNNING,
                NOW.minusMillis(1500),
                null,
                Map.of("Load", 3),
                input,
                null,
                null,
                null,
                0);
    }

    private static List<Event> events(int count, String output) {
        Event event = new Event(
                1, 1, 0, EventType.TASK_SUCCEEDED, NOW, 0, Json.object().put("output", output));
        return Collections.nCopies(count, event);
    }

    @Test
    void hasNoRowsBeforeThereAreExecutions() {
        assertThat(board.tables())
                .allSatisfy(table -> assertThat(table.rows().get()).isEmpty());
    }

    @Test
    void tellsHowLongOneRunsAndWhere() {
        views.add(view("a", "{}"));
        assertThat(rows(0)).singleElement().asList().contains(1.5, "Load (3)", "RUNNING");
    }

    @Test
    void boundsTheExecutionsByTheirNumberAndTheirText() {
        for (int i = 0; i < ExecutionBoard.EXECUTIONS + 5; i++) {
            views.add(view("e" + i, "{}"));
        }
        assertThat(rows(0)).hasSize(ExecutionBoard.EXECUTIONS);
        String document = "x".repeat(1 << 18);
        views.replaceAll(each -> view(each.arn(), document));
        assertThat(rows(0)).hasSize(64);
    }

    @Test
    void boundsTheEventsByTheirNumberAndTheirTextAndTheHistoriesThatAreRead() {
        views.addAll(Collections.nCopies(2_000, view("e", "{}")));
        history = events(2, "1");
        assertThat(rows(1)).hasSize(2 * ExecutionBoard.HISTORIES);
        history = events(30_000, "1");
        assertThat(rows(1)).hasSize(30_000);
        read = 0;
        history = events(10, "x".repeat(1 << 18));
        assertThat(rows(1)).hasSize(60);
        assertThat(read).isEqualTo(7);
    }

    @Test
    void showsTheFirstHistoryWholeHoweverLong() {
        views.add(view("e", "{}"));
        views.add(view("f", "{}"));
        history = events(100, "x".repeat(1 << 18));
        assertThat(rows(1)).hasSize(100);
    }

    /** What thousands of events share in memory would be a copy for each of them. */
    @Test
    void showsTheEndOfAHistoryThatIsLongerThanMemoryMayBe() {
        views.add(view("e", "{}"));
        ObjectNode shared = Json.object().put("output", "x".repeat(1 << 20));
        history = new ArrayList<>();
        for (int id = 1; id <= 100; id++) {
            history.add(new Event(id, id, id - 1, EventType.TASK_SUCCEEDED, NOW, 0, shared));
        }
        assertThat(rows(1)).hasSizeBetween(25, 32).last().asList().contains(100L);
    }

    @Test
    void leavesOutAHistoryThatWentMeanwhile() {
        views.add(view("gone", "{}"));
        views.add(view("e", "{}"));
        history = events(3, "1");
        assertThat(rows(1)).hasSize(3);
    }
}
