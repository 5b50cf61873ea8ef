package io.forebay.warehouse.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.warehouse.redshift.driver.JdbcWay;
import io.forebay.warehouse.redshift.text.SystemViews;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedshiftSettingsTest {
    private static final Map<String, String> STAGED = Map.of("staging", "s3://lake/stage");

    @Test
    void takesUserPasswordAndTheDriversPropertiesFromTheAddress() {
        RedshiftSettings settings = RedshiftSettings.of(
                URI.create("redshift://etl:p%40ss@cluster.eu-west-1.redshift.amazonaws.com/dev?iam=true&DbUser=a%2Bb"),
                STAGED);
        JdbcWay way = (JdbcWay) settings.way();
        assertThat(way.address()).isEqualTo("jdbc:redshift://cluster.eu-west-1.redshift.amazonaws.com:5439/dev");
        assertThat(way.properties())
                .containsEntry("user", "etl")
                .containsEntry("password", "p@ss")
                .containsEntry("iam", "true")
                .containsEntry("DbUser", "a+b");
        assertThat(way.toString()).doesNotContain("p@ss");
        assertThat(settings.staging()).hasToString("s3://lake/stage/");
        assertThat(settings.schema()).isEqualTo("forebay");
        assertThat(settings.views()).isEqualTo(SystemViews.STL);
    }

    @Test
    void asksTheSysViewsOfAServerlessWorkgroup() {
        RedshiftSettings settings = RedshiftSettings.of(
                URI.create("redshift://u@wg.1.eu-west-1.redshift-serverless.amazonaws.com:5439/dev"), STAGED);
        assertThat(settings.views()).isEqualTo(SystemViews.SYS);
    }

    @Test
    void takesAClusterOrAWorkgroupOfTheDataApi() {
        RedshiftSettings cluster = RedshiftSettings.of(
                URI.create("redshift-data://my-cluster/dev?region=eu-west-1&secret-arn=arn%3Aaws%3Asecret"), STAGED);
        assertThat(cluster.way()).hasToString("redshift-data://my-cluster/dev");
        assertThat(cluster.views()).isEqualTo(SystemViews.STL);
        RedshiftSettings workgroup =
                RedshiftSettings.of(URI.create("redshift-data://my-group/dev?serverless=true"), STAGED);
        assertThat(workgroup.views()).isEqualTo(SystemViews.SYS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "redshift:///dev | staging=s3://b/p | names no host",
                "redshift://h:5439/ | staging=s3://b/p | names no database",
                "redshift://h/dev | schema=x | needs warehouse.staging",
                "redshift://h/dev | staging=s3://bucket | must be a prefix within a bucket",
                "redshift://h/dev | staging=s3://b/it's | without quotes",
                "redshift://h/dev | staging=s3://b/p;schema=Bad-Name | warehouse.schema must be",
                "redshift://h/dev | staging=s3://b/p;schema=public | must be the ledger's own",
                "redshift://h/dev | staging=s3://b/p;schema=pg_x | must be the ledger's own",
                "redshift://h/dev | staging=s3://b/p;views=both | warehouse.views must be stl or sys",
                "redshift://h/dev | staging=s3://b/p;schemas=x | no setting \"warehouse.schemas\"",
                "redshift-data://h/dev?regoin=x | staging=s3://b/p | no property \"regoin\"",
                "redshift-data://u:p@h/dev | staging=s3://b/p | takes no password",
                "redshift-data://u@h/dev?serverless=true | staging=s3://b/p | for a cluster without a secret only",
                "redshift-data://u@h/dev?secret-arn=s | staging=s3://b/p | for a cluster without a secret only",
                "redshift-data://h/dev?keep-alive=5 | staging=s3://b/p | keep-alive must be 30 to 86400",
                "redshift-data:///dev | staging=s3://b/p | names no host",
                "redshift://h/dev?ssl | staging=s3://b/p | name=value"
            })
    void refusesWhatCannotBe(String url, String settings, String message) {
        Map<String, String> map = new java.util.HashMap<>();
        for (String each : settings.split(";", -1)) {
            map.put(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1));
        }
        assertThatThrownBy(() -> RedshiftSettings.of(URI.create(url), map)).hasMessageContaining(message);
    }
}
