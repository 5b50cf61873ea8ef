package io.forebay.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.server.cli.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DemoIT {
    @Test
    @Timeout(60)
    void endsByItselfWithEveryResultAsExpected() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printer = new PrintStream(out, true, StandardCharsets.UTF_8);

        int code =
                new Demo(new Terminal(new ByteArrayInputStream(new byte[0]), printer, printer, false, Map.of())).run();

        String printed = out.toString(StandardCharsets.UTF_8);
        assertThat(code).as(printed).isZero();
        assertThat(printed.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }
}
