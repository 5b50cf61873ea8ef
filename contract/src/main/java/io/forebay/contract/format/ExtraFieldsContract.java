package io.forebay.contract.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.ForebayException;
import io.forebay.spi.format.ExtraFields;
import io.forebay.spi.format.ExtraFields.Policy;
import io.forebay.spi.format.FormatError;
import io.forebay.spi.format.ReadRequest;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of fields that no column takes, and of values that do not fit, in formats that find fields by name. */
public abstract class ExtraFieldsContract extends SchemaSampleContract {
    private static final String VALUE = "a \"text\" of its own";
    private static final int EXTRA_COLUMNS = 1202;

    @Test
    void saysWhetherItFindsFieldsByName() {
        assertThat(format().findsByName(request().options().layout())).isEqualTo(findsByName());
    }

    @Test
    void passesOverFieldsWithoutAColumn() {
        if (findsByName()) {
            assertThat(load(Policy.IGNORE, false, COLUMNS, extra()).rows()).containsExactly(row(1L, "Ann"));
        }
    }

    @Test
    void refusesRecordsWithThemWhenTheyAreErrors() {
        if (findsByName()) {
            assertThat(load(Policy.ERROR, false, COLUMNS, file(records(1, 5))).rows())
                    .hasSize(5);
            Loaded loaded = load(Policy.ERROR, false, COLUMNS, extra());
            assertThat(loaded.rows()).isEmpty();
            assertThat(loaded.onlyRejected().code()).isEqualTo(EXTRA_COLUMNS);
            assertThat(loaded.onlyRejected().rawValue()).isEqualTo("more");
            assertThat(loaded.onlyRejected().column()).isNull();
            assertThat(load(Policy.ERROR, true, COLUMNS, extra()).rejected()).hasSize(1);
        }
    }

    @Test
    void tellsColumnsForThemThatTakeThem() {
        if (findsByName()) {
            assertThat(load(Policy.ADD, false, COLUMNS, file(records(1, 5))).newColumns())
                    .isEmpty();
            Loaded first = load(Policy.ADD, false, COLUMNS, extra());
            assertThat(first.newColumns())
                    .containsExactly(Column.of("more", ColumnType.varchar(ColumnType.MAX_VARCHAR)));
            List<Column> added = new ArrayList<>(COLUMNS);
            added.addAll(first.newColumns());
            Loaded second = load(Policy.ADD, false, added, extra());
            assertThat(second.newColumns()).isEmpty();
            assertThat(second.rows()).containsExactly(row(1L, "Ann", VALUE));
        }
    }

    @Test
    void tellsNoColumnForAFieldOfARefusedRecord() {
        if (findsByName()) {
            List<Column> narrow = List.of(COLUMNS.get(0), Column.of("name", ColumnType.varchar(2)));
            Loaded loaded = load(Policy.ADD, false, narrow, extra());
            assertThat(loaded.rejected()).hasSize(1);
            assertThat(loaded.newColumns()).isEmpty();
        }
    }

    @Test
    void failsAFileWhoseFieldCanGetNoColumn() {
        if (findsByName()) {
            String name = "n".repeat(128);
            assertThatThrownBy(() -> load(Policy.ADD, false, COLUMNS, fileWith(1, "Ann", name, "x")))
                    .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(FormatError.NO_NEW_COLUMN))
                            .isTrue())
                    .hasMessageContaining("nnn")
                    .hasMessageContaining("s3://lake/part-0");
            List<Column> many = new ArrayList<>(COLUMNS);
            for (int i = many.size(); i < 1600; i++) {
                many.add(Column.of("c" + i, ColumnType.varchar(1)));
            }
            assertThatThrownBy(() -> load(Policy.ADD, false, many, extra())).hasMessageContaining("1600");
            Loaded rescued = load(Policy.ADD, true, COLUMNS, fileWith(1, "Ann", name, "x"));
            assertThat(rescued.newColumns()).isEmpty();
            assertThat(String.valueOf(rescued.rows().get(0).get(2))).contains(name);
        }
    }

    @Test
    void addsNoColumnOfANameThatTheTableHasForOtherThings() {
        if (findsByName()) {
            ExtraFields taken = new ExtraFields(Policy.ADD, false, Set.of("More"));
            assertThatThrownBy(() -> load(taken, COLUMNS, extra()))
                    .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(FormatError.NO_NEW_COLUMN))
                            .isTrue());
            Loaded rescued = load(new ExtraFields(Policy.ADD, true, Set.of("more")), COLUMNS, extra());
            assertThat(rescued.newColumns()).isEmpty();
            assertThat(rescued.rows()).hasSize(1);
        }
    }

    @Test
    void rescuesFieldsWithoutAColumnAsOneObject() {
        if (findsByName()) {
            assertThat(load(Policy.IGNORE, true, COLUMNS, extra()).rows())
                    .containsExactly(row(1L, "Ann", "{\"more\":\"a \\\"text\\\" of its own\"}"));
            assertThat(load(Policy.IGNORE, true, COLUMNS, file(records(1, 2))).rows())
                    .containsExactly(row(1L, "name 1", null), row(2L, "name 2", null));
        }
    }

    @Test
    void rescuesValuesThatDoNotFitTheirColumns() {
        if (findsByName()) {
            Loaded loaded = load(Policy.IGNORE, true, COLUMNS, file(brokenRecord()));
            assertThat(loaded.rejected()).isEmpty();
            assertThat(loaded.rows()).hasSize(1);
            assertThat(loaded.rows().get(0).subList(0, 2)).isEqualTo(row(null, "broken"));
            assertThat(String.valueOf(loaded.rows().get(0).get(2)))
                    .startsWith("{\"id\":")
                    .endsWith("}");
            List<Column> strict = COLUMNS.stream().map(Column::notNull).toList();
            assertThat(load(Policy.IGNORE, true, strict, file(brokenRecord())).rejected())
                    .hasSize(1);
        }
    }

    private byte[] extra() {
        return fileWith(1, "Ann", "more", VALUE);
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    private Loaded load(Policy policy, boolean rescued, List<Column> columns, byte[] file) {
        return load(new ExtraFields(policy, rescued), columns, file);
    }

    private Loaded load(ExtraFields extra, List<Column> columns, byte[] file) {
        ReadRequest request =
                new ReadRequest(request().options(), columns, extra, request().inflatedLimit());
        return Loaded.from(format(), request, file);
    }
}
