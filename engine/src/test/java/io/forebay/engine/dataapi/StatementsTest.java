package io.forebay.engine.dataapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.forebay.engine.journal.Journal;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StatementsTest {
    private static final String CALLER = "me";

    @TempDir
    Path folder;

    private static Submission asked(String id) {
        Target nowhere = new Target(null, null, null, null, null);
        return new Submission(
                id, false, List.of("SELECT 1"), List.of(), null, nowhere, false, null, "token", false, false, CALLER);
    }

    /** /dev/null takes what is written and cannot be forced. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void forgetsTheTokenOfWhatTheDiskHasRefusedForGood() throws Exception {
        try (Statements statements = new Statements(folder, Clock.systemUTC())) {
            Field journal = Statements.class.getDeclaredField("journal");
            journal.setAccessible(true);
            Field out = Journal.class.getDeclaredField("out");
            out.setAccessible(true);
            Object whole = out.get(journal.get(statements));
            Path written = folder.resolve("written");
            try (RandomAccessFile nothing = new RandomAccessFile("/dev/null", "rw")) {
                out.set(journal.get(statements), nothing);
                assertThatThrownBy(() -> statements.submit(asked("1"), given -> given, started -> {}))
                        .isInstanceOf(ForebayException.class);
            }
            out.set(journal.get(statements), whole);
            List<Kept> left = statements.ended(0);
            assertThat(left).singleElement().satisfies(kept -> {
                assertThat(kept.status()).isEqualTo(Status.FAILED);
                assertThat(kept.submission().token()).isNull();
            });
            try (Journal kept = Journal.open(written, record -> {})) { // as the disk may have it all the same
                kept.write(bytes(Kept.of(asked("1"), statements.now())));
                kept.write(bytes(left.get(0)));
            }
            Files.createDirectories(folder.resolve("later"));
            Files.copy(written, folder.resolve("later/statements.journal"));
        }
        try (Statements later = new Statements(folder.resolve("later"), Clock.systemUTC())) {
            assertThat(later.byToken(CALLER, "token")).isEmpty();
            later.submit(asked("2"), given -> given, started -> {});
            assertThat(later.byToken(CALLER, "token")).contains("2");
        }
        try (Statements last = new Statements(folder.resolve("later"), Clock.systemUTC())) {
            assertThat(last.byToken(CALLER, "token")).contains("2");
        }
    }

    private static byte[] bytes(Kept kept) throws IOException {
        return new ObjectMapper().writeValueAsBytes(kept);
    }
}
