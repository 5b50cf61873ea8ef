package io.forebay.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.forebay.engine.sql.parse.StatementParser;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CopyConflictTest {
    private static final Map<String, String> ARGUMENTS = Map.ofEntries(
            Map.entry("FIXEDWIDTH", "FIXEDWIDTH 'a:1'"),
            Map.entry("DELIMITER", "DELIMITER ';'"),
            Map.entry("NULL AS", "NULL AS 'x'"),
            Map.entry("READRATIO", "READRATIO 50"),
            Map.entry("JSON", "JSON 'auto'"),
            Map.entry("QUOTE", "QUOTE 'x'"),
            Map.entry("ENCODING", "ENCODING UTF8"),
            Map.entry("IGNOREHEADER", "IGNOREHEADER 1"),
            Map.entry("MAXERROR", "MAXERROR 5"),
            Map.entry("COMPROWS", "COMPROWS 5000"),
            Map.entry("DATEFORMAT", "DATEFORMAT 'auto'"),
            Map.entry("TIMEFORMAT", "TIMEFORMAT 'auto'"),
            Map.entry("RESCUE", "RESCUE extra"),
            Map.entry("REGION", "REGION 'eu-west-1'"),
            Map.entry("IAM_ROLE", "IAM_ROLE 'arn:x'"),
            Map.entry("ACCESS_KEY_ID", "ACCESS_KEY_ID 'hushhush'"),
            Map.entry("SECRET_ACCESS_KEY", "SECRET_ACCESS_KEY 'hushhush'"),
            Map.entry("SESSION_TOKEN", "SESSION_TOKEN 'hushhush'"),
            Map.entry("MASTER_SYMMETRIC_KEY", "MASTER_SYMMETRIC_KEY 'hushhush'"),
            Map.entry("CREDENTIALS", "CREDENTIALS 'aws_access_key_id=hushhush;aws_secret_access_key=hushhush'"));

    private static final List<String> NOT_COLUMNAR = List.of(
            "DELIMITER",
            "QUOTE",
            "GZIP",
            "BZIP2",
            "LZOP",
            "ZSTD",
            "ENCODING",
            "IGNOREHEADER",
            "NULL AS",
            "DATEFORMAT",
            "TIMEFORMAT",
            "ACCEPTANYDATE",
            "BLANKSASNULL",
            "EMPTYASNULL",
            "ESCAPE",
            "IGNOREBLANKLINES",
            "REMOVEQUOTES",
            "ROUNDEC",
            "TRIMBLANKS",
            "TRUNCATECOLUMNS",
            "MAXERROR",
            "IGNOREALLERRORS",
            "NOLOAD",
            "COMPUPDATE",
            "COMPROWS",
            "REGION",
            "RESCUE");

    private static final List<String> NOT_TREES = List.of(
            "CSV",
            "DELIMITER",
            "ESCAPE",
            "FILLRECORD",
            "FIXEDWIDTH",
            "IGNOREBLANKLINES",
            "NULL AS",
            "READRATIO",
            "REMOVEQUOTES");

    static Stream<Arguments> pairs() {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        rows.put("CSV", List.of("FIXEDWIDTH", "REMOVEQUOTES", "ESCAPE"));
        rows.put("FIXEDWIDTH", List.of("DELIMITER", "ESCAPE"));
        rows.put("SHAPEFILE", List.of("FIXEDWIDTH", "REMOVEQUOTES", "ESCAPE"));
        rows.put("JSON", NOT_TREES);
        List<String> noRatio =
                NOT_TREES.stream().filter(name -> !name.equals("READRATIO")).toList();
        rows.put("AVRO", noRatio);
        rows.put("XML", noRatio);
        rows.put("IGNOREHEADER", List.of("AVRO", "XML"));
        rows.put("QUOTE", List.of("AVRO", "XML"));
        rows.put("PARQUET", NOT_COLUMNAR);
        rows.put("ORC", NOT_COLUMNAR);
        rows.put("MAXERROR", List.of("IGNOREALLERRORS"));
        rows.put("IAM_ROLE", List.of("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN", "CREDENTIALS"));
        rows.put("CREDENTIALS", List.of("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN", "MASTER_SYMMETRIC_KEY"));
        List<String> formats = List.of("CSV", "FIXEDWIDTH", "JSON", "AVRO", "PARQUET", "ORC", "SHAPEFILE", "XML");
        List<String> compressions = List.of("GZIP", "BZIP2", "LZOP", "ZSTD");
        List<Arguments> pairs = new ArrayList<>();
        rows.forEach((one, others) -> others.forEach(other -> pairs.add(Arguments.of(one, other))));
        everyTwo(formats, pairs);
        everyTwo(compressions, pairs);
        return pairs.stream();
    }

    private static void everyTwo(List<String> group, List<Arguments> pairs) {
        for (int i = 0; i < group.size(); i++) {
            for (int j = i + 1; j < group.size(); j++) {
                pairs.add(Arguments.of(group.get(i), group.get(j)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void refusesThePairInBothOrders(String one, String other) {
        refuses(one, other);
        refuses(other, one);
    }

    private static void refuses(String first, String second) {
        String start = "COPY t FROM 's3://b/k' " + ARGUMENTS.getOrDefault(first, first) + "  ";
        String sql = start + ARGUMENTS.getOrDefault(second, second);
        ForebayException error =
                catchThrowableOfType(ForebayException.class, () -> new StatementParser(new TestDialect()).parse(sql));
        assertThat(error)
                .hasMessageContaining(first + " ")
                .hasMessageContaining(second)
                .hasMessageNotContaining("hush");
        assertThat(error.is(CommonError.SYNTAX)).isTrue();
        assertThat(error.position()).hasValue(start.length() + 1);
    }
}
