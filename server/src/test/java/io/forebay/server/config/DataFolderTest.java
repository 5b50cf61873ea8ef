package io.forebay.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path temp = Path.of("");

    @Test
    void makesItsLayout() {
        Path folder = temp.resolve("a/b");
        try (DataFolder data = DataFolder.open(folder)) {
            assertThat(folder.resolve("VERSION")).hasContent("1");
            assertThat(folder.resolve("lock"))
                    .hasContent(Long.toString(ProcessHandle.current().pid()));
            assertThat(data.scratch()).isEmptyDirectory();
        }
    }

    @Test
    void sweepsWhatAKilledProcessLeft() throws IOException {
        Path left = Files.createDirectories(temp.resolve("tmp/deep/er"));
        Files.writeString(left.resolve("libduckdb_java123.so"), "x");

        try (DataFolder data = DataFolder.open(temp)) {
            assertThat(data.scratch()).isEmptyDirectory();
        }
    }

    @Test
    void namesTheProcessThatHoldsIt() throws IOException {
        try (DataFolder data = DataFolder.open(temp)) {
            Files.writeString(data.scratch().resolve("in-use"), "x");

            assertThatThrownBy(() -> DataFolder.open(temp)).isInstanceOfSatisfying(ForebayException.class, e -> {
                assertThat(e.code()).isEqualTo(SettingError.DATA_FOLDER_HELD);
                assertThat(e)
                        .hasMessageContaining("another forebay (process "
                                + ProcessHandle.current().pid() + ") holds the data folder");
            });
            assertThat(data.scratch().resolve("in-use")).exists();
        }
    }

    @Test
    void opensAgainAfterItWasClosed() {
        DataFolder.open(temp).close();
        DataFolder.open(temp).close();
    }

    @Test
    void refusesTheFormatOfANewerForebay() throws IOException {
        Files.writeString(temp.resolve("VERSION"), "2\n");

        assertThatThrownBy(() -> DataFolder.open(temp))
                .hasMessageEndingWith("has format 2, and this Forebay knows formats up to 1");
        Files.writeString(temp.resolve("VERSION"), "1\n");
        DataFolder.open(temp).close();
    }

    @Test
    void refusesAFormatThatIsNoNumber() throws IOException {
        Files.writeString(temp.resolve("VERSION"), "?");

        assertThatThrownBy(() -> DataFolder.open(temp)).hasMessageContaining("should hold a format number");
    }

    @Test
    void saysWhyItCannotUseAFolder() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "x");

        assertThatThrownBy(() -> DataFolder.open(file.resolve("data")))
                .isInstanceOfSatisfying(
                        ForebayException.class, e -> assertThat(e.code()).isEqualTo(SettingError.DATA_FOLDER_UNUSABLE));
    }
}
