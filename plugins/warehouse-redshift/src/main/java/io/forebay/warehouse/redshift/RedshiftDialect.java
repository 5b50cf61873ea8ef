package io.forebay.warehouse.redshift;

import io.forebay.spi.warehouse.ColumnType;
import io.forebay.spi.warehouse.Dialect;
import io.forebay.warehouse.redshift.text.LedgerText;
import io.forebay.warehouse.redshift.text.RedshiftTypes;
import java.util.Set;

/** Redshift's spelling. Users' SQL is passed as it is, so nothing of it is refused here: Redshift's grants do that. */
record RedshiftDialect(LedgerText text) implements Dialect {
    @Override
    public String typeName(ColumnType type) {
        return RedshiftTypes.declared(type);
    }

    /** The statement's time in whole seconds, in the time zone of the session, which is UTC. SYSDATE is the transaction's. */
    @Override
    public String now() {
        return "GETDATE()";
    }

    @Override
    public String liveTable(String name) {
        return text.liveTable(name);
    }

    @Override
    public Set<String> allowedTableFunctions() {
        return Set.of();
    }

    @Override
    public Set<String> tableFunctions() {
        return Set.of();
    }

    @Override
    public Set<String> refusedFunctions() {
        return Set.of();
    }

    @Override
    public Set<String> refusedRelations() {
        return Set.of();
    }

    @Override
    public String ledgerSchema() {
        return text.schema();
    }

    @Override
    public boolean forgetsDeclaredTypes() {
        return false;
    }
}
