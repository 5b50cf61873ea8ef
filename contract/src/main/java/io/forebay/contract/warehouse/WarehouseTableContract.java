package io.forebay.contract.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Column;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Table;
import io.forebay.spi.warehouse.TableDefinition;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tables: made, found, changed, and described with the types that were declared. */
public abstract class WarehouseTableContract extends WarehouseContract {
    private static final List<Column> DECLARED = List.of(
            new Column("id", ColumnType.of(TypeKind.BIGINT), false, null, new Column.Identity(7, 3, true)),
            Column.of("s", ColumnType.of(TypeKind.SMALLINT)).notNull(),
            Column.of("i", ColumnType.of(TypeKind.INTEGER)),
            Column.of("n", ColumnType.decimal(7, 2)),
            Column.of("wide", ColumnType.decimal(38, 10)),
            Column.of("r", ColumnType.of(TypeKind.REAL)),
            Column.of("f", ColumnType.of(TypeKind.DOUBLE)),
            Column.of("b", ColumnType.of(TypeKind.BOOLEAN)),
            Column.of("c", ColumnType.character(5)),
            Column.of("v", ColumnType.varchar(16)),
            Column.of("text", ColumnType.varchar(0)),
            Column.of("d", ColumnType.of(TypeKind.DATE)),
            Column.of("t", ColumnType.of(TypeKind.TIME)),
            Column.of("tz", ColumnType.of(TypeKind.TIMETZ)),
            Column.of("ts", ColumnType.of(TypeKind.TIMESTAMP)),
            Column.of("tsz", ColumnType.of(TypeKind.TIMESTAMPTZ)),
            Column.of("j", ColumnType.of(TypeKind.SUPER)),
            Column.of("x", ColumnType.varbyte(9)),
            Column.of("Mixed \"Case\"", ColumnType.varchar(3)));

    private Table makeAll() {
        return table(DECLARED.toArray(Column[]::new));
    }

    /** What the catalog must tell of {@link #DECLARED}. */
    private List<Column> described() {
        return DECLARED.stream().map(this::described).toList();
    }

    private Column described(Column column) {
        return new Column(
                keepsCapitals() ? column.name() : column.name().toLowerCase(Locale.ROOT),
                column.type().equals(ColumnType.varchar(0)) ? unlimitedText() : column.type(),
                column.nullable(),
                column.defaultExpression(),
                column.identity());
    }

    /** Whether a name in double quotes keeps its capitals; else it is folded to lower case. */
    protected boolean keepsCapitals() {
        return true;
    }

    /** What a text without a limit becomes: the longest there is, for a warehouse where each has a limit. */
    protected ColumnType unlimitedText() {
        return ColumnType.varchar(0);
    }

    @Test
    void describesWhatWasDeclared() {
        Table table = makeAll();
        assertThat(table.columns()).containsExactlyElementsOf(described());
        assertThat(table.temporary()).isFalse();
        assertThat(table.name().name()).isEqualTo("t");
    }

    @Test
    void keepsDeclaredTypesThroughRenames() {
        makeAll();
        connection.execute("ALTER TABLE t RENAME COLUMN v TO v2");
        connection.execute("ALTER TABLE t RENAME TO t9");
        Table table = connection.load(null, "t9");
        assertThat(table.find("v2").orElseThrow().type()).isEqualTo(ColumnType.varchar(16));
        assertThat(table.find("c").orElseThrow().type()).isEqualTo(ColumnType.character(5));
        assertThat(table.find("id").orElseThrow().identity()).isEqualTo(new Column.Identity(7, 3, true));
        connection.execute("INSERT INTO t9 (s) VALUES (1), (2)");
        assertThat(rows("SELECT id FROM t9 ORDER BY id")).containsExactly(List.of(7L), List.of(10L));
    }

    @Test
    void countsAnIdentityDown() {
        table(
                new Column("id", ColumnType.of(TypeKind.INTEGER), false, null, new Column.Identity(0, -1, false)),
                Column.of("a", ColumnType.of(TypeKind.INTEGER)));
        connection.execute("INSERT INTO t (a) VALUES (1), (2), (3)");
        assertThat(rows("SELECT id FROM t ORDER BY id DESC")).containsExactly(List.of(0L), List.of(-1L), List.of(-2L));
    }

    @Test
    void givesATableANewIdWhenItIsMadeAgain() {
        Table first = table(Column.of("a", ColumnType.of(TypeKind.INTEGER)));
        connection.execute("DROP TABLE t");
        Table second = table(Column.of("a", ColumnType.of(TypeKind.INTEGER)));
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(connection.load(null, "t").id()).isEqualTo(second.id());
    }

    @Test
    void findsNothingUnderANameThatIsNotThere() {
        assertThat(connection.find(null, "nosuch")).isEmpty();
        failure(CommonError.UNDEFINED_TABLE, () -> connection.load("s1", "nosuch"));
    }

    @Test
    void refusesATableThatIsThere() {
        TableDefinition definition = definition("t", Column.of("a", ColumnType.of(TypeKind.INTEGER)));
        assertThat(connection.create(definition)).isTrue();
        failure(CommonError.DUPLICATE_TABLE, () -> connection.create(definition));
        assertThat(connection.create(new TableDefinition(null, "t", false, true, definition.columns(), Map.of())))
                .isFalse();
    }

    @Test
    void refusesASchemaThatIsNotThere() {
        failure(
                CommonError.UNDEFINED_SCHEMA,
                () -> connection.create(new TableDefinition(
                        "nosuch",
                        "t",
                        false,
                        false,
                        List.of(Column.of("a", ColumnType.of(TypeKind.INTEGER))),
                        Map.of())));
        assertThat(connection.inTransaction()).isFalse();
    }

    @Test
    void takesNotesThatEnforceNothing() {
        connection.create(new TableDefinition(
                null,
                "t",
                false,
                false,
                List.of(Column.of("a", ColumnType.of(TypeKind.INTEGER)).notNull()),
                Map.of("primary_key", "a", "distribution", "KEY(a)")));
        assertThat(connection.execute("INSERT INTO t VALUES (1), (1)")).isEqualTo(2);
        failure(CommonError.NOT_NULL_VIOLATION, () -> connection.execute("INSERT INTO t VALUES (NULL)"));
    }

    @Test
    void addsColumnsAndChangesTypes() {
        Table table = table(Column.of("a", ColumnType.varchar(3)));
        connection.execute("INSERT INTO t VALUES ('x')");
        Column added = new Column("b", ColumnType.character(4), true, "'none'", null);
        connection.alter(table.name(), added, true);
        connection.alter(table.name(), Column.of("a", ColumnType.varchar(30)), false);
        Table changed = connection.load(null, "t");
        assertThat(changed.columns()).extracting(Column::type).containsExactly(ColumnType.varchar(30), added.type());
        assertThat(rows("SELECT a, b FROM t")).containsExactly(List.of("x", "none"));
        connection.alter(table.name(), Column.of("a", ColumnType.varchar(0)), false);
        assertThat(connection.load(null, "t").columns().get(0).type()).isEqualTo(unlimitedText());
    }

    @Test
    void keepsTypesForATableThatAQueryMade() {
        connection.execute("CREATE TABLE t AS SELECT 'x' AS a, 'y' AS b");
        Table made = connection.load(null, "t");
        connection.declare(made.name(), List.of(Column.of("b", ColumnType.varchar(5))));
        if (!declaresTypes()) {
            assertThat(connection.load(null, "t")).isEqualTo(made);
            return;
        }
        assertThat(connection.load(null, "t").columns())
                .extracting(Column::type)
                .containsExactly(ColumnType.varchar(0), ColumnType.varchar(5));
    }

    /** Whether a table that a query made takes types that it did not give it; else it keeps those that it has. */
    protected boolean declaresTypes() {
        return true;
    }

    @Test
    void undoesDeclarationsOnRollback() {
        Table table = table(Column.of("a", ColumnType.varchar(3)));
        connection.begin();
        connection.alter(table.name(), Column.of("a", ColumnType.varchar(9)), false);
        assertThat(connection.load(null, "t").columns().get(0).type()).isEqualTo(ColumnType.varchar(9));
        connection.rollback();
        assertThat(connection.load(null, "t").columns().get(0).type()).isEqualTo(ColumnType.varchar(3));
    }

    @Test
    void keepsTemporaryTablesToTheirConnection() {
        connection.create(new TableDefinition(null, "t", true, false, DECLARED, Map.of("sort_key", "i")));
        Table table = connection.load(null, "t");
        assertThat(table.temporary()).isTrue();
        assertThat(table.columns()).containsExactlyElementsOf(described());
        assertThat(connection.find(table.name().schema(), "t")).contains(table);
        connection.execute("INSERT INTO " + table.name().quoted() + " (s) VALUES (1)");
        assertThat(value("SELECT id FROM t")).isEqualTo(7L);
        try (WarehouseConnection other = warehouse.connect()) {
            assertThat(other.find(null, "t")).isEmpty();
        }
    }

    @Test
    void prefersATemporaryTable() {
        table(Column.of("a", ColumnType.of(TypeKind.INTEGER)));
        connection.create(new TableDefinition(
                null, "t", true, false, List.of(Column.of("b", ColumnType.of(TypeKind.DATE))), Map.of()));
        assertThat(connection.load(null, "t").columns())
                .extracting(Column::name)
                .containsExactly("b");
    }

    @Test
    void looksAlongTheSearchPath() {
        connection.execute("CREATE SCHEMA s1");
        connection.execute("CREATE SCHEMA s2");
        connection.execute("CREATE TABLE s1.only1 (a INTEGER)");
        connection.execute("CREATE TABLE s1.t (a INTEGER)");
        connection.execute("CREATE TABLE s2.t (b INTEGER)");
        path("s2", "s1");
        assertThat(connection.load(null, "t").name()).isEqualTo(new TableName("s2", "t"));
        assertThat(connection.load(null, "only1").name()).isEqualTo(new TableName("s1", "only1"));
        assertThat(connection.load("s1", "t").name()).isEqualTo(new TableName("s1", "t"));
        assertThat(rows("SELECT b FROM t")).isEmpty();
        connection.create(definition("made", Column.of("a", ColumnType.varchar(3))));
        assertThat(connection.load(null, "made").name()).isEqualTo(new TableName("s2", "made"));
        connection.execute("CREATE TABLE made2 (a INTEGER)");
        assertThat(connection.load("s2", "made2").name()).isEqualTo(new TableName("s2", "made2"));
    }

    private void path(String... schemas) {
        connection.searchPath(List.of(schemas), List.of());
        if (!takesASearchPath()) {
            connection.execute("SET search_path TO " + String.join(", ", schemas));
        }
    }

    /** Whether a connection looks where it is told; else its session has a path of its own, which only SQL changes. */
    protected boolean takesASearchPath() {
        return true;
    }

    /** Whether paths are not taken, which is seen by the one that the session has: it stays. */
    private boolean lacksSearchPaths() {
        if (takesASearchPath()) {
            return false;
        }
        connection.execute("CREATE SCHEMA s1");
        connection.execute("CREATE SCHEMA s2");
        connection.execute("CREATE TABLE s1.t (a INTEGER)");
        path("s2");
        connection.searchPath(List.of("s1"), List.of("s2"));
        assertThat(connection.firstSchema()).isEqualTo("s2");
        assertThat(connection.find(null, "t")).isEmpty();
        return true;
    }

    @Test
    void takesASchemaIntoThePathOnceItIsMade() {
        if (lacksSearchPaths()) {
            return;
        }
        connection.searchPath(List.of("s1", "s2"), List.of());
        connection.execute("CREATE SCHEMA s1");
        connection.execute("CREATE TABLE t (a INTEGER)");
        assertThat(connection.load(null, "t").name()).isEqualTo(new TableName("s1", "t"));
    }

    @Test
    void makesNothingInAReadOnlySchemaOfThePath() {
        if (lacksSearchPaths()) {
            return;
        }
        connection.execute("CREATE SCHEMA s2");
        connection.searchPath(List.of("s1"), List.of("s2"));
        assertThatThrownBy(connection::firstSchema)
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(CommonError.UNDEFINED_SCHEMA))
                        .isTrue());
        assertThatThrownBy(() -> connection.create(definition("t", Column.of("a", ColumnType.varchar(3)))))
                .isInstanceOfSatisfying(ForebayException.class, e -> assertThat(e.is(CommonError.UNDEFINED_SCHEMA))
                        .isTrue());
        if (makesViewsOutsideOfThePath()) {
            connection.execute("CREATE OR REPLACE VIEW v AS SELECT 1 AS a");
        } else {
            failure(CommonError.NOT_ALLOWED, () -> connection.execute("CREATE OR REPLACE VIEW v AS SELECT 1 AS a"));
        }
        assertThat(connection.find("s2", "v")).isEmpty();
        assertThat(connection.find("s2", "t")).isEmpty();
        connection.execute("CREATE SCHEMA s1");
        assertThat(connection.firstSchema()).isEqualTo("s1");
    }

    /** Whether a view goes into another schema when none of the path exists to make it in; else that is refused. */
    protected boolean makesViewsOutsideOfThePath() {
        return true;
    }

    @Test
    void readsAReadOnlySchemaBehindTheOthers() {
        if (lacksSearchPaths()) {
            return;
        }
        connection.execute("CREATE SCHEMA s1");
        connection.execute("CREATE SCHEMA s2");
        connection.execute("CREATE TABLE s2.t (a INTEGER)");
        connection.searchPath(List.of("missing", "s1"), List.of("s2"));
        assertThat(rows("SELECT a FROM t")).isEmpty();
        connection.execute("CREATE TABLE made (a INTEGER)");
        connection.create(definition("made2", Column.of("a", ColumnType.varchar(3))));
        assertThat(connection.load(null, "made").name()).isEqualTo(new TableName("s1", "made"));
        assertThat(connection.load(null, "made2").name()).isEqualTo(new TableName("s1", "made2"));
    }

    @Test
    void keepsThePathWhenOneOfItsSchemasIsDroppedAndMadeAgain() {
        if (lacksSearchPaths()) {
            return;
        }
        connection.execute("CREATE SCHEMA s1");
        connection.execute("CREATE SCHEMA s2");
        connection.execute("CREATE TABLE s2.t (a INTEGER)");
        connection.searchPath(List.of("s1"), List.of("s2"));
        connection.execute("DROP SCHEMA s1");
        assertThat(rows("SELECT a FROM t")).isEmpty();
        connection.execute("CREATE SCHEMA s1");
        connection.execute("CREATE TABLE made (a INTEGER)");
        assertThat(connection.load(null, "made").name()).isEqualTo(new TableName("s1", "made"));
        connection.begin();
        connection.execute("DROP SCHEMA s1 CASCADE");
        connection.rollback();
        assertThat(rows("SELECT a FROM made")).isEmpty();
    }

    @Test
    void describesViews() {
        table(Column.of("a", ColumnType.of(TypeKind.INTEGER)));
        connection.execute("CREATE VIEW v AS SELECT a, CAST(a AS DECIMAL(9,1)) AS b FROM t");
        assertThat(connection.load(null, "v").columns())
                .extracting(Column::type)
                .containsExactly(ColumnType.of(TypeKind.INTEGER), ColumnType.decimal(9, 1));
    }
}
