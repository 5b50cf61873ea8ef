package io.forebay.server;

import io.forebay.engine.Engine;
import io.forebay.engine.external.Endpoints;
import io.forebay.engine.load.Formats;
import io.forebay.engine.load.Stores;
import io.forebay.engine.unload.WriteFormats;
import io.forebay.server.config.DataFolder;
import io.forebay.server.config.Settings;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.RecordFormat;
import io.forebay.spi.format.WriteFormat;
import io.forebay.spi.queue.MessageQueues;
import io.forebay.spi.queue.MessageQueuesFactory;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectStoreFactory;
import io.forebay.spi.warehouse.PlannedWarehouse;
import io.forebay.spi.warehouse.Warehouse;
import io.forebay.spi.warehouse.WarehouseFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The warehouse, stores and formats of one server, found on the class path. */
record Plugins(
        Warehouse warehouse, List<ObjectStore> stores, List<RecordFormat> formats, List<WriteFormat> writeFormats)
        implements AutoCloseable {
    private static final String EMBEDDED = "duckdb";

    /** Mounted folders come before S3, which serves any bucket. */
    private static final List<String> STORE_ORDER = List.of("local", "s3");

    static Plugins open(Settings settings) {
        return open(settings, WarehouseFactory::open);
    }

    /** The warehouse, but one that only tells what would be sent. */
    static PlannedWarehouse plan(Settings settings, Consumer<String> sent) {
        PlannedWarehouse[] planned = new PlannedWarehouse[1];
        warehouse(settings, (factory, url, section) -> planned[0] = factory.plan(url, section, sent));
        return planned[0];
    }

    /** The stores and formats of a plan. */
    static Plugins around(Warehouse warehouse, Settings settings) {
        return open(settings, (factory, url, section) -> warehouse);
    }

    /** How a factory opens its warehouse. */
    @FunctionalInterface
    private interface Opening {
        Warehouse open(WarehouseFactory factory, URI url, Map<String, String> section);
    }

    private static Plugins open(Settings settings, Opening opening) {
        List<ObjectStore> stores = new ArrayList<>();
        for (String name : STORE_ORDER) {
            for (ObjectStoreFactory factory : ServiceLoader.load(ObjectStoreFactory.class)) {
                if (factory.name().equals(name)) {
                    stores.add(factory.open(section(settings, name)));
                }
            }
        }
        List<RecordFormat> formats = new ArrayList<>();
        ServiceLoader.load(RecordFormat.class).forEach(formats::add);
        List<WriteFormat> writeFormats = new ArrayList<>();
        ServiceLoader.load(WriteFormat.class).forEach(writeFormats::add);
        return new Plugins(warehouse(settings, opening), stores, formats, writeFormats);
    }

    /** The queues of the one kind that there is. */
    static MessageQueues queues(Settings settings) {
        for (MessageQueuesFactory factory : ServiceLoader.load(MessageQueuesFactory.class)) {
            return factory.open(section(settings, factory.name()));
        }
        throw new IllegalStateException("there are no queues on the class path");
    }

    private static Map<String, String> section(Settings settings, String store) {
        Map<String, String> section = new HashMap<>(settings.section("store." + store));
        if (store.equals("local")) {
            settings.buckets().forEach((bucket, folder) -> section.put(bucket, folder.toString()));
        }
        return section;
    }

    private static Warehouse warehouse(Settings settings, Opening opening) {
        URI url = settings.warehouse();
        String otherwise = ", or leave --warehouse out for a DuckDB in the data folder";
        return warehouse(url, warehouse(settings, scheme(url)), opening, otherwise);
    }

    static String scheme(URI url) {
        return String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    }

    /** @param section what the settings say of the warehouse, by the names that its factory has for it */
    static Warehouse warehouse(URI url, Map<String, String> section) {
        return warehouse(url, section, WarehouseFactory::open, "");
    }

    private static Warehouse warehouse(URI url, Map<String, String> section, Opening opening, String otherwise) {
        String scheme = scheme(url);
        List<String> schemes = new ArrayList<>();
        for (WarehouseFactory factory : ServiceLoader.load(WarehouseFactory.class)) {
            if (factory.scheme().equals(scheme)) {
                return opening.open(factory, url, section);
            }
            schemes.add(factory.scheme());
        }
        throw new ForebayException(CommonError.INVALID_PARAMETER, "there is no warehouse of kind \"" + scheme + "\"")
                .withHint("Use one of " + String.join(", ", new TreeSet<>(schemes)) + ", such as"
                        + " postgresql://user@host:5432/database" + otherwise + ".");
    }

    /** The defaults are those of the embedded one, which alone has its memory and its files here. */
    private static Map<String, String> warehouse(Settings settings, String scheme) {
        boolean embedded = scheme.equals(EMBEDDED);
        Map<String, String> section = new HashMap<>();
        (embedded ? settings.section("warehouse") : settings.givenSection("warehouse"))
                .forEach((name, value) -> section.put(name.replace('-', '_'), value));
        if (embedded) {
            section.put("temp_directory", DataFolder.scratchIn(settings.data()).toString());
        }
        return section;
    }

    /** The same with other stores. @param around what is seen of each store; it closes the store */
    Plugins withStores(UnaryOperator<ObjectStore> around) {
        return new Plugins(warehouse, stores.stream().map(around).toList(), formats, writeFormats);
    }

    /** @param endpoints of external functions */
    Engine.Plugins forEngine(Endpoints endpoints) {
        return new Engine.Plugins(
                warehouse,
                new Stores(stores),
                new Formats(formats),
                new WriteFormats(writeFormats),
                Access::verifier,
                endpoints);
    }

    @Override
    public void close() {
        warehouse.close();
        stores.forEach(ObjectStore::close);
    }
}
