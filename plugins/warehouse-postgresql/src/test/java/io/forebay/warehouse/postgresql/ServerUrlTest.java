package io.forebay.warehouse.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerUrlTest {
    @Test
    void readsAllPartsOfAUrl() {
        ServerUrl url = ServerUrl.parse("postgresql://u%40x:p%3A%2F%25+@db-1.example_x:6432/my%20db%2F?"
                + "sslmode=verify-full&sslrootcert=/etc/a%26b.crt&connect_timeout=3&target_session_attrs=read-write");
        assertThat(url.user()).isEqualTo("u@x");
        assertThat(url.password()).isEqualTo("p:/%+");
        assertThat(url.hosts()).isEqualTo("db-1.example_x:6432");
        assertThat(url.database()).isEqualTo("my db/");
        assertThat(url.properties())
                .containsEntry("sslmode", "verify-full")
                .containsEntry("sslrootcert", "/etc/a&b.crt")
                .containsEntry("connectTimeout", "3")
                .containsEntry("targetServerType", "primary");
        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db-1.example_x:6432/my%20db%2F");
        assertThat(url).hasToString("postgresql://u@x@db-1.example_x:6432/my db/");
    }

    @Test
    void takesLibpqsDefaults() {
        ServerUrl url = ServerUrl.parse("postgresql://");
        assertThat(url.user()).isEqualTo(System.getProperty("user.name"));
        assertThat(url.database()).isEqualTo(url.user());
        assertThat(url.hosts()).isEqualTo("localhost");
        assertThat(url.password()).isNull();
        assertThat(ServerUrl.parse("postgresql://u@[::1]:5433,b/d").hosts()).isEqualTo("[::1]:5433,b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "postgresql://u:secret@h/d?sslmod=require ! unknown parameter sslmod",
                "postgresql://u:secret@h/d?sslmode=on ! sslmode=on",
                "postgresql://u:secret@h/d?connect_timeout=soon ! connect_timeout=soon",
                "postgresql://u:secret@h/d?target_session_attrs=standby ! target_session_attrs=standby",
                "postgresql://u:secret@h/d?password=other ! unknown parameter password",
                "postgresql://u:secret%@h/d ! followed by two hexadecimal digits",
                "postgresql://u:my/secret@h/d ! as %40 %2F %3F %25",
                "postgresql://u:my?secret@h/d ! as %40 %2F %3F %25",
                "postgres:u:secret@h ! write postgresql://user@host:5432/database"
            })
    void tellsWhatItDoesNotUnderstandButNoPassword(String url, String message) {
        assertThatThrownBy(() -> ServerUrl.parse(url))
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(CommonError.INVALID_PARAMETER))
                        .isTrue())
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "x", "100000", "-3"})
    void refusesAnOddNumberOfConnections(String number) {
        URI url = URI.create("postgresql://h/d");
        assertThatThrownBy(() -> PostgresSettings.of(url, Map.of("connections", number)))
                .hasMessageContaining("warehouse.connections is '" + number + "'");
    }

    @Test
    void refusesUnknownSettings() {
        URI url = URI.create("postgresql://h/d");
        assertThatThrownBy(() -> PostgresSettings.of(url, Map.of("threads", "2")))
                .hasMessage("unknown setting warehouse.threads; a PostgreSQL warehouse has connections");
        assertThat(PostgresSettings.of(url, Map.of()).connections()).isEqualTo(40);
    }

    @Test
    void keepsPasswordsOutOfTexts() {
        ServerUrl url = ServerUrl.parse("postgresql://u:secret@h/d?sslpassword=secret");
        assertThat(url.toString() + new PostgresSettings(url, 2) + url.jdbcUrl())
                .doesNotContain("secret");
    }
}
