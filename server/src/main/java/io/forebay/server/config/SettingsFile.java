package io.forebay.server.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code forebay.yaml} into keys with dots, each with its line. {@code sql: {password: x}} and {@code
 * sql.password: x} are the same key.
 */
final class SettingsFile {
    private final Path file;
    private final Path folder;
    private final List<Given> found = new ArrayList<>();
    private final Deque<String> prefixes = new ArrayDeque<>();

    private SettingsFile(Path file) {
        this.file = file;
        Path parent = file.toAbsolutePath().normalize().getParent();
        this.folder = parent == null ? Path.of("/") : parent;
    }

    static List<Given> read(Path file) {
        return new SettingsFile(file).read();
    }

    private List<Given> read() {
        try (YAMLParser parser = YAMLFactory.builder().build().createParser(Files.readString(file))) {
            walk(parser);
        } catch (NoSuchFileException e) {
            throw unreadable("there is no file " + file, e);
        } catch (JsonProcessingException e) {
            String place =
                    e.getLocation() == null ? "" : " line " + e.getLocation().getLineNr();
            throw unreadable(file + place + " is not valid YAML: " + firstLine(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw unreadable("cannot read " + file + ": " + e.getMessage(), e);
        }
        return List.copyOf(found);
    }

    private void walk(YAMLParser parser) throws IOException {
        String key = "";
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            switch (token) {
                case FIELD_NAME ->
                    key = prefixes.isEmpty() || prefixes.element().isEmpty()
                            ? parser.currentName()
                            : prefixes.element() + "." + parser.currentName();
                case START_OBJECT -> prefixes.push(key);
                case END_OBJECT -> key = prefixes.pop();
                case START_ARRAY, END_ARRAY -> {}
                default -> value(key, token, parser);
            }
        }
    }

    private void value(String key, JsonToken token, YAMLParser parser) throws IOException {
        String origin =
                file.getFileName() + " line " + parser.currentTokenLocation().getLineNr();
        if (key.isEmpty()) {
            throw unreadable(origin + ": expected \"key: value\", found \"" + parser.getText() + "\"", null);
        }
        if (token == JsonToken.VALUE_NULL || parser.getText().isBlank()) {
            throw new ForebayException(SettingError.WRONG_SETTING, origin + ": " + key + " has no value")
                    .withHint("Give it one, or take the line out.");
        }
        found.add(new Given(key, parser.getText(), origin, folder));
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }

    private static ForebayException unreadable(String message, @Nullable Throwable cause) {
        return new ForebayException(SettingError.UNREADABLE_SETTINGS, message, cause);
    }
}
