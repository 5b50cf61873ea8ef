package io.forebay.warehouse.redshift.dataapi;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.ResultColumn;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.TypeKind;
import io.forebay.warehouse.redshift.text.NamedText;
import io.forebay.warehouse.redshift.text.Placed;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement of one session. The API does not tell a statement's columns before it has run: a query is asked for them with no
 * rows; what cannot be asked so (SHOW) is run, and what it gave is taken when it is then executed.
 */
final class DataQuery implements Query {
    private final DataTransport transport;
    private final Placed statement;
    private @Nullable List<ResultColumn> columns;
    private @Nullable Rows early;
    private long asOf;

    DataQuery(DataTransport transport, Placed statement) {
        this.transport = transport;
        this.statement = statement;
    }

    /** Each takes what a text can be cast to. */
    @Override
    public List<ColumnType> parameters() {
        return Collections.nCopies(statement.parameters(), ColumnType.of(TypeKind.OTHER));
    }

    @Override
    public List<ResultColumn> columns() {
        List<ResultColumn> known = columns;
        if (known == null) {
            known = told();
            columns = known;
        }
        return known;
    }

    private List<ResultColumn> told() {
        if (NamedText.isQuery(statement.sql())) {
            try (Rows none = transport.run(NamedText.described(statement))) {
                return none.columns();
            }
        }
        if (!NamedText.tells(statement.sql()) || !statement.order().isEmpty()) {
            return List.of();
        }
        Rows rows = transport.run(NamedText.of(statement, List.of()));
        early = rows;
        asOf = transport.statements();
        return rows.columns();
    }

    @Override
    public Rows execute(List<@Nullable Object> values) {
        if (values.size() != statement.parameters()) {
            throw new ForebayException(
                    CommonError.INVALID_PARAMETER,
                    "the statement has " + statement.parameters() + " parameters, " + values.size() + " were given");
        }
        Rows given = early;
        early = null;
        return given != null && asOf == transport.statements() ? given : transport.run(NamedText.of(statement, values));
    }

    @Override
    public void close() {
        early = null;
    }
}
