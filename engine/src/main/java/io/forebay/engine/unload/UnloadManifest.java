package io.forebay.engine.unload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.format.WriteColumn;
import io.forebay.spi.warehouse.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The object that lists the others, as COPY … MANIFEST takes it. SOURCE: Redshift Database Developer Guide, "UNLOAD",
 * MANIFEST VERBOSE; the names of a type's dimensions are in no document.
 */
final class UnloadManifest {
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private UnloadManifest() {}

    /** @param columns of the query, keys of PARTITION BY included */
    static byte[] of(List<UnloadedFile> files, List<WriteColumn> columns, boolean verbose) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode entries = root.putArray("entries");
        for (UnloadedFile file : files) {
            ObjectNode entry = entries.addObject();
            entry.put("url", file.uri().toString());
            meta(entry, file.written().bytes(), file.written().lines(), verbose);
        }
        if (verbose) {
            schema(root, columns);
            meta(
                    root,
                    files.stream().mapToLong(file -> file.written().bytes()).sum(),
                    files.stream().mapToLong(file -> file.written().lines()).sum(),
                    true);
            root.putObject("author").put("name", "Forebay").put("version", "1.0.0");
        }
        try {
            return (JSON.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new ForebayException(CommonError.INTERNAL, "the manifest could not be written", e);
        }
    }

    private static void meta(ObjectNode node, long bytes, long records, boolean counted) {
        ObjectNode meta = node.putObject("meta");
        meta.put("content_length", bytes);
        if (counted) {
            meta.put("record_count", records);
        }
    }

    private static void schema(ObjectNode root, List<WriteColumn> columns) {
        ArrayNode elements = root.putObject("schema").putArray("elements");
        for (WriteColumn column : columns) {
            ObjectNode element = elements.addObject();
            element.put("name", column.name());
            type(element.putObject("type"), column.type());
        }
    }

    private static void type(ObjectNode node, ColumnType type) {
        node.put("base", type.sqlName().replaceAll("\\(.*", ""));
        switch (type.kind()) {
            case CHAR -> node.put("max_length", type.length() == 0 ? ColumnType.MAX_CHAR : type.length());
            case VARCHAR -> node.put("max_length", type.length() == 0 ? ColumnType.MAX_VARCHAR : type.length());
            case DECIMAL -> {
                if (type.precision() > 0) {
                    node.put("precision", type.precision()).put("scale", type.scale());
                }
            }
            default -> {}
        }
    }
}
