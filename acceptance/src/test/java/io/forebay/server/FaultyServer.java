package io.forebay.server;

import io.forebay.contract.store.FaultyStore;
import io.forebay.engine.load.LoadStep;
import io.forebay.server.config.DataFolder;
import io.forebay.server.config.Settings;
import io.forebay.spi.store.ObjectStore;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server whose stores fail at random. */
final class FaultyServer {
    private static final double SHARE = 0.02;
    private static final long WRITE_MILLIS = 200;

    private FaultyServer() {}

    /** Arguments: data folder, lake folder, seed, file of counts. */
    public static void main(String[] arguments) throws Exception {
        DataFolder folder = DataFolder.open(Path.of(arguments[0]));
        folder.useForTemporaryFiles();
        Settings settings = Settings.builder()
                .flag("data", arguments[0])
                .flag("bucket", "lake=" + arguments[1])
                .flag("sql-port", "0")
                .flag("http-port", "0")
                .build();
        List<FaultyStore> stores = new CopyOnWriteArrayList<>();
        Server server = Server.start(settings, LoadStep.Listener.NONE, store -> faulty(store, arguments[2], stores));
        System.out.println("forebay is ready on 127.0.0.1:" + server.sqlPort());
        System.out.flush();
        Path file = Path.of(arguments[3]);
        while (true) {
            write(stores, file);
            Thread.sleep(WRITE_MILLIS);
        }
    }

    private static ObjectStore faulty(ObjectStore store, String seed, List<FaultyStore> stores) {
        FaultyStore faulty = new FaultyStore(store, Long.parseLong(seed), SHARE);
        stores.add(faulty);
        return faulty;
    }

    private static void write(List<FaultyStore> stores, Path file) throws Exception {
        Properties counts = new Properties();
        for (FaultyStore.Kind kind : FaultyStore.Kind.values()) {
            int sum = stores.stream().mapToInt(store -> store.count(kind)).sum();
            counts.setProperty(kind.name(), Integer.toString(sum));
        }
        Path beside = file.resolveSibling("writing-" + file.getFileName());
        try (Writer out = Files.newBufferedWriter(beside)) {
            counts.store(out, null);
        }
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
