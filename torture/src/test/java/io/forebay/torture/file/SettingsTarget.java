package io.forebay.torture.file;

import io.forebay.server.config.Keys;
import io.forebay.server.config.SettingError;
import io.forebay.server.config.Settings;
import io.forebay.spi.ForebayException;
import io.forebay.torture.Input;
import io.forebay.torture.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code forebay.yaml}, with a password in it. */
public final class SettingsTarget implements Target {
    private static final String SECRET = "hUsHhUsH0123";

    @Override
    public String name() {
        return "settings";
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                Input.of("sql-port: 0\nhttp-port: 5480\npoll-interval: 500ms\n", 1),
                Input.of("sql:\n  max-connections: 7\nbucket:\n  lake: ./lake\n  b2: /x\n", 0),
                Input.of("store: {s3: {endpoint: 'http://u:p@h:1/', path-style: true, region: eu}}\n", 0),
                Input.of("data: &a x\nwarehouse: duckdb:/x\nload.batch-bytes: 4GB\n? [a, b]\n: c\n", 0),
                Input.of("- a\n- {b: !!binary aGk=}\n--- |\n x\n", 0));
    }

    @Override
    public void run(byte[] bytes) throws IOException {
        Input input = new Input(bytes);
        String secret = input.flag() ? "sql.password: " + SECRET + "\n" : "";
        byte[] yaml = Input.of(input.rest(), secret.chars().toArray());
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        Path file = Files.createTempFile(folder, "forebay", ".yaml");
        try {
            Files.write(file, yaml);
            Settings settings = Settings.builder(folder).file(file).build();
            hidden(settings.toString());
            Keys.all().stream().filter(key -> key != Keys.BUCKETS).forEach(settings::find);
            settings.buckets();
        } catch (ForebayException e) {
            if (!(e.code() instanceof SettingError)) {
                throw e;
            }
            hidden(e.getMessage() + e.hint().orElse(""));
        } finally {
            Files.delete(file);
        }
    }

    private static void hidden(String text) {
        if (text.contains(SECRET)) {
            throw new AssertionError("the password shows: " + text);
        }
    }
}
