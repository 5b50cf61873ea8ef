package io.forebay.format.kit.columnar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.format.kit.columnar.FileType.Kind;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadFlag;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.TypeKind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ColumnMatchTest {
    private static final SchemaMismatch MISMATCH = new SchemaMismatch(Rows.OBJECT, "Parquet");
    private static final FileColumn ID = new FileColumn("id", FileType.integer(32), "required int32 id");
    private static final FileColumn NAME =
            new FileColumn("Name", FileType.of(Kind.TEXT), "optional binary Name (STRING)");
    private static final FileColumn TAGS =
            new FileColumn("tags", FileType.of(Kind.NESTED), "optional group tags (LIST)");
    private static final Column NUMBER = Column.of("id", ColumnType.of(TypeKind.INTEGER));
    private static final Column TEXT = Column.of("name", ColumnType.varchar(10));
    private static final Column TREE = Column.of("tags", ColumnType.of(TypeKind.SUPER));

    @Test
    void goesByPositionWithAsManyColumns() {
        ColumnMatch match = match(List.of(NUMBER, TEXT), ExtraFields.Policy.IGNORE, Set.of());
        assertThat(match.match(List.of(ID, NAME), MISMATCH)).containsExactly(0, 1);
        assertRefused(match, List.of(ID), FormatError.WRONG_SCHEMA)
                .hasMessageContaining("Table columns: 2, Data columns: 1, File name: s3://lake/part-0");
        assertRefused(match, List.of(ID, NAME, TAGS), FormatError.WRONG_SCHEMA);
        assertRefused(match, List.of(NAME, ID), FormatError.WRONG_SCHEMA)
                .hasMessageContaining(
                        "File 's3://lake/part-0' has an incompatible Parquet schema for column"
                                + " 's3://lake/part-0.Name'. Column type: INTEGER, Parquet schema: optional binary Name (STRING)");
    }

    @Test
    void fillsColumnsThatAreMissingAtTheEnd() {
        ColumnMatch match = match(List.of(NUMBER, TEXT), ExtraFields.Policy.IGNORE, Set.of(ReadFlag.FILLRECORD));
        assertThat(match.match(List.of(ID), MISMATCH)).containsExactly(0, -1);
        assertRefused(match, List.of(ID, NAME, TAGS), FormatError.WRONG_SCHEMA);
    }

    @Test
    void nestedColumnsNeedTheirParameter() {
        assertRefused(
                        match(List.of(TREE), ExtraFields.Policy.IGNORE, Set.of()),
                        List.of(TAGS),
                        FormatError.WRONG_SCHEMA)
                .satisfies(e ->
                        assertThat(((ForebayException) e).hint().orElse("")).contains("Add SERIALIZETOJSON"));
        assertThat(match(List.of(TREE), ExtraFields.Policy.IGNORE, Set.of(ReadFlag.SERIALIZETOJSON))
                        .match(List.of(TAGS), MISMATCH))
                .containsExactly(0);
    }

    @Test
    void goesByNamesWhenToldTo() {
        List<Column> columns = List.of(TEXT, NUMBER, TREE);
        ColumnMatch exact = match(columns, ExtraFields.Policy.IGNORE, Set.of(), "auto");
        assertThat(exact.match(List.of(ID, NAME), MISMATCH)).containsExactly(-1, 0, -1);
        ColumnMatch any = match(columns, ExtraFields.Policy.IGNORE, Set.of(), "auto ignorecase");
        assertThat(any.match(List.of(ID, NAME), MISMATCH)).containsExactly(1, 0, -1);
        assertRefused(exact, List.of(NAME), FormatError.WRONG_SCHEMA).hasMessageContaining("Its columns: Name");
    }

    @Test
    void tellsOfColumnsThatNoneTakes() {
        List<Column> columns = List.of(TEXT);
        ColumnMatch error = match(columns, ExtraFields.Policy.ERROR, Set.of(), "auto ignorecase");
        assertRefused(error, List.of(NAME, ID), FormatError.WRONG_SCHEMA).hasMessageContaining("the column 'id'");
        ColumnMatch add = match(columns, ExtraFields.Policy.ADD, Set.of(), "auto ignorecase");
        add.match(List.of(NAME, ID), MISMATCH);
        add.match(List.of(new FileColumn("ID", FileType.integer(64), "")), MISMATCH);
        assertThat(add.newColumns()).containsExactly(Column.of("id", ColumnType.of(TypeKind.BIGINT)));
        assertRefused(add, List.of(TAGS), FormatError.NO_NEW_COLUMN).hasMessageContaining("SERIALIZETOJSON");
        ColumnMatch exact = match(columns, ExtraFields.Policy.ADD, Set.of(), "auto");
        assertRefused(exact, List.of(NAME), FormatError.NO_NEW_COLUMN).hasMessageContaining("upper case");
    }

    @Test
    void showsTheBeginningOfLongNames() {
        FileColumn odd =
                new FileColumn("x".repeat(1_000_000), FileType.of(FileType.Kind.NESTED), "y".repeat(1_000_000));
        for (ColumnMatch match : List.of(
                match(List.of(NUMBER), ExtraFields.Policy.IGNORE, Set.of()),
                match(List.of(NUMBER), ExtraFields.Policy.IGNORE, Set.of(), "auto"),
                match(List.of(NUMBER), ExtraFields.Policy.ADD, Set.of(), "auto"))) {
            assertThatThrownBy(() -> match.match(List.of(odd), MISMATCH))
                    .satisfies(e ->
                            assertThat(e.getMessage()).hasSizeLessThan(2000).contains("xxx"));
        }
        ColumnMatch error = match(List.of(NUMBER), ExtraFields.Policy.ERROR, Set.of(), "auto");
        assertThatThrownBy(() -> error.match(List.of(ID, odd), MISMATCH))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(2000).contains("xxx"));
    }

    /** What two columns of a file share may not be lost without a word. */
    @Test
    void refusesTwoColumnsOfOneName() {
        FileColumn again = new FileColumn("ID", FileType.integer(64), "");
        ColumnMatch exact = match(List.of(NUMBER), ExtraFields.Policy.IGNORE, Set.of(), "auto");
        assertRefused(exact, List.of(ID, NAME, ID), FormatError.WRONG_SCHEMA)
                .hasMessageContaining("more than one column for \"id\"");
        assertThat(exact.match(List.of(again, ID), MISMATCH)).containsExactly(1);
        ColumnMatch any = match(List.of(NUMBER), ExtraFields.Policy.IGNORE, Set.of(), "auto ignorecase");
        assertThat(any.match(List.of(again, ID), MISMATCH)).containsExactly(1);
        FileColumn third = new FileColumn("Id", FileType.integer(64), "");
        assertRefused(any, List.of(again, third), FormatError.WRONG_SCHEMA).hasMessageContaining("more than one");
        ColumnMatch add = match(List.of(NUMBER), ExtraFields.Policy.ADD, Set.of(), "auto ignorecase");
        assertRefused(add, List.of(ID, again), FormatError.NO_NEW_COLUMN).hasMessageContaining("another column");
        ColumnMatch both = match(List.of(TEXT), ExtraFields.Policy.ADD, Set.of(), "auto");
        assertRefused(both, List.of(ID, ID), FormatError.NO_NEW_COLUMN).hasMessageContaining("another column");
    }

    /** A column of LINEAGE, or an identity: the table has it, so that it would not be added, and the values were lost. */
    @Test
    void addsNoColumnThatTheTableHasForOtherThings() {
        ColumnMatch add = match(List.of(TEXT), new ExtraFields(ExtraFields.Policy.ADD, false, Set.of("id")), "auto");
        assertRefused(add, List.of(ID), FormatError.NO_NEW_COLUMN).hasMessageContaining("not for columns of files");
        ColumnMatch any =
                match(List.of(TEXT), new ExtraFields(ExtraFields.Policy.ADD, false, Set.of("id")), "auto ignorecase");
        assertRefused(any, List.of(new FileColumn("ID", FileType.integer(64), "")), FormatError.NO_NEW_COLUMN);
    }

    private static ColumnMatch match(List<Column> columns, ExtraFields extra, String... arguments) {
        return match(columns, extra, Set.of(), arguments);
    }

    private static ColumnMatch match(
            List<Column> columns, ExtraFields.Policy extra, Set<ReadFlag> flags, String... arguments) {
        return match(columns, new ExtraFields(extra, false), flags, arguments);
    }

    private static ColumnMatch match(
            List<Column> columns, ExtraFields extra, Set<ReadFlag> flags, String... arguments) {
        ReadOptions plain = ReadOptions.DEFAULT;
        ReadOptions options = new ReadOptions(
                new Layout.Named("PARQUET", List.of(arguments)),
                plain.compression(),
                plain.encoding(),
                0,
                plain.values(),
                flags);
        return new ColumnMatch(new ReadRequest(options, columns, extra, 1));
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            ColumnMatch match, List<FileColumn> file, FormatError code) {
        return assertThatThrownBy(() -> match.match(file, MISMATCH))
                .satisfies(e -> assertThat(((ForebayException) e).code()).isEqualTo(code));
    }
}
