package io.forebay.engine.access;

import io.forebay.engine.ledger.JobRecord;
import io.forebay.engine.sql.Privilege;
import io.forebay.spi.warehouse.TableName;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.List;

/** Whether a job's owner may still fill its table: a job loads with the rights that its owner has then. Thread-safe. */
public final class LoadRights {
    private final Warehouse warehouse;

    public LoadRights(Warehouse warehouse) {
        this.warehouse = warehouse;
    }

    /** @param privileges on its table @throws io.forebay.spi.ForebayException NOT_ALLOWED */
    public void require(JobRecord job, List<Privilege> privileges) {
        if (job.ownerId() == Who.FIRST || !warehouse.dialect().lacksUsers()) {
            return;
        }
        TableName table = job.definition().table();
        try (WarehouseConnection connection = warehouse.connect()) {
            Rights rights = Rights.load(connection, new Who(job.ownerId(), ""));
            rights.require(Privilege.USAGE, Secured.schema(table.schema()));
            for (Privilege privilege : privileges) {
                rights.require(privilege, Secured.table(table.schema(), table.name()));
            }
        }
    }
}
