package io.forebay.warehouse.postgresql;

import io.forebay.spi.warehouse.Dialect;
import io.forebay.spi.warehouse.LiveTable;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import io.forebay.warehouse.postgresql.ledger.LedgerMigration;
import io.forebay.warehouse.postgresql.ledger.LiveSettings;
import io.forebay.warehouse.postgresql.ledger.LiveTables;
import java.util.List;

/** A PostgreSQL database. */
final class PostgresWarehouse implements Warehouse {
    private final ServerSource source;
    private final String database;
    private final Pool pool;
    private final Settlement settlement;
    private final Dialect dialect;
    private final LiveTables liveTables = new LiveTables();
    private final LiveSettings.Shared live = new LiveSettings.Shared(liveTables);

    PostgresWarehouse(PostgresSettings settings) {
        source = new ServerSource(settings.url());
        source.check();
        database = settings.url().database();
        pool = new Pool(source, settings.connections());
        settlement = new Settlement(source, pool);
        dialect = new PostgresDialect(this::connect, liveTables);
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public String database() {
        return database;
    }

    @Override
    public WarehouseConnection connect() {
        return new PostgresConnection(pool, settlement, new LiveSettings(live));
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public void register(LiveTable table) {
        liveTables.register(table);
    }

    @Override
    public boolean makeLedger(List<String> views) {
        LedgerMigration.migrate(source, liveTables.functions(), views);
        return true;
    }

    @Override
    public void identify(String server) {
        source.name(ApplicationName.of(server));
        settlement.close();
        pool.renew();
    }

    @Override
    public void expel(String server) {
        settlement.expel(ApplicationName.of(server));
    }

    @Override
    public void close() {
        settlement.close();
        pool.close();
    }
}
