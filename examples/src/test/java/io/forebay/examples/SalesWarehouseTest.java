package io.forebay.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalesWarehouseTest {
    @TempDir
    Path folder;

    @Test
    void loadsItsDaysInAnyOrderAndTwice() throws Exception {
        try (Example example = new Example("sales-warehouse", folder)) {
            example.run("setup.sql");
            example.put("2026-03-02");
            example.run("load.sql");
            assertThat(example.run("check.sql")).isNotEqualTo(example.lines("expected.txt"));
            example.put("2026-03-01");
            for (int time = 1; time <= 2; time++) {
                example.run("load.sql");
                assertThat(example.run("check.sql")).as("time " + time).isEqualTo(example.lines("expected.txt"));
            }
        }
    }
}
