package io.forebay.engine.flow.intrinsic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.forebay.engine.flow.value.Json;
import io.forebay.engine.flow.value.Limits;
import io.forebay.engine.flow.value.StateFailure;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/** Base64 and hashes. */
public final class EncodingFunctions {
    private static final Set<String> ALGORITHMS = Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

    private EncodingFunctions() {}

    static JsonNode encode(JsonNode argument) {
        byte[] bytes = limited(Arguments.text(argument)).getBytes(UTF_8);
        return TextNode.valueOf(Base64.getEncoder().encodeToString(bytes));
    }

    static JsonNode decode(JsonNode argument) {
        try {
            byte[] bytes = Base64.getDecoder().decode(limited(Arguments.text(argument)));
            return TextNode.valueOf(new String(bytes, UTF_8));
        } catch (IllegalArgumentException e) {
            throw StateFailure.runtime("The string is not of Base64: " + e.getMessage());
        }
    }

    static JsonNode hash(JsonNode data, JsonNode algorithm) {
        return TextNode.valueOf(hash(limited(Json.plain(data)), Arguments.text(algorithm)));
    }

    /** In lower-case hexadecimal digits. */
    public static String hash(String data, String algorithm) {
        if (!ALGORITHMS.contains(algorithm)) {
            throw StateFailure.runtime("'" + algorithm + "' is not one of MD5, SHA-1, SHA-256, SHA-384, SHA-512");
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(data.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java has no " + algorithm, e);
        }
    }

    private static String limited(String text) {
        if (text.length() > Limits.ENCODED) {
            throw StateFailure.runtime("The string has " + text.length() + " characters, more than " + Limits.ENCODED);
        }
        return text;
    }
}
