package io.forebay.warehouse.duckdb;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.warehouse.Dialect;
import io.forebay.spi.warehouse.ExternalCalls;
import io.forebay.spi.warehouse.ExternalReads;
import io.forebay.spi.warehouse.LiveTable;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A DuckDB database; opened again after an error that ended it. */
final class DuckDbWarehouse implements Warehouse {
    private static final Logger log = LoggerFactory.getLogger(DuckDbWarehouse.class);

    private final DuckDbSettings settings;
    private final List<LiveTable> liveTables = new ArrayList<>();
    private final Dialect dialect;
    private DuckDbInstance instance;
    private @Nullable ExternalCalls calls;
    private @Nullable ExternalReads reads;
    private boolean closed;

    DuckDbWarehouse(DuckDbSettings settings) {
        this.settings = settings;
        this.instance = DuckDbInstance.open(settings, List.of());
        this.dialect = new DuckDbDialect(this::tableFunctions);
    }

    @Override
    public String name() {
        return "duckdb";
    }

    @Override
    public synchronized WarehouseConnection connect() {
        if (closed) {
            throw new ForebayException(CommonError.SHUTTING_DOWN, "the warehouse is closed");
        }
        if (instance.ended()) {
            log.info("opening the database again file={}", settings.file());
            instance.close();
            instance = DuckDbInstance.open(settings, liveTables);
            answerCalls();
        }
        return instance.connect();
    }

    /** DuckDB locks the file. */
    @Override
    public boolean exclusive() {
        return true;
    }

    private Set<String> tableFunctions() {
        try (WarehouseConnection connection = connect()) {
            return ((DuckDbConnection) connection).tableFunctions();
        }
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public synchronized void register(LiveTable table) {
        liveTables.add(table);
        instance.register(table);
    }

    @Override
    public synchronized void register(ExternalCalls answering) {
        calls = answering;
        answerCalls();
    }

    @Override
    public synchronized void register(ExternalReads reading) {
        reads = reading;
        answerCalls();
    }

    private void answerCalls() {
        ExternalReads reading = reads;
        if (reading != null) {
            instance.scans().readBy(reading);
        }
        ExternalCalls answering = calls;
        if (answering != null) {
            instance.library().external().answerBy(answering);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        instance.close();
    }
}
