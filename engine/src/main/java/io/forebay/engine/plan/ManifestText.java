package io.forebay.engine.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import io.forebay.spi.store.ObjectUri;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a manifest of a job's load, entry by entry and with bounds, as nobody looks on. Stricter than COPY: each file
 * once. SOURCE of the form: Amazon Redshift Database Developer Guide, "Using a manifest to specify data files".
 */
public final class ManifestText {
    /** Bytes of a manifest, at most. */
    public static final int MOST_BYTES = 32 << 20;
    /** Files that one names, at most. */
    public static final int MOST_FILES = 100_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final JsonParser in;
    private final boolean sized;
    private final Map<ObjectUri, Entry> entries = new LinkedHashMap<>();

    /**
     * A file that a manifest names.
     *
     * @param size its bytes, as the manifest tells them; null when it does not
     */
    public record Entry(ObjectUri uri, boolean mandatory, @Nullable Long size) {}

    private ManifestText(JsonParser in, boolean sized) {
        this.in = in;
        this.sized = sized;
    }

    /**
     * The entries in their order, from one on.
     *
     * @param sized whether each must tell its file's size, as those of Parquet and ORC must
     * @throws ForebayException INVALID_PARAMETER when it is no manifest
     */
    public static List<Entry> parse(byte[] bytes, boolean sized) {
        try (JsonParser in = JSON.createParser(bytes)) {
            ManifestText text = new ManifestText(in, sized);
            text.whole();
            return new ArrayList<>(text.entries.values());
        } catch (JsonProcessingException e) {
            throw invalid(e.getOriginalMessage()
                    + (e.getLocation() == null
                            ? ""
                            : " at line " + e.getLocation().getLineNr() + ", column "
                                    + e.getLocation().getColumnNr()));
        } catch (IOException e) {
            // The bytes are at hand: they are not of the encoding that they seem to have.
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private void whole() throws IOException {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw invalid("it is no JSON object");
        }
        boolean any = false;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            boolean ofEntries = in.currentName().equals("entries");
            JsonToken value = in.nextToken();
            if (ofEntries && value == JsonToken.START_ARRAY) {
                any = true;
                entries();
            } else {
                in.skipChildren();
            }
        }
        if (in.nextToken() != null) {
            throw invalid("something stands behind its JSON object");
        }
        if (!any) {
            throw invalid("it has no array \"entries\"");
        }
        if (entries.isEmpty()) {
            throw invalid("it names no file");
        }
    }

    private void entries() throws IOException {
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            if (token != JsonToken.START_OBJECT) {
                throw invalid("its entry " + (entries.size() + 1) + " is no JSON object");
            }
            Entry entry = entry();
            if (entries.put(entry.uri, entry) != null) {
                throw invalid("it names '" + entry.uri + "' twice");
            }
            if (entries.size() > MOST_FILES) {
                throw invalid("it names more than " + MOST_FILES + " files");
            }
        }
    }

    private Entry entry() throws IOException {
        String url = null;
        boolean mandatory = false;
        Long size = null;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            switch (name) {
                case "url" -> url = value == JsonToken.VALUE_STRING ? in.getText() : null;
                case "mandatory" -> {
                    if (!value.isBoolean()) {
                        throw invalid(
                                "\"mandatory\" of its entry " + (entries.size() + 1) + " is neither true nor false");
                    }
                    mandatory = value == JsonToken.VALUE_TRUE;
                }
                case "meta" -> size = value == JsonToken.START_OBJECT ? size() : null;
                default -> {}
            }
            if (value.isStructStart() && in.currentToken() == value) {
                in.skipChildren();
            }
        }
        return new Entry(uri(url), mandatory, checked(size, url));
    }

    /** {@code meta}, of which content_length counts. */
    private @Nullable Long size() throws IOException {
        Long size = null;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            boolean length = in.currentName().equals("content_length");
            JsonToken value = in.nextToken();
            if (length) {
                if (value != JsonToken.VALUE_NUMBER_INT || in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                    throw invalid("\"content_length\" of its entry " + (entries.size() + 1) + " is no number of bytes");
                }
                size = in.getLongValue();
            } else {
                in.skipChildren();
            }
        }
        return size;
    }

    private ObjectUri uri(@Nullable String url) {
        if (url == null) {
            throw invalid("its entry " + (entries.size() + 1) + " has no \"url\" text");
        }
        ObjectUri uri;
        try {
            uri = ObjectUri.parse(url);
        } catch (ForebayException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
        String key = uri.key();
        if (key.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(key)) {
            throw invalid("the name in its entry " + (entries.size() + 1) + " is no text");
        }
        if (key.isEmpty() || key.endsWith("/")) {
            throw invalid("'" + url + "' names no object");
        }
        return uri;
    }

    private @Nullable Long checked(@Nullable Long size, @Nullable String url) {
        if (size == null && sized) {
            throw invalid("for Parquet and ORC each entry needs \"meta\":{\"content_length\": bytes}, '" + url
                    + "' has none");
        }
        return size;
    }

    /** The manifest is not taken, for this reason. */
    public static ForebayException invalid(String why) {
        return new ForebayException(CommonError.INVALID_PARAMETER, "the manifest is not valid: " + why)
                .withHint("Expected {\"entries\":[{\"url\":\"s3://bucket/key\",\"mandatory\":true}]}.");
    }
}
