package io.forebay.torture.damage;

import io.forebay.contract.store.MemoryObjectStore;
import io.forebay.engine.Engine;
import io.forebay.engine.job.JobSettings;
import io.forebay.engine.load.Formats;
import io.forebay.engine.load.LoadContext;
import io.forebay.engine.load.LoadStep;
import io.forebay.engine.load.Stores;
import io.forebay.engine.session.Notice;
import io.forebay.engine.session.Prepared;
import io.forebay.engine.session.Result;
import io.forebay.engine.session.Session;
import io.forebay.engine.session.SessionListener;
import io.forebay.engine.sql.Statement;
import io.forebay.engine.unload.WriteFormats;
import io.forebay.spi.format.RecordFormat;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.warehouse.Rows;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.warehouse.duckdb.DuckDbWarehouseFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** An engine on a real DuckDB file with all formats and a bucket in memory, and one session to talk to it. */
final class Lake implements AutoCloseable {
    static final String BUCKET = "s3://lake/";

    private static final SessionListener DEAF = new SessionListener() {
        @Override
        public void notice(Notice notice) {}

        @Override
        public void parameterChanged(String name, String value) {}
    };

    private final MemoryObjectStore store = new MemoryObjectStore("lake");
    private final Warehouse warehouse;
    private final Engine engine;
    private final Session session;

    /** @param inflatedLimit the setting {@code load.inflated-limit}, in bytes */
    Lake(Path folder, long inflatedLimit) {
        List<RecordFormat> formats = new ArrayList<>();
        ServiceLoader.load(RecordFormat.class).forEach(formats::add);
        warehouse = new DuckDbWarehouseFactory().open(URI.create("duckdb:" + folder.resolve("dev.duckdb")), Map.of());
        engine = Engine.start(
                new Engine.Plugins(
                        warehouse, new Stores(List.of(store)), new Formats(formats), new WriteFormats(List.of())),
                JobSettings.DEFAULT,
                new LoadContext(Clock.systemUTC(), LoadStep.Listener.NONE, inflatedLimit),
                "dev");
        session = engine.sessions().open("forebay", "dev", Map.of(), DEAF);
    }

    void put(String key, byte[] bytes) {
        store.put(ObjectUri.parse(BUCKET + key), bytes);
    }

    /** Runs statements; gives the rows of the last, each value as text. */
    List<List<String>> run(String sql) {
        List<List<String>> rows = new ArrayList<>();
        for (Statement statement : session.parse(sql)) {
            rows.clear();
            try (Prepared prepared = session.prepare(statement, List.of());
                    Result result = prepared.execute(List.of())) {
                while (!result.rows().columns().isEmpty() && result.rows().next()) {
                    rows.add(row(result.rows()));
                }
            }
        }
        return rows;
    }

    private static List<String> row(Rows rows) {
        List<String> values = new ArrayList<>();
        for (int column = 0; column < rows.columns().size(); column++) {
            values.add(String.valueOf(rows.value(column)));
        }
        return values;
    }

    @Override
    public void close() {
        session.close();
        engine.close();
        warehouse.close();
    }
}
