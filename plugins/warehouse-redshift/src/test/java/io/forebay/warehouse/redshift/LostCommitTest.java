package io.forebay.warehouse.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.TableName;
import io.forebay.warehouse.redshift.load.AnsweringTransport;
import io.forebay.warehouse.redshift.text.CatalogText;
import io.forebay.warehouse.redshift.text.LedgerText;
import io.forebay.warehouse.redshift.text.SystemViews;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LostCommitTest {
    private static final LostCommit LOST = new LostCommit(7, Set.of("\"fb\".\"load\""));

    private final AnsweringTransport redshift = new AnsweringTransport();

    @Test
    void countsOnWhatTheTransactionWroteInTheLedgerOnly() {
        List<LostCommit> lost = new ArrayList<>();
        RedshiftConnection connection = new RedshiftConnection(
                redshift, new LedgerText("fb"), SystemViews.STL, back -> {}, lost::add, () -> {});
        redshift.fail("COMMIT", new ForebayException(CommonError.COMMIT_UNKNOWN, "no reply"));
        connection.begin();
        connection.append(new TableName("temp", "batch_content"), List.of(List.of(1L)));
        connection.append(new TableName("forebay", "load"), List.of(List.of(1L)));
        connection.execute("UPDATE \"public\".\"event\" SET load_id = 1");
        connection.execute("UPDATE forebay.job_lease SET checks = checks + 1");
        assertThatThrownBy(connection::commit).hasMessage("no reply");
        assertThat(lost)
                .as("another session finds no temporary table, and may not lock a user's")
                .containsExactly(new LostCommit(99, Set.of("\"fb\".\"load\"", "\"fb\".job_lease")));
    }

    @Test
    void waitsForTheLocksOfTheSessionThatItEnds() {
        LOST.settle(redshift);
        assertThat(redshift.sent())
                .containsExactly(
                        CatalogText.PATIENCE,
                        CatalogText.TERMINATE + " [7]",
                        "BEGIN",
                        "LOCK TABLE \"fb\".\"load\"",
                        "ROLLBACK");
    }

    @Test
    void endsASessionByANumberOfTheFunctionsOwnType() {
        assertThat(CatalogText.TERMINATE).isEqualTo("SELECT pg_terminate_backend(CAST(? AS INTEGER))");
    }

    @Test
    void goesOnWithoutTheRightToEndTheSession() {
        redshift.fail(CatalogText.TERMINATE, new ForebayException(CommonError.NOT_ALLOWED, "no right"));
        LOST.settle(redshift);
        assertThat(redshift.sent()).contains("LOCK TABLE \"fb\".\"load\"");
    }

    @Test
    void saysThatItCannotBeKnownYetWhileTheLockIsNotHad() {
        redshift.fail("LOCK TABLE \"fb\".\"load\"", new ForebayException(CommonError.CANCELLED, "cancelled"));
        assertThatThrownBy(() -> LOST.settle(redshift))
                .isInstanceOfSatisfying(
                        ForebayException.class, e -> assertThat(e.code()).isEqualTo(CommonError.CONNECTION_LOST));
        assertThat(redshift.sent()).endsWith("ROLLBACK");
    }
}
