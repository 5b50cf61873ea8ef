package io.forebay.server;

import io.forebay.engine.load.LoadStep;
import io.forebay.server.config.DataFolder;
import io.forebay.server.config.Settings;
import io.forebay.server.config.SettingsBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A server whose process halts, as if the power went, when a load comes to a step. */
final class HaltingServer {
    private static final int HALTED = 137;

    private HaltingServer() {}

    /** What starts one as a process of its own. */
    static List<String> command(Path data, Path lake, String haltAt, int occurrence) {
        return command(data, lake, haltAt, occurrence, "");
    }

    /** @param warehouse its URL; empty for the DuckDB in the data folder */
    static List<String> command(Path data, Path lake, String haltAt, int occurrence, String warehouse) {
        return command(QuickJar.options(), data, lake, haltAt, occurrence, warehouse);
    }

    /** @param classes options of {@code java} that say where the classes are */
    static List<String> command(
            List<String> classes, Path data, Path lake, String haltAt, int occurrence, String warehouse) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.add("-Djava.io.tmpdir=" + data.resolve("tmp"));
        command.addAll(classes);
        command.addAll(List.of(
                HaltingServer.class.getName(),
                data.toString(),
                lake.toString(),
                haltAt,
                Integer.toString(occurrence),
                warehouse));
        return command;
    }

    /** Arguments: data folder, lake folder, step or empty, occurrence, warehouse or empty; then settings as key=value. */
    public static void main(String[] arguments) throws Exception {
        DataFolder folder = DataFolder.open(Path.of(arguments[0]));
        folder.useForTemporaryFiles();
        SettingsBuilder settings = Settings.builder()
                .flag("data", arguments[0])
                .flag("bucket", "lake=" + arguments[1])
                .flag("sql-port", "0")
                .flag("http-port", "0");
        if (!arguments[4].isEmpty()) {
            settings.flag("warehouse", arguments[4]);
        }
        for (int i = 5; i < arguments.length; i++) {
            int equals = arguments[i].indexOf('=');
            settings.flag(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
        }
        Server server = Server.start(settings.build(), halting(arguments[2], Integer.parseInt(arguments[3])));
        System.out.println("forebay is ready on 127.0.0.1:" + server.sqlPort());
        System.out.flush();
        Thread.currentThread().join();
    }

    private static LoadStep.Listener halting(String step, int occurrence) {
        AtomicInteger seen = new AtomicInteger();
        return reached -> {
            if (reached.name().equals(step) && seen.incrementAndGet() == occurrence) {
                Runtime.getRuntime().halt(HALTED);
            }
        };
    }
}
