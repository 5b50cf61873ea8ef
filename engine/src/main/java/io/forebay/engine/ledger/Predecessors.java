package io.forebay.engine.ledger;

import io.forebay.spi.warehouse.Query;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers that this installation was before: certainly dead, as there is only one at a time, so that nobody has to wait
 * until they are taken for silent.
 */
final class Predecessors {
    private static final Logger log = LoggerFactory.getLogger(Predecessors.class);
    private static final int ATTEMPTS = 20;

    private final Warehouse warehouse;
    private final Ledger ledger;
    private final Expulsion expulsion;
    private final ServerName self;

    Predecessors(Warehouse warehouse, Ledger ledger, Expulsion expulsion, ServerName self) {
        this.warehouse = warehouse;
        this.ledger = ledger;
        this.expulsion = expulsion;
        this.self = self;
    }

    /** Ends what they have open and gives their jobs free: the fence of each stays until somebody takes it. */
    void bury() {
        for (String name : names()) {
            expulsion.of(name);
            Again.whileInConflict(ATTEMPTS, () -> ledger.write(connection -> bury(connection, name)));
        }
    }

    /** Another server may take the jobs over at the same time. */
    private static void bury(WarehouseConnection connection, String name) {
        long jobs = connection.execute(
                "UPDATE forebay.job_lease SET holder = '', checks = checks + 1 WHERE holder = $1", name);
        connection.execute("DELETE FROM forebay.server WHERE holder = $1", name);
        log.info("this server was here before and did not leave server={} jobs={}", name, jobs);
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        try (WarehouseConnection connection = warehouse.connect();
                Query query = connection.prepare("SELECT holder FROM forebay.server WHERE holder <> $1"
                        + " AND substr(holder, 1, " + (ServerName.PART + 1) + ") = $2");
                Rows rows = query.execute(List.of(self.toString(), self.installation() + "-"))) {
            while (rows.next()) {
                names.add(rows.textAt(0));
            }
        }
        return names;
    }
}
