package io.forebay.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.spi.store.ObjectUri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which names are manifests. */
class ManifestPatternTest {
    @ParameterizedTest
    @CsvSource({
        "s3://b/m/*.manifest, s3://b/m/, s3://b/m/x.manifest, true",
        "s3://b/m/*.manifest, s3://b/m/, s3://b/m/.manifest, true",
        "s3://b/m/*.manifest, s3://b/m/, s3://b/m/x.manifest.manifest, true",
        "s3://b/m/*.manifest, s3://b/m/, s3://b/m/x.manifest.gz, false",
        "s3://b/m/*.manifest, s3://b/m/, s3://b/m/y/x.manifest, false",
        "s3://b/m/*.manifest, s3://b/m/, s3://b/n/x.manifest, false",
        "s3://b/m/*.manifest, s3://b/m/, s3://c/m/x.manifest, false",
        "s3://b/m/*.manifest, s3://b/m/, gs://b/m/x.manifest, false",
        "s3://b/*/load.json, s3://b/, s3://b/2026-11-27/load.json, true",
        "s3://b/*/load.json, s3://b/, s3://b//load.json, true",
        "s3://b/*/load.json, s3://b/, s3://b/load.json, false",
        "s3://b/in*, s3://b/in, s3://b/in, true",
        "s3://b/in*, s3://b/in, s3://b/in/x, false",
        "s3://b/*/a*b*c.m, s3://b/, s3://b/x/aXbYbZc.m, true",
        "s3://b/*/a*b*c.m, s3://b/, s3://b/x/aXbYbZ.m, false",
        "s3://b/*, s3://b/, s3://b/?*[x], true",
        "s3://b/?*, s3://b/?, s3://b/xy, false",
    })
    void matchesWithinASegment(String pattern, String prefix, String name, boolean matches) {
        ManifestPattern of = ManifestPattern.of(pattern);
        assertThat(of.prefix()).isEqualTo(ObjectUri.parse(prefix));
        assertThat(of.matches(ObjectUri.parse(name))).isEqualTo(matches);
        assertThat(of).hasToString(pattern);
    }

    @Test
    void isQuickWithEveryName() {
        ManifestPattern of = ManifestPattern.of("s3://b/" + "a*".repeat(400) + "b");
        assertThat(of.matches(ObjectUri.parse("s3://b/" + "a".repeat(1000)))).isFalse();
    }
}
