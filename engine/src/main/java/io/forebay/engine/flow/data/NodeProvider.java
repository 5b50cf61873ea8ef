package io.forebay.engine.flow.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import io.forebay.engine.flow.value.Json;

/** Lets JSONPath read our trees; an index without an element is an error, not a null. */
final class NodeProvider extends JacksonJsonNodeJsonProvider {
    NodeProvider() {
        super(Json.mapper());
    }

    @Override
    public Object getArrayIndex(Object array, int index) {
        JsonNode element = ((JsonNode) array).get(index);
        if (index < 0 || element == null) {
            throw new IndexOutOfBoundsException(index);
        }
        return element;
    }

    @Override
    public Object createArray() {
        return Json.array();
    }

    @Override
    public Object createMap() {
        return Json.object();
    }
}
