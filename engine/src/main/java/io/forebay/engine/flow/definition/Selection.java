package io.forebay.engine.flow.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.engine.flow.data.Path;
import io.forebay.engine.flow.data.Scope;
import io.forebay.engine.flow.value.Json;
import org.jspecify.annotations.Nullable;

/** InputPath and OutputPath. Without a path, as JSON null says, it gives an empty object. */
public record Selection(@Nullable Path path) {
    static final Selection ALL = new Selection(Path.compile("$"));

    /** @throws io.forebay.engine.flow.data.NoSuchPath when its one node is not there */
    public JsonNode of(Scope scope) {
        return path == null ? Json.object() : path.read(scope);
    }
}
