package io.forebay.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandTagTest {
    @Test
    void namesTheObjectThatIsCreatedAlteredOrDropped() {
        assertThat(CommandTag.of("create table\n t(a int)", 0)).isEqualTo("CREATE TABLE");
        assertThat(CommandTag.of("CREATE OR REPLACE VIEW v", 0)).isEqualTo("CREATE VIEW");
        assertThat(CommandTag.of("create temp table x", 0)).isEqualTo("CREATE TABLE");
        assertThat(CommandTag.of("drop schema s", -1)).isEqualTo("DROP SCHEMA");
    }

    @Test
    void countsRowsAsPsqlDoes() {
        assertThat(CommandTag.of("-- why\ninsert into t", 3)).isEqualTo("INSERT 0 3");
        assertThat(CommandTag.of("/* a\n */ delete from t", 2)).isEqualTo("DELETE 2");
    }

    @Test
    void givesTheFirstWordOfAllElse() {
        assertThat(CommandTag.of("COPY t FROM 's3://b'", 5)).isEqualTo("COPY");
        assertThat(CommandTag.of("begin", 0)).isEqualTo("BEGIN");
        assertThat(CommandTag.of("-- nothing", 0)).isEmpty();
    }
}
