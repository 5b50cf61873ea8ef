package io.forebay.format.orc;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.contract.format.Loaded;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.orc.CompressionKind;
import org.apache.orc.OrcFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The files of all types that the server's jar is tried with, one for each compression; {@code -Dforebay.regenerate=true}
 * writes them anew.
 */
class JarFilesTest {
    private static final Path FOLDER = Path.of("../../acceptance/src/test/resources/io/forebay/server/orc");
    private static final String SCHEMA = "struct<a:boolean,b:tinyint,c:smallint,d:int,e:bigint,f:float,g:double,"
            + "h:decimal(10,2),i:decimal(38,4),j:char(5),k:varchar(9),l:string,m:binary,n:date,o:timestamp,"
            + "p:timestamp with local time zone,q:array<int>,r:map<string,int>,s:struct<x:int,y:string>,"
            + "t:uniontype<int,string>>";

    private static byte[] write(CompressionKind codec) {
        List<Object> row = Arrays.asList(
                true,
                1,
                2,
                3,
                4L,
                0.5,
                0.25,
                new BigDecimal("1234.50"),
                new BigDecimal("12345678901234567890.1234"),
                "char",
                "varchar",
                "a text that is long enough to be compressed, compressed, compressed",
                new byte[] {1, 2, 3},
                LocalDate.of(2024, 2, 29),
                LocalDateTime.of(2024, 2, 29, 12, 30, 15, 123_456_000),
                Instant.parse("2024-02-29T12:30:15Z"),
                List.of(1, 2),
                Map.of("k", 1),
                List.of(1, "y"),
                new OrcFiles.Part(1, "u"));
        OrcFile.Version version = codec == CompressionKind.NONE ? OrcFile.Version.V_0_11 : OrcFile.Version.V_0_12;
        return OrcFiles.of(SCHEMA)
                .with(codec)
                .with(options -> options.version(version))
                .rows(List.of(row, Arrays.asList(new Object[row.size()]), row));
    }

    @ParameterizedTest
    @EnumSource
    void areWhatTheyWere(CompressionKind codec) throws IOException {
        Path file = FOLDER.resolve(codec.name().toLowerCase(Locale.ROOT) + ".orc");
        if (Boolean.getBoolean("forebay.regenerate")) {
            Files.createDirectories(FOLDER);
            Files.write(file, write(codec));
        }
        OrcLoad load = OrcLoad.of(
                        ColumnType.of(TypeKind.BOOLEAN),
                        ColumnType.of(TypeKind.SMALLINT),
                        ColumnType.of(TypeKind.SMALLINT),
                        ColumnType.of(TypeKind.INTEGER),
                        ColumnType.of(TypeKind.BIGINT),
                        ColumnType.of(TypeKind.REAL),
                        ColumnType.of(TypeKind.DOUBLE),
                        ColumnType.decimal(10, 2),
                        ColumnType.decimal(38, 4),
                        ColumnType.character(5),
                        ColumnType.varchar(9),
                        ColumnType.varchar(100),
                        ColumnType.varchar(100),
                        ColumnType.of(TypeKind.DATE),
                        ColumnType.of(TypeKind.TIMESTAMP),
                        ColumnType.of(TypeKind.TIMESTAMPTZ),
                        ColumnType.of(TypeKind.SUPER),
                        ColumnType.of(TypeKind.SUPER),
                        ColumnType.of(TypeKind.SUPER),
                        ColumnType.of(TypeKind.SUPER))
                .with(ReadFlag.SERIALIZETOJSON);
        Loaded loaded = load.load(Files.readAllBytes(file));
        assertThat(loaded.rows()).hasSize(3).isEqualTo(load.load(write(codec)).rows());
        assertThat(loaded.rows().get(0)).doesNotContainNull();
    }
}
