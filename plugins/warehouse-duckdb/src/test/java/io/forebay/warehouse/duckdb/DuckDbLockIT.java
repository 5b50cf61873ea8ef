package io.forebay.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DuckDbLockIT {
    @Test
    @Timeout(60)
    void namesTheProcessThatHoldsTheDatabase(@TempDir Path folder) throws IOException {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(holder.getInputStream().read()).isEqualTo('r');
            ForebayException thrown = catchThrowableOfType(ForebayException.class, () -> TestWarehouse.open(folder));
            assertThat(thrown.is(CommonError.WRONG_STATE)).isTrue();
            assertThat(thrown).hasMessageContaining("PID " + holder.pid());
        } finally {
            holder.destroyForcibly();
        }
    }

    /** A process that holds the database until it is killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            TestWarehouse.open(Path.of(arguments[0]));
            System.out.println("ready");
            while (System.in.read() >= 0) {
                // waits for its end
            }
        }
    }
}
