package io.forebay.server.config;

import io.forebay.spi.ForebayException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects values from a file and from flags; a flag wins over the file. */
public final class SettingsBuilder {
    private static final String FILE = "forebay.yaml";

    private final Path folder;
    private final Map<String, Given> fromFile = new LinkedHashMap<>();
    private final Map<String, Given> fromFlags = new LinkedHashMap<>();

    /** @param folder the working folder, where the paths of flags start */
    SettingsBuilder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** Reads a file; without one, {@code forebay.yaml} of the working folder when there is one. */
    public SettingsBuilder file(@Nullable Path named) {
        Path file = named == null ? folder.resolve(FILE) : folder.resolve(named);
        if (named != null || Files.exists(file)) {
            SettingsFile.read(file).forEach(given -> add(fromFile, given));
        }
        return this;
    }

    /** Sets one value; a bucket as {@code NAME=DIR}, as often as there are buckets. */
    public SettingsBuilder flag(String key, String text) {
        add(fromFlags, new Given(key, text, "", folder));
        return this;
    }

    public <T> SettingsBuilder flag(Setting<T> setting, String text) {
        return flag(setting.key(), text);
    }

    /** @throws ForebayException with a {@link SettingError} when what was given cannot be used */
    public Settings build() {
        Map<String, Given> all = new LinkedHashMap<>(fromFile);
        all.putAll(fromFlags);
        Settings settings = new Settings(folder, all);
        Exposure.check(settings);
        return settings;
    }

    private static void add(Map<String, Given> target, Given given) {
        Given entry = known(asBucket(given));
        Given before = target.put(slot(entry), entry);
        if (before != null) {
            throw new ForebayException(
                            SettingError.WRONG_SETTING,
                            given.origin() + ": " + given.key() + " is given a second time, first at "
                                    + before.origin())
                    .withHint("Keep one of them.");
        }
    }

    /** A bucket's key in a file is {@code bucket.NAME}. */
    private static Given asBucket(Given given) {
        String prefix = Keys.BUCKETS.key() + ".";
        return given.key().startsWith(prefix)
                ? new Given(
                        Keys.BUCKETS.key(),
                        given.key().substring(prefix.length()) + "=" + given.text(),
                        given.origin(),
                        given.folder())
                : given;
    }

    private static Given known(Given given) {
        Optional<Setting<?>> setting = Keys.all().stream()
                .filter(each -> each.key().equals(given.key()))
                .findFirst();
        if (setting.isEmpty()) {
            List<String> keys = Keys.all().stream().map(Setting::key).toList();
            throw new ForebayException(SettingError.UNKNOWN_SETTING, given.label() + " is no setting")
                    .withHint("Did you mean " + Nearest.of(given.key(), keys)
                            + "? \"forebay serve --help\" lists them all.");
        }
        parse(setting.get(), given);
        return given;
    }

    static <T> T parse(Setting<T> setting, Given given) {
        try {
            return setting.kind().parser().parse(given.text(), given.folder());
        } catch (IllegalArgumentException e) {
            String value = setting.secret() ? "" : ", not \"" + Settings.withoutLogin(given.text()) + "\"";
            throw new ForebayException(
                            SettingError.WRONG_SETTING,
                            given.label() + " must be " + setting.kind().expected() + value,
                            e)
                    .withHint("For example: " + given.suggestion(setting.key(), setting.example()));
        }
    }

    private static String slot(Given given) {
        boolean bucket = given.key().equals(Keys.BUCKETS.key());
        return bucket ? given.key() + "." + given.text().replaceFirst("=.*", "") : given.key();
    }
}
