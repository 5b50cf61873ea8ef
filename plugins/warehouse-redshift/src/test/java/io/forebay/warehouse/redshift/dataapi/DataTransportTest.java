package io.forebay.warehouse.redshift.dataapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Rows;
import io.forebay.warehouse.redshift.text.NamedText;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.redshiftdata.model.ActiveStatementsExceededException;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementRequest;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.redshiftdata.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.RedshiftDataException;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;
import software.amazon.awssdk.services.redshiftdata.model.ValidationException;

class DataTransportTest {
    private static final DataTarget TARGET = new DataTarget("my-cluster", false, "dev", null, null, 300);

    private final Client client = new Client();
    private final DataApi api = new DataApi(client, TARGET, Duration.ofMillis(30));

    /** An API whose statements finish at once, unless a test wants it otherwise. */
    private static final class Client implements RedshiftDataClient {
        final List<String> taken = new ArrayList<>();
        Predicate<String> refuses = sql -> false;
        Predicate<String> hides = sql -> false;
        List<SdkException> refusals = List.of();
        private int refused;

        @Override
        public ExecuteStatementResponse executeStatement(ExecuteStatementRequest asked) {
            if (refuses.test(asked.sql())) {
                throw refusals.get(Math.min(refused++, refusals.size() - 1));
            }
            synchronized (taken) {
                taken.add(asked.sql());
            }
            return ExecuteStatementResponse.builder()
                    .id(asked.sql())
                    .sessionId("a-session")
                    .build();
        }

        @Override
        public DescribeStatementResponse describeStatement(DescribeStatementRequest asked) {
            if (hides.test(asked.id())) {
                throw throttled();
            }
            return DescribeStatementResponse.builder()
                    .id(asked.id())
                    .status(StatusString.FINISHED)
                    .hasResultSet(false)
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private static SdkException throttled() {
        return RedshiftDataException.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("ThrottlingException")
                        .errorMessage("Rate exceeded")
                        .build())
                .message("Rate exceeded")
                .build();
    }

    @AfterEach
    void close() {
        api.close();
    }

    private DataTransport opened() {
        return DataTransport.open(api);
    }

    @Test
    void givesUpASessionWhoseStatementCannotBeAskedAfter() {
        DataTransport transport = opened();
        client.hides = "BEGIN"::equals;
        assertThatThrownBy(transport::begin).isInstanceOf(ForebayException.class);
        assertThat(transport.usable())
                .as("a transaction may be open in it, which nobody knows of")
                .isFalse();
    }

    @Test
    void givesUpASessionWhoseStatementMayHaveBeenTakenBeforeItWasRefused() {
        DataTransport transport = opened();
        client.refuses = "BEGIN"::equals;
        client.refusals = List.of(
                SdkClientException.create("no answer", new IOException("reset")),
                ActiveStatementsExceededException.builder()
                        .statusCode(400)
                        .message("200 statements")
                        .build());
        assertThatThrownBy(transport::begin).isInstanceOf(ForebayException.class);
        assertThat(transport.usable()).isFalse();
    }

    @Test
    void keepsASessionThatRefusesAStatement() {
        DataTransport transport = opened();
        NamedText statement = new NamedText("SET a TO 1", Map.of());
        client.refuses = statement.sql()::equals;
        client.refusals = List.of(ValidationException.builder()
                .statusCode(400)
                .message("the statement is too long")
                .build());
        assertThatThrownBy(() -> transport.run(statement)).hasMessageContaining("too long");
        assertThat(transport.usable()).isTrue();
        client.refuses = sql -> false;
        try (Rows done = transport.run(statement)) {
            assertThat(done.updateCount()).isZero();
        }
    }

    @Test
    void givesUpASessionWhoseQueryMayStillRun() {
        DataTransport transport = opened();
        client.hides = sql -> true;
        assertThatThrownBy(() -> transport.run(new NamedText("SELECT 1", Map.of())))
                .hasMessageContaining("Rate exceeded");
        assertThat(transport.usable()).isFalse();
    }

    @Test
    void doesNotKnowACommitThatCannotBeAskedAfter() {
        DataTransport transport = opened();
        client.hides = "COMMIT"::equals;
        assertThatThrownBy(transport::commit).isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.code())
                .isEqualTo(CommonError.COMMIT_UNKNOWN));
        assertThat(transport.usable()).isFalse();
    }
}
