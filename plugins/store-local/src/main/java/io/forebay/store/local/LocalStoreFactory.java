package io.forebay.store.local;

import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectStore;
import io.forebay.spi.store.ObjectStoreFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the store of mounted folders. Each setting is a bucket's name with its folder, but {@code quiet-period} (such as
 * {@code 2s} or {@code 500ms}; 2 s unless set): how long a file must not change before it counts as complete where the
 * kernel does not tell.
 */
public final class LocalStoreFactory implements ObjectStoreFactory {
    private static final Logger log = LoggerFactory.getLogger(LocalStoreFactory.class);
    private static final String QUIET_PERIOD = "quiet-period";
    private static final Pattern PERIOD = Pattern.compile("(\\d{1,9})(ms|s|m)");

    @Override
    public String name() {
        return "local";
    }

    @Override
    public ObjectStore open(Map<String, String> settings) {
        Map<String, Path> folders = new TreeMap<>();
        settings.forEach((key, value) -> {
            if (!key.equals(QUIET_PERIOD)) {
                folders.put(key, folder(key, value));
            }
        });
        Duration quiet = period(settings.getOrDefault(QUIET_PERIOD, "2s"));
        return new LocalObjectStore(folders, disk(), new Progress(quiet, Clock.systemUTC()));
    }

    /** Linux's own calls where they work, else Java's. */
    static Disk disk() {
        if (!LocalObjectStore.LINUX) {
            return new PortableDisk();
        }
        try {
            LinuxDisk disk = new LinuxDisk();
            if (disk.realPath("/").equals(java.util.Optional.of("/"))
                    && disk.facts("/").isPresent()) {
                return disk;
            }
            log.warn("new files are found by listing only: /proc is not mounted");
        } catch (UnsatisfiedLinkError | NoClassDefFoundError | ForebayException e) {
            log.warn("new files are found by listing only: no access to system calls: reason={}", e.toString());
        }
        return new PortableDisk();
    }

    private static Path folder(String bucket, String value) {
        if (bucket.isBlank() || bucket.indexOf('/') >= 0) {
            throw invalid("'" + bucket + "' is no bucket name: expected BUCKET=FOLDER");
        }
        Path folder = Path.of(value).toAbsolutePath().normalize();
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw invalid("Bucket '" + bucket + "' cannot be mounted: " + folder + " is no folder");
        }
        if (!Files.exists(folder)) {
            make(bucket, folder);
        }
        return folder;
    }

    private static void make(String bucket, Path folder) {
        try {
            Files.createDirectories(folder);
            log.info("folder made: bucket={} folder={}", bucket, folder);
        } catch (IOException e) {
            throw new ForebayException(
                    CommonError.INVALID_PARAMETER,
                    "Bucket '" + bucket + "' cannot be mounted: " + folder + " is missing and cannot be made: " + e,
                    e);
        }
    }

    private static Duration period(String text) {
        Matcher matcher = PERIOD.matcher(text.strip());
        if (!matcher.matches()) {
            throw invalid(QUIET_PERIOD + " is '" + text + "': expected a number and ms, s or m, such as 2s");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }

    private static ForebayException invalid(String message) {
        return new ForebayException(CommonError.INVALID_PARAMETER, message);
    }
}
