package io.forebay.engine.access;

import io.forebay.engine.ledger.JobRecord;
import io.forebay.engine.sql.Privilege;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;

/** Whether a job's owner may still fill its table: a job loads with the rights that its owner has then. Thread-safe. */
public final class LoadRights {
    private final Warehouse warehouse;

    public LoadRights(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** @param replaces whether it takes out rows too @throws io.forebay.spi.ForebayException NOT_ALLOWED */
    public void require(JobRecord job, boolean replaces) {
        if (job.ownerId() == Who.FIRST || !warehouse.dialect().lacksUsers()) {
            return;
        }
        TableName table = job.definition().table();
        try (WarehouseConnection connection = warehouse.connect()) {
            Rights rights = Rights.load(connection, new Who(job.ownerId(), ""));
            rights.require(Privilege.USAGE, Secured.schema(table.schema()));
            rights.require(Privilege.INSERT, Secured.table(table.schema(), table.name()));
            if (replaces) {
                rights.require(Privilege.DELETE, Secured.table(table.schema(), table.name()));
            }
        }
    }
}
