package io.forebay.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CabSalesTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void loadsBothCompaniesAndFailsTheBadFileAlone() throws Exception {
        try (Example example = new Example("cab-sales", folder)) {
            example.run("setup.sql");
            await(example, example.put(""));
            assertThat(example.run("check.sql")).isEqualTo(example.lines("expected.txt"));
        }
    }

    private static void await(Example example, int files) throws SQLException {
        long end = System.nanoTime() + LIMIT.toNanos();
        String seen = "";
        while (!seen.equals(Integer.toString(files))) {
            assertThat(System.nanoTime()).as("files done: " + seen).isLessThan(end);
            LockSupport.parkNanos(20_000_000);
            seen = example.answer("SELECT count(*) FROM sys_copy_job_detail WHERE status <> 'P'")
                    .get(0);
        }
    }
}
