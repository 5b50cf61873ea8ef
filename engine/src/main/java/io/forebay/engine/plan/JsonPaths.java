package io.forebay.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.load.Stores;
import io.forebay.engine.sql.CopyCommand;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.Layout;
import io.forebay.spi.format.ReadOptions;
import io.forebay.spi.store.ObjectUri;
import io.forebay.spi.store.StoreError;
import io.forebay.spi.store.StoredObject;
import java.util.ArrayList;
import java.util.List;

/**
 * A JSONPaths file, {@code {"jsonpaths":["$.a","$.b[0]"]}}, read for every load. SOURCE: Amazon Redshift Database
 * Developer Guide, "COPY from JSON format". One without the key {@code jsonpaths} means {@code 'auto'}, as there.
 */
final class JsonPaths {
    private final Stores stores;
    private final JsonFile file;

    JsonPaths(Stores stores) {
        this.stores = stores;
        this.file = new JsonFile(stores, "JSONPaths file", "{\"jsonpaths\":[\"$.name\", \"$.list[0]\"]}");
    }

    /**
     * The same COPY with the paths of the file that its format names, or unchanged when it names none.
     *
     * @throws ForebayException OBJECT_NOT_FOUND, or INVALID_PARAMETER when the file is not as it must be
     */
    CopyCommand resolve(CopyCommand command) {
        ReadOptions options = command.options();
        if (options.layout() instanceof Layout.Named named
                && !named.arguments().isEmpty()
                && named.arguments().get(0).startsWith("s3://")) {
            ObjectUri uri = ObjectUri.parse(named.arguments().get(0));
            return command.reading(options.in(new Layout.Named(named.name(), arguments(uri))));
        }
        return command;
    }

    private List<String> arguments(ObjectUri uri) {
        StoredObject object = stores.of(uri)
                .find(uri)
                .orElseThrow(
                        () -> new ForebayException(StoreError.OBJECT_NOT_FOUND, "there is no JSONPaths file " + uri));
        JsonNode paths = file.read(object).get("jsonpaths");
        if (paths == null) {
            return List.of("auto");
        }
        if (!paths.isArray() || paths.isEmpty()) {
            throw file.invalid(uri, "\"jsonpaths\" is no array of paths");
        }
        List<String> arguments = new ArrayList<>();
        arguments.add("paths");
        for (JsonNode path : paths) {
            if (!path.isTextual() || path.textValue().isBlank()) {
                throw file.invalid(uri, "path " + arguments.size() + " is " + path + ", not a text such as \"$.name\"");
            }
            arguments.add(path.textValue());
        }
        return arguments;
    }
}
