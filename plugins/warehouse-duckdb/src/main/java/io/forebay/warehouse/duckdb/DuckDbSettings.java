package io.forebay.warehouse.duckdb;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How the database is opened.
 *
 * @param file the database's path, or {@link #MEMORY}
 * @param memoryLimit what DuckDB's buffers may take, such as {@code 600MB}
 * @param threads DuckDB's threads, from 1
 * @param scratch the folder for what does not fit into memory, and for results that are kept for later
 */
record DuckDbSettings(String file, String memoryLimit, int threads, Path scratch) {
    static final String MEMORY = ":memory:";

    private static final List<String> NAMES = List.of("memory_limit", "threads", "temp_directory");
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,9} ?(KB|MB|GB|TB|KiB|MiB|GiB|TiB)");
    private static final String DEFAULT_MEMORY = "600MB";

    static DuckDbSettings of(URI url, Map<String, String> settings) {
        settings.keySet().forEach(DuckDbSettings::checkName);
        String file = file(url);
        return new DuckDbSettings(
                file,
                memory(settings.getOrDefault("memory_limit", DEFAULT_MEMORY)),
                threads(settings.getOrDefault(
                        "threads", String.valueOf(Runtime.getRuntime().availableProcessors()))),
                scratch(file, settings.getOrDefault("temp_directory", "")));
    }

    private static void checkName(String name) {
        if (!NAMES.contains(name)) {
            throw invalid("unknown setting warehouse." + name + "; a DuckDB warehouse has " + String.join(", ", NAMES));
        }
    }

    private static String file(URI url) {
        String path = url.getPath() != null ? url.getPath() : url.getSchemeSpecificPart();
        if (path.isEmpty()) {
            throw invalid("the warehouse URL " + url + " names no file; write duckdb:/path/to/dev.duckdb");
        }
        return path;
    }

    private static String memory(String text) {
        if (!SIZE.matcher(text).matches()) {
            throw invalid("warehouse.memory_limit is '" + text + "'; write a size such as 600MB or 2GB");
        }
        return text;
    }

    private static int threads(String text) {
        try {
            int threads = Integer.parseInt(text);
            if (threads >= 1 && threads <= 1024) {
                return threads;
            }
        } catch (NumberFormatException e) {
            throw invalid("warehouse.threads is '" + text + "'; write a number from 1 to 1024");
        }
        throw invalid("warehouse.threads is '" + text + "'; write a number from 1 to 1024");
    }

    private static Path scratch(String file, String given) {
        if (!given.isEmpty()) {
            return Path.of(given).toAbsolutePath();
        }
        return file.equals(MEMORY)
                ? Path.of(System.getProperty("java.io.tmpdir"), "duckdb-scratch")
                        .toAbsolutePath()
                : Path.of(file + ".tmp").toAbsolutePath();
    }

    private static ForebayException invalid(String message) {
        return new ForebayException(CommonError.INVALID_PARAMETER, message);
    }
}
