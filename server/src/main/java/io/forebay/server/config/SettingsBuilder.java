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

    /** Those that may be given several times, each with a name of its own. */
    private static final List<Setting<?>> NAMED =
            List.of(Keys.BUCKETS, Keys.LAMBDAS, Keys.ACCESS_KEYS, Keys.PIPELINE_VALUES, Keys.HTTP_CONNECTIONS);

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

    /** Sets one value; a bucket as {@code NAME=DIR}, as often as there are buckets; a Lambda function likewise. */
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
        Given entry = known(asNamed(given));
        Given before = target.put(slot(entry), entry);
        if (before != null) {
            throw new ForebayException(
                            SettingError.WRONG_SETTING,
                            given.origin() + ": " + given.key() + " is given a second time, first at "
                                    + before.origin())
                    .withHint("Keep one of them.");
        }
    }

    /** The key of one of several in a file is {@code bucket.NAME}. */
    private static Given asNamed(Given given) {
        for (Setting<?> setting : NAMED) {
            String prefix = setting.key() + ".";
            if (given.key().startsWith(prefix)) {
                return new Given(
                        setting.key(),
                        given.key().substring(prefix.length()) + "=" + given.text(),
                        given.origin(),
                        given.folder());
            }
        }
        return given;
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
        boolean named = NAMED.stream().anyMatch(each -> each.key().equals(given.key()));
        return named ? given.key() + "." + given.text().replaceFirst("=.*", "") : given.key();
    }
}
