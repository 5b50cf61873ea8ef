package io.forebay.server.config;

import io.forebay.engine.flow.host.task.HttpRules;
import io.forebay.server.http.aws.AccessKey;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the server was told, checked. Immutable; {@link #toString} hides what is secret. */
public final class Settings {
    private static final String HIDDEN = "***";

    private final Path folder;
    private final Map<String, Given> given;

    Settings(Path folder, Map<String, Given> given) {
        this.folder = folder;
        this.given = Collections.unmodifiableMap(new LinkedHashMap<>(given));
    }

    /** Settings to be given in the process's working folder. */
    public static SettingsBuilder builder() {
        return builder(Path.of(""));
    }

    public static SettingsBuilder builder(Path workingFolder) {
        return new SettingsBuilder(workingFolder);
    }

    /** The value given, or the declared default; empty when there is neither. Not for {@link Keys#BUCKETS} and {@link Keys#LAMBDAS}. */
    public <T> Optional<T> find(Setting<T> setting) {
        return source(setting).map(each -> SettingsBuilder.parse(setting, each));
    }

    /** The value of a setting that has a default. */
    public <T> T value(Setting<T> setting) {
        return find(setting).orElseThrow(() -> new IllegalArgumentException(setting.key() + " has no default"));
    }

    public Path data() {
        return value(Keys.DATA);
    }

    public String host() {
        return value(Keys.HOST);
    }

    /** The address for HTTP: the one that is set, else the host when it is a loopback address, else 127.0.0.1. */
    public String httpHost() {
        return find(Keys.HTTP_HOST).orElseGet(() -> Exposure.loopback(host()) ? host() : "127.0.0.1");
    }

    /** Whether others can reach the address for HTTP. */
    public boolean httpExposed() {
        return !Exposure.loopback(httpHost());
    }

    /** What stands for names in the definitions of state machines. */
    public Map<String, String> pipelineValues() {
        return named(Keys.PIPELINE_VALUES);
    }

    /** The keys that requests to AWS's services are signed with. */
    public List<AccessKey> accessKeys() {
        return all(Keys.ACCESS_KEYS);
    }

    /** What a setting that may be given several times was given. */
    private <T> List<T> all(Setting<T> setting) {
        return given.values().stream()
                .filter(each -> each.key().equals(setting.key()))
                .map(each -> SettingsBuilder.parse(setting, each))
                .toList();
    }

    private <V> Map<String, V> named(Setting<Map<String, V>> setting) {
        Map<String, V> named = new TreeMap<>();
        all(setting).forEach(named::putAll);
        return Collections.unmodifiableMap(named);
    }

    public int sqlPort() {
        return value(Keys.SQL_PORT);
    }

    public int httpPort() {
        return value(Keys.HTTP_PORT);
    }

    public Duration pollInterval() {
        return value(Keys.POLL_INTERVAL);
    }

    /** The folder of each mounted bucket, by its name, sorted. */
    public Map<String, Path> buckets() {
        return named(Keys.BUCKETS);
    }

    /** The address of each Lambda function that has one, by its name. */
    public Map<String, URI> lambdas() {
        Map<String, URI> addresses = new TreeMap<>(named(Keys.LAMBDAS));
        addresses.values().removeIf(CommandLine::is);
        return addresses;
    }

    /** The command of each Lambda function that is one, by its name: a program, and what it is told. */
    public Map<String, List<String>> lambdaCommands() {
        Map<String, List<String>> commands = new TreeMap<>();
        named(Keys.LAMBDAS).forEach((name, address) -> {
            if (CommandLine.is(address)) {
                commands.put(name, CommandLine.words(address));
            }
        });
        return commands;
    }

    /** Where tasks may call, and how they log in. */
    public HttpRules httpRules() {
        return new HttpRules(find(Keys.HTTP_ALLOW).orElse(List.of()), named(Keys.HTTP_CONNECTIONS));
    }

    /** Where commands of tasks run. */
    public Path shellFolder() {
        return find(Keys.SHELL_FOLDER).or(() -> find(Keys.PIPELINES)).orElseGet(this::data);
    }

    /** The warehouse's address: as given, or {@code duckdb:/…/dev.duckdb} in the data folder. */
    public URI warehouse() {
        return find(Keys.WAREHOUSE).orElseGet(() -> {
            try {
                return new URI("duckdb", null, DataFolder.databaseIn(data()).toString(), null);
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /**
     * The values below a prefix, as text, keyed by what follows it; those with neither a value nor a default are left
     * out. {@code section("store.s3")} has {@code path-style}, {@code endpoint} …
     */
    public Map<String, String> section(String prefix) {
        String start = prefix + ".";
        Map<String, String> section = new TreeMap<>();
        for (Setting<?> setting : Keys.all()) {
            if (setting.key().startsWith(start)) {
                source(setting).ifPresent(each -> section.put(setting.key().substring(start.length()), each.text()));
            }
        }
        return Collections.unmodifiableMap(section);
    }

    /** As {@link #section}, without what is only a default. */
    public Map<String, String> givenSection(String prefix) {
        Map<String, String> section = new TreeMap<>(section(prefix));
        section.keySet().removeIf(name -> !given.containsKey(prefix + "." + name));
        return Collections.unmodifiableMap(section);
    }

    private Optional<Given> source(Setting<?> setting) {
        Given own = given.get(setting.key());
        return own != null ? Optional.of(own) : Optional.ofNullable(fallback(setting));
    }

    private @Nullable Given fallback(Setting<?> setting) {
        String text = setting.fallback();
        return text == null ? null : new Given(setting.key(), text, "default", folder);
    }

    @Override
    public String toString() {
        return given.values().stream()
                .map(each -> each.key() + "=" + shown(each))
                .collect(Collectors.joining(", ", "Settings[", "]"));
    }

    private static String shown(Given each) {
        boolean secret = Keys.all().stream().anyMatch(setting -> setting.key().equals(each.key()) && setting.secret());
        return secret ? HIDDEN : withoutLogin(each.text());
    }

    /** A URL's user and password are nobody's business; a password may hold any character. */
    static String withoutLogin(String text) {
        return text.replaceFirst("(?<=://).*@", HIDDEN + "@");
    }
}
