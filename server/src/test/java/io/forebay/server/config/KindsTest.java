package io.forebay.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KindsTest {
    private static final Path FOLDER = Path.of("/work");

    @Test
    void readsDurationsAndSizesWithTheirUnits() {
        assertThat(parse(Kinds.DURATION, "500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(parse(Kinds.DURATION, "2s")).isEqualTo(Duration.ofSeconds(2));
        assertThat(parse(Kinds.DURATION, "1m")).isEqualTo(Duration.ofMinutes(1));
        assertThat(parse(Kinds.SIZE, "64KB")).isEqualTo(64_000L);
        assertThat(parse(Kinds.SIZE, "2GB")).isEqualTo(2_000_000_000L);
    }

    @Test
    void readsABucketWithAFolderThatHoldsAnEqualsSign() {
        assertThat(parse(Kinds.BUCKET, "lake=a=b")).isEqualTo(Map.of("lake", Path.of("/work/a=b")));
    }

    @Test
    void readsSeveralAddresses() {
        assertThat(parse(Kinds.ADDRESSES, "http://h/a")).containsExactly(URI.create("http://h/a"));
        assertThat(parse(Kinds.ADDRESSES, "http://h/a, http://h/b"))
                .containsExactly(URI.create("http://h/a"), URI.create("http://h/b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "h", "http://h/a,", "http://h/a,,http://h/b", "http://h o/"})
    void refusesWhatAreNoAddresses(String text) {
        assertThatThrownBy(() -> parse(Kinds.ADDRESSES, text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "s", "-1s", "1.5s", "2 weeks", "9999999999999s"})
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> parse(Kinds.DURATION, text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0GB", "12", "999999999999TB", "1EB", "2gb", "2 GB"})
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(() -> parse(Kinds.SIZE, text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65536", "x", ""})
    void refusesWhatIsNoPort(String text) {
        assertThatThrownBy(() -> parse(Kinds.PORT, text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lake", "=dir", "lake=", "a/b=dir", ".=dir"})
    void refusesWhatIsNoBucket(String text) {
        assertThatThrownBy(() -> parse(Kinds.BUCKET, text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static <T> T parse(Kind<T> kind, String text) {
        return kind.parser().parse(text, FOLDER);
    }
}
