package io.forebay.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.engine.sql.parse.StatementParser;
import io.forebay.engine.sql.text.Redaction;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobTextTest {
    private final StatementParser parser = new StatementParser(new TestDialect());

    static Stream<String> jobs() throws IOException {
        Path file = Path.of("src/test/resources/io/forebay/engine/sql/job-options.golden");
        return Stream.of(Files.readString(file).split("\n----\n", -1))
                .map(block -> block.substring(0, block.indexOf("\n=>")))
                .filter(sql -> sql.contains("JOB CREATE") || sql.contains("JOB ALTER"))
                .filter(sql -> !sql.startsWith("COPY JOB"));
    }

    /** What is stored of a job makes the same job again. */
    @ParameterizedTest
    @MethodSource("jobs")
    void parsesAgainToTheSameOptions(String sql) {
        Statement statement = parser.parse(sql).get(0);
        JobOptions options = statement instanceof Statement.CreateJob create
                ? create.options()
                : ((Statement.RedefineJob) statement).options();
        CopyCommand command = statement instanceof Statement.CreateJob create
                ? create.command()
                : ((Statement.RedefineJob) statement).command();
        List<Statement> again = parser.parse(command.text() + " JOB CREATE again AUTO OFF " + options.text());
        assertThat(again).hasSize(1);
        Statement.CreateJob job = (Statement.CreateJob) again.get(0);
        assertThat(job.options()).isEqualTo(options);
        assertThat(job.command()).isEqualTo(command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "copy t from 's3://b/k' ACCESS_KEY_ID 'hushhush' SECRET_ACCESS_KEY 'psst' job alter j on change reload",
                "copy t from 's3://b/k' ACCESS_KEY_ID 'hushhush' SECRET_ACCESS_KEY 'psst' job create j backfil",
                "copy t from 's3://b/k' csv job create j after load move to 's3://hushhush:psst@b/'",
                "copy t from 's3://b/k' csv job create j backfill from 's3://hushhush:psst@b/k'",
                "copy t from 's3://b/k' csv job create j trigger manifest 's3://hushhush:psst@b/*.m'",
                "COPY JOB RETRY j FILE 's3://hushhush:psst@b/k'",
                "COPY JOB EXPORT j TO 's3://hushhush:psst@b/k'",
                "COPY JOB IMPORT j FROM 's3://hushhush:psst@b/k'"
            })
    void tellsNoSecret(String sql) {
        assertThat(Redaction.redact(sql)).doesNotContain("hush").doesNotContain("psst");
        try {
            assertThat(parser.parse(sql).toString()).doesNotContain("hush").doesNotContain("psst");
        } catch (ForebayException e) {
            assertThat(e).hasMessageNotContaining("hush").hasMessageNotContaining("psst");
        }
    }

    @Test
    void keepsACopysTableOutOfTheJobsOptions() {
        Statement.CreateJob job = (Statement.CreateJob)
                parser.parse("copy t from 's3://b/k' rejects into \"Odd\" maxerror 3 job create j")
                        .get(0);
        assertThat(job.command().load().findRejects()).contains(new Name(null, "odd"));
        assertThat(job.options()).isEqualTo(JobOptions.DEFAULT);
    }
}
