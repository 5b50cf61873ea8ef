package io.forebay.engine.external;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.spi.CommonError;
import io.forebay.spi.ForebayException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What comes back: {@code {"success": true, "num_records": 2, "results": [1, null]}}, or the same as a text in JSON, which
 * is what a Lambda function gives that returns {@code json.dumps(…)}.
 */
final class BatchReply {
    private static final int MOST_MESSAGE = 1000;
    private static final ObjectMapper JSON = JsonMapper.builder(new JsonFactory())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final ExternalFunction function;
    private final int rows;

    /** @param rows how many results there must be */
    BatchReply(ExternalFunction function, int rows) {
        this.function = function;
        this.rows = rows;
    }

    /** @throws ForebayException EXTERNAL_FUNCTION */
    List<@Nullable String> read(byte[] body) {
        JsonNode reply = tree(body);
        JsonNode success = reply.path("success");
        if (success.isMissingNode() && reply.path("errorMessage").isTextual()) {
            throw failure(reply.path("errorMessage").asText());
        }
        if (!success.isBoolean()) {
            throw wrong("its reply has no \"success\" that is true or false");
        }
        if (!success.booleanValue()) {
            throw failure(reply.path("error_msg").asText("it failed and says no more"));
        }
        JsonNode results = reply.path("results");
        if (!results.isArray()) {
            throw wrong("its reply has no array \"results\"");
        }
        if (results.size() != rows || reply.path("num_records").asInt(rows) != rows) {
            throw wrong("it gave " + results.size() + " results for " + rows + " rows"
                    + (results.size() == rows
                            ? ", and says that they are "
                                    + reply.path("num_records").asText()
                            : ""));
        }
        ResultText texts = new ResultText(function);
        List<@Nullable String> values = new ArrayList<>(rows);
        results.forEach(value -> values.add(texts.of(value)));
        return values;
    }

    private JsonNode tree(byte[] body) {
        try {
            JsonNode tree = JSON.readTree(body);
            JsonNode reply = tree.isTextual() ? JSON.readTree(tree.textValue()) : tree;
            if (reply.isObject()) {
                return reply;
            }
        } catch (IOException e) {
            throw new ForebayException(CommonError.EXTERNAL_FUNCTION, message("its reply is no JSON"), e);
        }
        throw wrong("its reply is no object of JSON");
    }

    /** What the function itself says. */
    private ForebayException failure(String text) {
        String shown = text.length() > MOST_MESSAGE ? text.substring(0, MOST_MESSAGE) + "…" : text;
        return new ForebayException(
                        CommonError.EXTERNAL_FUNCTION,
                        shown.replaceAll("\\p{Cntrl}+", " ").strip())
                .withContext("external function " + function.name() + " (LAMBDA '"
                        + function.lambda().function() + "')");
    }

    private ForebayException wrong(String what) {
        return new ForebayException(CommonError.EXTERNAL_FUNCTION, message(what));
    }

    private String message(String what) {
        return "external function " + function.name() + ": " + what;
    }
}
